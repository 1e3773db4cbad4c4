import { FolderTree, Plus, Sheet } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { CaseNode } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { everyCode, locate } from '../../model/code-tree'
import { caseTabs, useCasesView, type CaseTab } from '../../state/cases'
import { useCases, useInfo } from '../../state/queries'
import { AttributesPane } from './AttributesPane'
import { AttributeTablePane } from './AttributeTablePane'
import { CaseSheetPane } from './CaseSheetPane'
import { CaseTree, type Place } from './CaseTree'
import { ImportTable } from './ImportTable'
import styles from './cases.module.css'

const none: CaseNode[] = []

/** What is compared: cases, what is said of them and on which passages it rests. */
export function CasesPane() {
  const { t } = useTranslation()
  const { tab, chosen, importing, set } = useCasesView()
  const { data: tree = none, isSuccess } = useCases()
  const readOnly = useInfo().data?.read_only ?? true
  const [adding, setAdding] = useState<Place | null>(null)
  const shown = useMemo(() => (locate(tree, chosen) ? chosen : (firstCase(tree)?.id ?? '')), [tree, chosen])
  const add = () => {
    set({ tab: 'sheet' })
    const at = locate(tree, shown)
    setAdding({ parent: at?.parent?.id ?? '', after: at?.code.id ?? '' })
  }
  const takeOver = () => {
    set({ importing: true })
  }
  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.cases')}</h2>
        <ToggleButtonGroup
          aria-label={t('cases.views')}
          className={styles['tabs'] ?? ''}
          disallowEmptySelection
          selectedKeys={[tab]}
          onSelectionChange={([to]) => {
            if (to !== undefined) set({ tab: to as CaseTab })
          }}
        >
          {caseTabs.map((name) => (
            <ToggleButton key={name} id={name} className={styles['tab'] ?? ''}>
              {t(`cases.view.${name}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <span className={styles['gap']} />
        <Button isDisabled={readOnly} onPress={takeOver}>
          <Sheet aria-hidden size="1em" />
          {t('cases.table.import')}
        </Button>
        <Button look="primary" isDisabled={readOnly} onPress={add}>
          <Plus aria-hidden size="1em" />
          {t('cases.add')}
        </Button>
      </header>
      {tab === 'sheet' && isSuccess && (
        <div className={styles['body']}>
          {tree.length === 0 && !adding ? (
            <Empty icon={FolderTree} title={t('cases.none')} help={t('cases.none.help')} />
          ) : (
            <>
              <CaseTree tree={tree} chosen={shown} adding={adding} readOnly={readOnly} onAdding={setAdding} />
              {shown !== '' && <CaseSheetPane key={shown} id={shown} readOnly={readOnly} />}
            </>
          )}
        </div>
      )}
      {tab === 'table' && <AttributeTablePane readOnly={readOnly} />}
      {tab === 'attributes' && <AttributesPane readOnly={readOnly} />}
      {importing && <ImportTable onClose={() => { set({ importing: false }) }} />}
    </div>
  )
}

/** The first case that groups no others. */
const firstCase = (tree: readonly CaseNode[]) => everyCode(tree).find((k) => !k.group)
