import { FileText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language, type ReportRequest } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { sentence } from '../../i18n'
import { ownNames } from '../../i18n/names'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useInfo } from '../../state/queries'
import { useReportsView } from '../../state/reports'
import { useAttempt } from '../../state/use-attempt'
import { Audience } from '../export/Audience'
import { Result } from '../export/Result'
import { useOptions } from '../finding/options'
import { ReportBlocks } from './ReportBlocks'
import styles from './reports.module.css'

const sections = ['synthesis', 'cases', 'gap', 'facets', 'actors', 'codebook', 'methods'] as const
const formats = ['docx', 'xlsx', 'html'] as const

/** Puts what the project says into a file for readers: the parts, the language and the form are chosen, and looked at first. */
export function ReportsPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const info = useInfo().data
  const cases = useOptions().get('case') ?? []
  const { parts, lang, title, only, agreement, share, format, preview, written, name, set } = useReportsView()
  const [picking, setPicking] = useState(only.length > 0)
  const jobs = useJobs((s) => s.jobs)
  const [looking, setLooking] = useState(false)
  const gathering = looking ? jobs.find((j) => j.kind === 'report.preview' && j.state === 'running') : undefined
  const writing = jobs.find((j) => j.id === written)
  const language = lang === '' ? (languages.find((l) => l === info?.lang) ?? (i18n.language as Language)) : lang
  const chosen = sections.filter((s) => parts[s])
  const request: ReportRequest = { format, lang: language, title: title.trim(), sections: chosen, syntheses: [], cases: picking ? [...only] : [], agreement, share }
  const failed = writing?.failure
  const busy = looking || writing?.state === 'running'
  const show = () => {
    setLooking(true)
    void attempt(async () => {
      set({ preview: await api.reports.preview(request), written: '' })
    }).finally(() => {
      setLooking(false)
    })
  }
  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('reports.where'), type: t(`reports.format.${format}`), name: `${title.trim() === '' ? (info?.title ?? '') : title.trim()}.${format}` })
      if (file) set({ written: (await api.reports.write(file.token, request)).id, name: file.name })
    })
  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.reports')}</h2>
      </header>
      <div className={styles['body']}>
        <form
          aria-label={t('reports.form')}
          className={styles['form']}
          onSubmit={(e) => {
            e.preventDefault()
            if (chosen.length > 0 && !busy) show()
          }}
        >
          <fieldset className={styles['parts']}>
            <legend>{t('reports.parts')}</legend>
            {sections.map((s) => (
              <Tick key={s} label={t(`reports.part.${s}`)} value={parts[s]} onChange={(on) => { set({ parts: { ...parts, [s]: on } }) }} />
            ))}
          </fieldset>
          {parts.cases && (
            <div className={styles['cases']}>
              <Tick label={t('reports.cases.some')} value={picking} onChange={setPicking} />
              {picking && <Picker label={t('reports.cases.pick')} empty={t('finding.pick.none')} several rows={6} options={cases} chosen={only} onChange={(ids) => { set({ only: ids }) }} />}
            </div>
          )}
          {parts.methods && <Tick label={t('reports.agreement')} value={agreement} onChange={(on) => { set({ agreement: on }) }} />}
          <Choice label={t('reports.language')} value={language} options={languages.map((value) => ({ value, label: ownNames[value] }))} onChange={(l) => { set({ lang: l }) }} />
          <Field label={t('reports.title')} value={title} placeholder={info?.title ?? ''} onChange={(text) => { set({ title: text }) }} />
          <Choice label={t('reports.format')} value={format} options={formats.map((value) => ({ value, label: t(`reports.format.${value}`) }))} onChange={(f) => { set({ format: f }) }} />
          <p className={styles['help']}>{t(`reports.format.${format}.help`)}</p>
          <Audience share={share} onChange={(to) => { set({ share: to }) }} />
          <div className={styles['feet']}>
            <Button type="submit" isDisabled={chosen.length === 0 || busy}>
              {t('reports.preview')}
            </Button>
            <Button look="primary" isDisabled={chosen.length === 0 || busy} onPress={write}>
              {t('reports.write')}
            </Button>
          </div>
          {writing?.state === 'running' && (
            <div role="status" className={styles['running']}>
              <p>{t('export.running', { name })}</p>
              <Bar label={t('job.report')} done={writing.done} total={writing.total} />
              <Button onPress={() => void attempt(() => api.jobs.cancel(writing.id))}>{t('job.cancel')}</Button>
            </div>
          )}
          {writing?.state === 'done' && (
            <div role="status">
              <Result name={name} result={writing.result} holds="documents" />
            </div>
          )}
          {failed && (
            <p role="alert" className={styles['failed']}>
              {sentence(failed, i18n.language)}
            </p>
          )}
        </form>
        <div className={styles['preview']}>
          {looking ? (
            <div role="status" className={styles['running']}>
              <p>{t('reports.gathering')}</p>
              <Bar label={t('job.report.preview')} done={gathering?.done ?? 0} total={gathering?.total ?? 0} />
              {gathering && <Button onPress={() => void attempt(() => api.jobs.cancel(gathering.id))}>{t('job.cancel')}</Button>}
            </div>
          ) : preview ? (
            <ReportBlocks report={preview} />
          ) : (
            <Empty icon={FileText} title={t('reports.empty')} help={t('reports.empty.help')} />
          )}
        </div>
      </div>
    </div>
  )
}
