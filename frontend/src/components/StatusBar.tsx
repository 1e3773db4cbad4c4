import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Indexing, Job } from '../api/types'
import { numberFormat } from '../i18n/formats'
import { useApi } from '../state/api'
import { useCoding } from '../state/coding'
import { useJobs } from '../state/jobs'
import { useInfo } from '../state/queries'
import { useReading } from '../state/reading'
import { useAttempt } from '../state/use-attempt'
import { useView } from '../state/view'
import { useWaiting } from '../state/waiting'
import { useWorkspace } from '../state/workspace'
import { Bar } from './Bar'
import { Button } from './Button'
import styles from './StatusBar.module.css'

const named = ['probe', 'sample', 'import', 'check', 'export', 'reindex', 'preview', 'pseudonymise', 'agreement', 'merge', 'table', 'report', 'report.preview'] as const
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

/** Where the reader is, in the order in which people look for it. */
function Position() {
  const { t, i18n } = useTranslation()
  const where = useReading((s) => s.where)
  const here = useReading((s) => s.here)
  const selection = useWorkspace((s) => s.selection)
  if (!where) return null
  const number = (n: number) => numberFormat(i18n.language).format(n)
  const parts = [
    where.page === '' ? '' : t('status.page', { page: where.page }),
    where.turn === 0 ? '' : where.speaker === '' ? t('status.turn', { n: number(where.turn) }) : t('status.turn.speaker', { n: number(where.turn), speaker: where.speaker }),
    where.paragraph === 0 ? '' : t('status.paragraph', { n: number(where.paragraph) }),
    t('status.line', { n: number(where.line) }),
    selection ? t('status.selected', { count: selection.end - selection.start }) : '',
    t('status.here', { count: here.length }),
  ].filter((p) => p !== '')
  return (
    <ul className={styles['position']} aria-label={t('status.position')}>
      {parts.map((p, i) => (
        <li key={i}>{p}</li>
      ))}
    </ul>
  )
}

/** What must be known while it lasts: an index that is being built, a project that cannot be written, codings that are not shown. */
function Standing() {
  const { t } = useTranslation()
  const api = useApi()
  const info = useInfo().data
  const document = useWorkspace((s) => s.document)
  const [indexing, setIndexing] = useState<Indexing | null>(null)
  useEffect(() => api.on('indexing', (i) => { setIndexing(i.done < i.total ? i : null) }), [api])
  return (
    <>
      {indexing && (
        <p className={styles['job']}>
          {t('status.indexing')}
          <span className={styles['bar'] ?? ''}>
            <Bar label={t('status.indexing')} done={indexing.done} total={indexing.total} />
          </span>
        </p>
      )}
      {info?.hidden.includes(document) === true && <p>{t('status.hidden')}</p>}
      {info?.read_only === true && <p className={styles['warn']}>{t('status.read_only')}</p>}
      {info !== undefined && info.trouble !== '' && (
        <p role="alert" className={styles['trouble']}>
          {info.trouble}
        </p>
      )}
    </>
  )
}

/** That an answer is waited for. A job says so itself, with how far it is. */
function Waiting() {
  const { t } = useTranslation()
  const waiting = useWaiting((s) => s.waiting)
  return (
    waiting && (
      <p className={styles['waiting']}>
        {t('status.waiting')}
        <span className={styles['short']}>
          <Bar label={t('status.waiting')} done={0} total={0} />
        </span>
      </p>
    )
  )
}

/** The lower edge of the window: what was done last, where the reader is, what is being worked on. */
export function StatusBar() {
  const { t } = useTranslation()
  const name = useTaskName()
  const jobs = useJobs((s) => s.jobs)
  const said = useCoding((s) => s.said)
  const open = useView((s) => s.view.name === 'workspace')
  const last = jobs.findLast((j) => j.state === 'done' || j.state === 'cancelled')
  const running = jobs.filter((j) => j.state === 'running')
  const task = last ? t(last.state === 'done' ? 'job.done' : 'job.cancelled', { task: name(last.kind) }) : t('status.ready')
  return (
    <footer aria-label={t('status.region')} className={styles['status']} data-region="status">
      <p aria-live="polite" className={styles['said']}>{running.length === 0 && (open && said !== '' ? said : task)}</p>
      {running.length === 0 && <Waiting />}
      {open && <Standing />}
      {open && <Position />}
      <ul>
        {running.map((j) => (
          <Running key={j.id} job={j} />
        ))}
      </ul>
    </footer>
  )
}
