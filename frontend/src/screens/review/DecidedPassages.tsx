import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DecidedPassage } from '../../api/types'
import { useApi } from '../../state/api'
import { keys } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useWorkspace } from '../../state/workspace'
import { useNumbers } from './say'
import styles from './follow.module.css'

/** Decisions on a code, for one reason: "" for all, "none" for those without one. */
export interface Asked {
  code: string
  reason: string
}

/** How many are shown. */
const most = 200

/** The passages that were decided on, with what was decided and noted; each opens its text. */
export function DecidedPassages({ round, code, reason }: Asked & { round: string }) {
  const { t } = useTranslation()
  const api = useApi()
  const { count } = useNumbers()
  const called = useCalled()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const asked = { round, code, reason, limit: most, masked: false }
  const { data } = useQuery({ queryKey: [...keys.agreement, 'decided', JSON.stringify(asked)], queryFn: ({ signal }) => api.during(signal).review.decided(asked), gcTime: 60_000 })
  const choice = (d: DecidedPassage) => (d.choice === 'a' || d.choice === 'b' ? t('review.decide.as', { name: called(d[d.choice]) }) : t(`review.decide.${d.choice as 'both'}`))
  if (!data) return null
  return (
    <>
      <ul className={styles['changed']} aria-label={t('review.passages', { count: data.total })} tabIndex={0}>
        {data.items.map((d) => (
          <li key={d.id}>
            <button
              type="button"
              className={styles['quote']}
              onClick={() => {
                jumpTo({ document: d.document.id, start: d.start, end: d.end })
              }}
            >
              <q dir="auto">{d.quote}</q> <span className={styles['quiet']}>{d.document.name}</span>
            </button>
            <span className={styles['side']}>
              {t('review.decided.who', { choice: choice(d), by: called(d.by) })}
              {d.note !== '' && <em dir="auto">{d.note}</em>}
            </span>
          </li>
        ))}
      </ul>
      {data.total > data.items.length && <p className={styles['quiet']}>{t('review.decided.more', { shown: count(data.items.length), all: count(data.total) })}</p>}
    </>
  )
}
