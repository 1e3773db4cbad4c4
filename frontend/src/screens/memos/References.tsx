import { useTranslation } from 'react-i18next'
import type { ReferenceView } from '../../api/types'
import { Button } from '../../components/Button'
import { sayReference } from '../../model/references'
import { whereCase } from '../../model/code-tree'
import { useCodesView } from '../../state/codes'
import { showMemo } from '../../state/notes'
import { useWorkspace } from '../../state/workspace'
import styles from './MemosPane.module.css'

/** Goes to what a memo refers to, where one can go. */
export function useOpenReference(): (r: ReferenceView) => void {
  const edit = useCodesView((s) => s.edit)
  const { read, jumpTo, retrieve } = useWorkspace.getState()
  return (r) => {
    if (r.gone) return
    if (r.passage) jumpTo(r.passage)
    else if (r.kind === 'document') read(r.id)
    else if (r.kind === 'code') edit(r.id)
    else if (r.kind === 'case') retrieve(whereCase(r.name))
    else showMemo(r.id)
  }
}

/** What a memo refers to, each a press away. */
export function References({ list }: { list: readonly ReferenceView[] }) {
  const { t } = useTranslation()
  const open = useOpenReference()
  const there = list.filter((r) => !r.gone)
  if (there.length === 0) return null
  return (
    <ul className={styles['references']} aria-label={t('memo.references')}>
      {there.map((r) => (
        <li key={r.text}>
          <Button look="quiet" onPress={() => { open(r) }}>
            <span className={styles['on']}>{sayReference(r, '')}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
