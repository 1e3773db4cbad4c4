import { BookOpen, Briefcase, FileText, FolderOpen, Landmark, type LucideIcon, Quote, Table2, Tags } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import type { MemoView } from '../../api/types'
import { useActorNames } from '../../state/actor-names'
import { useArea } from '../../state/area'
import { useCaseNames } from '../../state/case-names'
import { useCasesView } from '../../state/cases'
import { useCodeNames } from '../../state/code-names'
import { useCodesView } from '../../state/codes'
import { useWorkspace } from '../../state/workspace'
import styles from './MemosPane.module.css'

const icons: Record<string, LucideIcon> = { project: FolderOpen, document: FileText, case: Briefcase, code: Tags, coding: Quote, actor: Landmark, cell: Table2 }

/** The register counts the codings of every actor, and is asked for only where an actor is named. */
function ActorName({ of }: { of: { id: string; name: string } }) {
  return useActorNames()(of)
}

/** What a memo is on; a press goes there where one can go. */
export function MemoOn({ memo }: { memo: MemoView }) {
  const { t } = useTranslation()
  const { read, jumpTo } = useWorkspace.getState()
  const edit = useCodesView((s) => s.edit)
  const called = useCodeNames()
  const caseOf = useCaseNames()
  if (memo.on === '') return null
  const Icon = icons[memo.on] ?? BookOpen
  const { passage } = memo
  const go =
    memo.on === 'document'
      ? () => { read(memo.on_id) }
      : memo.on === 'code'
        ? () => { edit(memo.on_id) }
        : memo.on === 'case'
          ? () => {
              useCasesView.getState().set({ tab: 'sheet', chosen: memo.on_id })
              useArea.getState().go('cases')
            }
        : passage
          ? () => { jumpTo(passage) }
          : undefined
  const ref = { id: memo.on_id, name: memo.on_name }
  const named: Record<string, () => string> = { code: () => called(ref).path, case: () => caseOf(ref).path.join(' › ') }
  const name = memo.on_name === '' ? t('memo.on.something') : memo.on === 'actor' ? <ActorName of={ref} /> : (named[memo.on]?.() ?? memo.on_name)
  return go ? (
    <Button look="quiet" onPress={go}>
      <Icon aria-hidden size="1em" />
      <span className={styles['on']}>{name}</span>
    </Button>
  ) : (
    <p className={styles['onPlain']}>
      <Icon aria-hidden size="1em" />
      <span className={styles['on']}>{name}</span>
    </p>
  )
}
