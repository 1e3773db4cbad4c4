import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementCode } from '../../api/types'
import { useCodeNames } from '../../state/code-names'
import { useReview } from '../../state/review'
import { unfilled, useNumbers } from './say'
import styles from './overview.module.css'

/** The codes that were used and fill no unit: what was coded can be read, though nothing is counted. */
export function Unfilled({ codes }: { codes: readonly AgreementCode[] }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const open = useReview((s) => s.open)
  if (codes.length === 0) return null
  return (
    <p className={styles['foot']}>
      {t('review.unfilled', { count: codes.length })}{' '}
      {codes.map((c, i) => {
        const name = nameOf({ id: c.id, name: c.code }).name
        const said = `${name} (${count(unfilled(c))})`
        return (
          <Fragment key={c.id}>
            {i > 0 && ', '}
            <button
              type="button"
              className={styles['number']}
              aria-label={t('review.counted', { name, value: count(unfilled(c)) })}
              onClick={() => {
                open({ code: c.id, cell: 'unfilled' })
              }}
            >
              {said}
            </button>
          </Fragment>
        )
      })}
    </p>
  )
}
