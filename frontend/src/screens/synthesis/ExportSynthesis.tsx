import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language, type SynthesisView } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { ownNames } from '../../i18n/names'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useAttempt } from '../../state/use-attempt'
import { Audience, type Share } from '../export/Audience'
import { Result } from '../export/Result'
import styles from './synthesis.module.css'

const formats = ['docx', 'xlsx', 'html'] as const

/** Writes a synthesis alone: every quote with where it stands and, where there is one, its translation. */
export function ExportSynthesis({ synthesis, onClose }: { synthesis: SynthesisView; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [format, setFormat] = useState<(typeof formats)[number]>('docx')
  const [lang, setLang] = useState<Language>(i18n.language as Language)
  const [share, setShare] = useState<Share>({ profile: 'team', pseudonyms: false })
  const [written, setWritten] = useState({ id: '', name: '' })
  const job = useJobs((s) => s.jobs.find((j) => j.id === written.id))
  const running = written.id !== '' && (job === undefined || job.state === 'running')
  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('reports.where'), type: t(`reports.format.${format}`), name: `${synthesis.title}.${format}` })
      if (!file) return
      const request = { format, lang, title: synthesis.title, sections: ['synthesis'], syntheses: [synthesis.id], cases: [], agreement: false, share }
      setWritten({ id: (await api.reports.write(file.token, request)).id, name: file.name })
    })
  return (
    <Dialog
      title={t('synthesis.export')}
      help={t('synthesis.export.help')}
      onClose={onClose}
      actions={
        job?.state === 'done' ? (
          <Button look="primary" onPress={onClose}>
            {t('dialog.close')}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            <Button look="primary" isDisabled={running} onPress={write}>
              {t('reports.write')}
            </Button>
          </>
        )
      }
    >
      {job?.state === 'done' ? (
        <div role="status">
          <Result name={written.name} result={job.result} holds="documents" />
        </div>
      ) : running ? (
        <div role="status">
          <p>{t('export.running', { name: written.name })}</p>
          <Bar label={t('job.report')} done={job?.done ?? 0} total={job?.total ?? 0} />
        </div>
      ) : (
        <div className={styles['exporting']}>
          <Choice label={t('reports.format')} value={format} options={formats.map((value) => ({ value, label: t(`reports.format.${value}`) }))} onChange={(f) => { setFormat(f) }} />
          <Choice label={t('reports.language')} value={lang} options={languages.map((value) => ({ value, label: ownNames[value] }))} onChange={(l) => { setLang(l) }} />
          <Audience share={share} onChange={setShare} />
        </div>
      )}
    </Dialog>
  )
}
