import { useTranslation } from 'react-i18next'
import type { Job } from '../api/types'
import { useApi } from '../state/api'
import { useJobs } from '../state/jobs'
import { useAttempt } from '../state/use-attempt'
import { Bar } from './Bar'
import { Button } from './Button'
import styles from './StatusBar.module.css'

const named = ['probe', 'sample', 'import', 'check', 'export', 'reindex'] as const
const isNamed = (kind: string): kind is (typeof named)[number] => (named as readonly string[]).includes(kind)

function useTaskName() {
  const { t } = useTranslation()
  return (kind: string) => (isNamed(kind) ? t(`job.${kind}`) : t('job.other'))
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
      <span className={styles['bar'] ?? ''}>
        <Bar label={task} done={job.done} total={job.total} />
      </span>
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
