import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ExcerptView } from '../../api/types'
import { useWorkspace } from '../../state/workspace'
import styles from './rounds.module.css'

/** The passages of a round in the order in which they are handed out, and what the coder has done in each. */
export function Excerpts({ list, label }: { list: readonly ExcerptView[]; label: string }) {
  const { t } = useTranslation()
  const read = useWorkspace((s) => s.jumpTo)
  return (
    <ol className={styles['excerpts']} aria-label={label}>
      {list.map((e, i) => (
        <li key={e.id} className={styles['excerpt']}>
          <span className={styles['state']} data-state={e.codings > 0 ? 'finished' : 'open'}>
            {e.codings > 0 ? <CircleCheck aria-hidden size="1em" /> : <CircleDashed aria-hidden size="1em" />}
            {t('review.excerpt.codings', { count: e.codings })}
          </span>
          <button
            type="button"
            className={styles['name']}
            title={e.document.name}
            onClick={() => {
              read({ document: e.document.id, start: e.start, end: e.end })
            }}
          >
            {`${String(i + 1)}. `}
            <q>{e.quote}</q>
          </button>
        </li>
      ))}
    </ol>
  )
}
