import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportReport, Imported, Job, ProjectReport } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { said } from '../../i18n'
import { numberFormat } from '../../i18n/formats'
import { languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useImporting } from '../../state/importing'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { Account } from './Account'
import styles from './ImportDialog.module.css'

const nameOf = (path: string) => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

function Came({ imported }: { imported: readonly Imported[] }) {
  const { t, i18n } = useTranslation()
  const read = useWorkspace((s) => s.read)
  const close = useImporting((s) => s.close)
  const n = (value: number) => (value === 0 ? '–' : numberFormat(i18n.language).format(value))
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('document.title')}</th>
          <th scope="col">{t('document.kind')}</th>
          <th scope="col">{t('document.lang')}</th>
          <th scope="col" className={styles['number']}>{t('import.characters')}</th>
          <th scope="col" className={styles['number']}>{t('import.turns')}</th>
          <th scope="col" className={styles['number']}>{t('import.pages')}</th>
        </tr>
      </thead>
      <tbody>
        {imported.map((d) => (
          <tr key={d.id}>
            <th scope="row">
              <Button look="quiet" onPress={() => { read(d.id); close() }}>
                {d.title}
              </Button>
              {d.warnings.map((w) => (
                <p key={w.code} className={styles['warning']}>
                  <TriangleAlert aria-hidden size="1em" />
                  {said(w.code, w.message, { count: w.count, ...w.args }, i18n.language)}
                </p>
              ))}
            </th>
            <td>{t(`kind.${d.kind}`)}</td>
            <td>{d.lang === '' ? '–' : languageName(d.lang, i18n.language)}</td>
            <td className={styles['number']}>{n(d.characters)}</td>
            <td className={styles['number']}>{n(d.turns)}</td>
            <td className={styles['number']}>{n(d.pages)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many documents came in with projects of other programs. */
export const cameOf = (projects: readonly ProjectReport[]) => projects.reduce((n, p) => n + p.documents.length, 0)

function Report({ report }: { report: ImportReport }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <p className={styles['sum']}>
        {report.imported.length + cameOf(report.projects) > 0 ? <CircleCheck aria-hidden size="1.25em" className={styles['good']} /> : <TriangleAlert aria-hidden size="1.25em" className={styles['bad']} />}
        {t('import.came', { count: report.imported.length + cameOf(report.projects) })} {report.skipped.length > 0 && t('import.skipped', { count: report.skipped.length })}
      </p>
      {report.imported.length > 0 && <Came imported={report.imported} />}
      {report.projects.map((p) => (
        <section key={p.path} aria-label={nameOf(p.path)} className={styles['left']}>
          <h3>{nameOf(p.path)}</h3>
          <Account elements={p.elements} />
        </section>
      ))}
      {report.skipped.length > 0 && (
        <section aria-label={t('import.left')} className={styles['left']}>
          <h3>{t('import.left')}</h3>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('document.file')}</th>
                <th scope="col">{t('import.why')}</th>
              </tr>
            </thead>
            <tbody>
              {report.skipped.map((s, i) => (
                <tr key={`${s.path}-${String(i)}`}>
                  <th scope="row" title={s.path}>{nameOf(s.path)}</th>
                  <td>{said(s.code, s.reason, s.args ?? {}, i18n.language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

/** An import while it runs, and the table of what came in and what did not. */
export function ImportResult({ job }: { job: Job }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { show, close } = useImporting()
  if (job.state === 'running') {
    return (
      <Dialog
        title={t('import.running')}
        size="small"
        onClose={() => { show(false) }}
        actions={
          <>
            <Button onPress={() => { show(false) }}>{t('import.background')}</Button>
            <Button look="primary" onPress={() => void attempt(() => api.jobs.cancel(job.id))}>
              {t('job.cancel')}
            </Button>
          </>
        }
      >
        <p className={styles['item']}>{job.item === '' ? ' ' : nameOf(job.item)}</p>
        <Bar label={t('import.running')} done={job.done} total={job.total} />
        {job.total > 0 && <p className={styles['item']}>{t('import.of', { done: job.done, total: job.total })}</p>}
      </Dialog>
    )
  }
  return (
    <Dialog
      title={t(job.state === 'done' ? 'import.done' : job.state === 'cancelled' ? 'import.cancelled' : 'import.failed')}
      size={job.state === 'done' ? 'large' : 'small'}
      onClose={close}
      actions={
        <Button look="primary" autoFocus onPress={close}>
          {t('dialog.close')}
        </Button>
      }
    >
      {job.state === 'done' ? (
        <Report report={job.result as ImportReport} />
      ) : (
        <p>{job.failure ? said(job.failure.code, job.failure.message, job.failure.args, i18n.language) : t('import.cancelled.help')}</p>
      )}
    </Dialog>
  )
}
