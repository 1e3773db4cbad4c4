import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportReport, ProjectReport, Seen } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { said } from '../../i18n'
import { useApi } from '../../state/api'
import { useImporting, type Review } from '../../state/importing'
import { useJobs } from '../../state/jobs'
import { useAttempt } from '../../state/use-attempt'
import { Account } from './Account'
import styles from './ImportDialog.module.css'

const nameOf = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** All ways in which programs count positions, as the program writes them. */
const conventions = ['codepoint', 'utf16', 'byte'].flatMap((unit) =>
  [2, 1].flatMap((crlf) => [0, 1].flatMap((bom) => ['exclusive', 'inclusive'].map((end) => `${unit},crlf=${String(crlf)},bom=${String(bom)},end=${end}`))),
)

/** What is in projects of other programs, before any of it is taken over. */
export function ProjectReview({ review }: { review: Review }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { started, reviewing, close } = useImporting()
  const job = useJobs((s) => s.jobs.find((j) => j.id === review.job))
  const [counted, setCounted] = useState<Record<string, string>>(review.choice.conventions)
  const [dots, setDots] = useState(review.choice.dots)
  const [only, setOnly] = useState(review.choice.projects)
  const report = job?.state === 'done' ? (job.result as ImportReport) : null
  const choice = { ...review.choice, conventions: counted, dots, projects: only }
  const changed = dots !== review.choice.dots || JSON.stringify(only) !== JSON.stringify(review.choice.projects) || JSON.stringify(counted) !== JSON.stringify(review.choice.conventions)
  const again = () =>
    void attempt(async () => {
      const job = await api.documents.import({ ...choice, tokens: [...review.projects], preview: true })
      reviewing({ ...review, job: job.id, choice })
    })
  const start = () =>
    void attempt(async () => {
      started((await api.documents.import(choice)).id)
    })
  if (!job || job.state === 'running') {
    return (
      <Dialog title={t('review.reading')} size="small" onClose={close} actions={<Button onPress={() => void attempt(() => api.jobs.cancel(review.job))}>{t('job.cancel')}</Button>}>
        <Bar label={t('review.reading')} done={job?.done ?? 0} total={job?.total ?? 0} />
      </Dialog>
    )
  }
  if (!report) {
    return (
      <Dialog title={t('import.failed')} size="small" onClose={close} actions={<Button look="primary" onPress={close}>{t('dialog.close')}</Button>}>
        <p>{job.failure ? said(job.failure.code, job.failure.message, job.failure.args, i18n.language) : t('import.cancelled.help')}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t('review.title')}
      help={t('review.help')}
      size="large"
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          {changed && <Button onPress={again}>{t('review.read_again')}</Button>}
          <Button look="primary" autoFocus isDisabled={report.projects.length === 0 && report.imported.length === 0} onPress={start}>
            {t('import.start')}
          </Button>
        </>
      }
    >
      {report.projects.map((p) => (
        <One key={p.path} project={p} counted={counted} onCounted={(source, value) => { setCounted((c) => ({ ...c, [source]: value })) }} />
      ))}
      {report.projects.filter((p) => p.inside.length > 1).map((p) => (
        <fieldset key={p.path} className={styles['inside']}>
          <legend>{t('review.inside')}</legend>
          {p.inside.map((i) => {
            const names = p.inside.map((x) => x.name)
            const taken = only.length === 0 ? names : only
            const next = taken.includes(i.name) ? taken.filter((name) => name !== i.name) : [...taken, i.name]
            return (
              <Tick
                key={i.name}
                label={t('review.inside.one', { name: i.name, count: i.documents })}
                value={taken.includes(i.name)}
                // none would be nothing to import
                disabled={taken.length === 1 && taken[0] === i.name}
                onChange={() => { setOnly(next.length === names.length ? [] : next) }}
              />
            )
          })}
        </fieldset>
      ))}
      {report.projects.some((p) => p.format === 'taguette') && <Tick label={t('review.dots')} value={dots} onChange={setDots} />}
      {report.skipped.map((s) => (
        <p key={s.path} className={styles['warning']}>
          {nameOf(s.path)}: {said(s.code, s.reason, s.args ?? {}, i18n.language)}
        </p>
      ))}
    </Dialog>
  )
}

function One({ project, counted, onCounted }: { project: ProjectReport; counted: Record<string, string>; onCounted(source: string, value: string): void }) {
  const { t } = useTranslation()
  // "utf16,crlf=2,bom=0,end=exclusive" in words
  const told = (convention: string) => {
    const [unit, ...rest] = convention.split(',')
    const says = (mark: string) => rest.includes(mark)
    return [
      t(unit === 'utf16' ? 'review.unit.utf16' : unit === 'byte' ? 'review.unit.byte' : 'review.unit.codepoint'),
      ...(says('crlf=1') ? [t('review.crlf')] : []),
      ...(says('bom=1') ? [t('review.bom')] : []),
      ...(says('end=inclusive') ? [t('review.inclusive')] : []),
    ].join(', ')
  }
  const evidence = ({ passages, words, named, exact, begun, split, outside }: Seen) =>
    [
      ...(named > 0 ? [t('review.seen.named', { exact, named, begun })] : []),
      t('review.seen.words', { words, passages }),
      ...(split > 0 ? [t('review.seen.split', { n: split })] : []),
      ...(outside > 0 ? [t('review.seen.outside', { n: outside })] : []),
    ].join(', ')
  const sum = (of: 'moved' | 'hidden') => project.records.reduce((n, r) => n + r[of], 0)
  const [moved, hidden] = [sum('moved'), sum('hidden')]
  const doubtful = project.questions.filter((q) => q.confidence !== 'sure')
  return (
    <section aria-label={nameOf(project.path)} className={styles['left']}>
      <h3>{nameOf(project.path)}</h3>
      <p className={styles['detail']}>
        {project.origin === '' ? t('review.origin.none') : t('review.origin', { origin: project.origin })} {t('review.documents', { count: project.documents.length })}
        {project.differ > 0 && ` ${t('review.differ', { count: project.differ })}`}
        {moved > 0 && ` ${t('review.moved', { count: moved })}`}
        {hidden > 0 && ` ${t('review.hidden', { count: hidden })}`}
      </p>
      <Account elements={project.elements} />
      {doubtful.length > 0 && (
        <>
          <h3>{t('review.positions')}</h3>
          <p className={styles['detail']}>{t('review.positions.help')}</p>
          <ul className={styles['questions']}>
            {doubtful.map((q) => {
              const value = counted[q.source] ?? q.choice
              return (
                <li key={q.source} className={styles['question']}>
                  <Choice
                    label={q.about}
                    value={value}
                    options={[...new Set([q.choice, ...(q.other === '' ? [] : [q.other]), ...conventions])].map((c) => ({ value: c, label: told(c) }))}
                    onChange={(c) => { onCounted(q.source, c) }}
                  />
                  <p className={q.confidence === 'ambiguous' ? styles['warning'] : styles['detail']}>{q.confidence === 'ambiguous' ? t('review.ambiguous', { evidence: evidence(q.seen) }) : evidence(q.seen)}</p>
                </li>
              )
            })}
          </ul>
        </>
      )}
    </section>
  )
}
