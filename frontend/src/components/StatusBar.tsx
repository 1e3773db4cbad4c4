import { useTranslation } from 'react-i18next'
import { ProgressBar } from 'react-aria-components'
import type { Job } from '../api/types'
import { useApi } from '../state/api'
import { useJobs } from '../state/jobs'
import { useAttempt } from '../state/use-attempt'
import { Button } from './Button'
import styles from './StatusBar.module.css'

function useTaskName() {
  const { t } = useTranslation()
  return (kind: string) => (kind === 'probe' ? t('job.probe') : t('job.other'))
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const task = useTaskName()(job.kind)
  const label = job.total > 0 ? t('job.progress', { task, done: job.done, total: job.total }) : task
  return (
    <li className={styles['job']}>
      <span>{label}</span>
      <ProgressBar
        aria-label={task}
        className={styles['bar'] ?? ''}
        maxValue={Math.max(job.total, 1)}
        value={job.done}
        isIndeterminate={job.total === 0}
      >
        {({ percentage = 0 }) => (
          <svg className={styles['rail']} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
            <rect width={percentage} height="4" />
          </svg>
        )}
      </ProgressBar>
      <Button look="quiet" onPress={() => void attempt(() => api.jobs.cancel(job.id))}>
        {t('job.cancel')}
      </Button>
    </li>
  )
}

/** The lower edge of the window: what is being worked on, and what ended last. */
export function StatusBar() {
  const { t } = useTranslation()
  const name = useTaskName()
  const jobs = useJobs((s) => s.jobs)
  const last = jobs.findLast((j) => j.state === 'done' || j.state === 'cancelled')
  const running = jobs.filter((j) => j.state === 'running')
  const text = last ? t(last.state === 'done' ? 'job.done' : 'job.cancelled', { task: name(last.kind) }) : t('status.ready')
  return (
    <footer aria-label={t('status.region')} className={styles['status']}>
      <p aria-live="polite">{running.length === 0 && text}</p>
      <ul>
        {running.map((j) => (
          <Running key={j.id} job={j} />
        ))}
      </ul>
    </footer>
  )
}
