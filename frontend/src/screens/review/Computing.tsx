import { useTranslation } from 'react-i18next'
import { Bar } from '../../components/Bar'
import { useJobs } from '../../state/jobs'
import styles from './overview.module.css'

/** How far the comparison is that is waited for; it can be ended at the lower edge of the window. */
export function Computing() {
  const { t } = useTranslation()
  const job = useJobs((s) => s.jobs.findLast((j) => j.kind === 'agreement' && j.state === 'running'))
  return (
    <div role="status" className={styles['computing']}>
      {t('review.computing')}
      <Bar label={t('review.computing')} done={job?.done ?? 0} total={job?.total ?? 0} />
    </div>
  )
}
