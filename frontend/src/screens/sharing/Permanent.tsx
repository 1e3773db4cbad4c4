import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pseudonymised } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { said } from '../../i18n'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './sharing.module.css'

/** Replacing the names in the project itself: what would change, and doing it. */
export function Permanent({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const [id, setId] = useState('')
  const job = useJobs((s) => s.jobs.find((j) => j.id === id))
  useEffect(() => {
    void attempt(async () => {
      setId((await api.sharing.permanent({ documents: [], preview: true })).id)
    })
  }, [api, attempt])
  const result = job?.state === 'done' ? (job.result as Pseudonymised) : null
  const done = result !== null && !result.preview
  useEffect(() => {
    if (done) void offer(t('sharing.permanent.done'))
    // said once, when it is done
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [done])
  const start = () =>
    void attempt(async () => {
      setId((await api.sharing.permanent({ documents: [], preview: false })).id)
    })
  const running = !job || job.state === 'running'
  return (
    <Dialog
      title={t('sharing.permanent.title')}
      help={t('sharing.permanent.help')}
      onClose={onClose}
      actions={
        running ? (
          <Button onPress={() => { if (job) void attempt(() => api.jobs.cancel(job.id)); else onClose() }}>{t('job.cancel')}</Button>
        ) : result && !done ? (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            <Button look="primary" isDisabled={result.documents.length === 0 && result.records === 0} onPress={start}>
              {t('sharing.permanent.start')}
            </Button>
          </>
        ) : (
          <Button look="primary" autoFocus onPress={onClose}>
            {t('dialog.close')}
          </Button>
        )
      }
    >
      {running ? (
        <Bar label={t('sharing.permanent.title')} done={job?.done ?? 0} total={job?.total ?? 0} />
      ) : result ? (
        <>
          <p role="status">{t(done ? 'sharing.permanent.changed' : 'sharing.permanent.would', { texts: result.documents.length, names: result.documents.reduce((n, d) => n + d.names, 0), records: result.records })}</p>
          <p>{t('sharing.permanent.passages', { count: result.documents.reduce((n, d) => n + d.passages, 0) })} {result.widened.length > 0 && t('sharing.permanent.widened', { count: result.widened.length })}</p>
          {result.files > 0 && <p>{t('sharing.permanent.files', { count: result.files })}</p>}
          <p className={styles['warning']}>{t('sharing.permanent.history')}</p>
        </>
      ) : (
        <p>{job.failure ? said(job.failure.code, job.failure.message, job.failure.args, i18n.language) : t('sharing.permanent.stopped')}</p>
      )}
    </Dialog>
  )
}
