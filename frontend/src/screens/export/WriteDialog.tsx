import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Job, type Language } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { ownNames } from '../../i18n/names'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useAttempt } from '../../state/use-attempt'
import { Audience, type Share } from './Audience'
import type { Holds } from './formats'
import { Result } from './Result'
import styles from './export.module.css'

interface Props<F extends string> {
  title: string
  help?: string
  formats: readonly { value: F; label: string }[]
  /** Of the file, without its ending. */
  name: string
  /** What the dialog for the place is called. */
  where: string
  holds: Holds
  /** Whether the words of the file can be in another language than those of the window. */
  inLanguages?: boolean
  /** Begins to write to the place that the token stands for. */
  write(token: string, as: { format: F; lang: Language; share: Share }): Promise<Job>
  onClose(): void
}

/** Writes one thing to a file: in which format, and for whom. */
export function WriteDialog<F extends string>({ title, help, formats, name, where, holds, inLanguages = false, write, onClose }: Props<F>) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [chosen, setChosen] = useState<F | undefined>(formats[0]?.value)
  const [lang, setLang] = useState<Language>(i18n.language as Language)
  const [share, setShare] = useState<Share>({ profile: 'team', pseudonyms: false })
  const [written, setWritten] = useState({ id: '', name: '' })
  const job = useJobs((s) => s.jobs.find((j) => j.id === written.id))
  const running = written.id !== '' && (job === undefined || job.state === 'running')
  const format = formats.find((f) => f.value === chosen)
  if (!format) return null
  const begin = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: where, type: format.label, name: `${name}.${format.value}` })
      if (file) setWritten({ id: (await write(file.token, { format: format.value, lang, share })).id, name: file.name })
    })
  return (
    <Dialog
      title={title}
      {...(help === undefined ? {} : { help })}
      onClose={onClose}
      actions={
        job?.state === 'done' ? (
          <Button look="primary" onPress={onClose}>
            {t('dialog.close')}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            <Button look="primary" isDisabled={running} onPress={begin}>
              {t('reports.write')}
            </Button>
          </>
        )
      }
    >
      {job?.state === 'done' ? (
        <div role="status">
          <Result name={written.name} result={job.result} holds={holds} />
        </div>
      ) : running ? (
        <div role="status">
          <p>{t('export.running', { name: written.name })}</p>
          <Bar label={t('job.export')} done={job?.done ?? 0} total={job?.total ?? 0} />
        </div>
      ) : (
        <div className={styles['writing']}>
          <Choice label={t('reports.format')} value={format.value} options={formats} onChange={(f) => { setChosen(f) }} />
          {inLanguages && <Choice label={t('reports.language')} value={lang} options={languages.map((value) => ({ value, label: ownNames[value] }))} onChange={(l) => { setLang(l) }} />}
          <Audience share={share} onChange={setShare} />
        </div>
      )}
    </Dialog>
  )
}
