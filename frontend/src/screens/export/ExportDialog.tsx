import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useExporting, type Scope } from '../../state/finding'
import { useJobs } from '../../state/jobs'
import { useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { formats, type Format } from './formats'
import { Result } from './Result'
import styles from './export.module.css'

/** The dialog, while somebody wants to export. */
export function ExportDialog() {
  const { open, show } = useExporting()
  if (open === null) return null
  return (
    <Exporting
      wanted={open}
      onClose={() => {
        show(null)
      }}
    />
  )
}

function Exporting({ wanted, onClose }: { wanted: Scope; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const where = useWorkspace((s) => s.where)
  const title = useInfo().data?.title ?? ''
  const [format, setFormat] = useState<Format>(formats[0])
  const [scope, setScope] = useState<Scope>(where === '' ? 'all' : wanted)
  const [bom, setBom] = useState(true)
  // Where decimals have a comma, Excel expects semicolons between the values.
  const [semicolon, setSemicolon] = useState(i18n.language !== 'en')
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const job = useJobs((s) => s.jobs.find((j) => j.id === id))

  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('export.where'), type: t(`export.format.${format.id}`), name: `${title}.${format.ending}` })
      if (!file) return
      const only = scope === 'retrieval' ? where : ''
      const started =
        format.holds === 'project'
          ? await api.retrieval.exportProject(file.token, { where: only, positions: 'standard', strip_paths: true, no_side_car: false, preview: false, nameless: false })
          : await api.retrieval.export(file.token, { format: format.id, where: only, consensus: false, bom, semicolon })
      setName(file.name)
      setId(started.id)
    })

  const running = id !== '' && (job === undefined || job.state === 'running')
  const done = job?.state === 'done'
  return (
    <Dialog
      title={t('export.title')}
      onClose={onClose}
      actions={
        done ? (
          <Button look="primary" onPress={onClose}>
            {t('dialog.close')}
          </Button>
        ) : running ? (
          <Button onPress={() => void attempt(() => api.jobs.cancel(id))}>{t('job.cancel')}</Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            <Button look="primary" onPress={write}>
              {t('export.write')}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <div className={styles['done']}>
          <CircleCheck aria-hidden size="1.5em" />
          <Result name={name} result={job.result} holds={format.holds} />
        </div>
      ) : running ? (
        <div className={styles['running']} role="status">
          <p>{t('export.running', { name })}</p>
          <Bar label={t('job.export')} done={job?.done ?? 0} total={job?.total ?? 0} />
        </div>
      ) : (
        <>
          <RadioGroup
            className={styles['radios'] ?? ''}
            value={format.id}
            onChange={(value) => {
              setFormat(formats.find((f) => f.id === value) ?? formats[0])
            }}
          >
            <Label className={styles['label'] ?? ''}>{t('export.format')}</Label>
            {formats.map((f) => (
              <Radio key={f.id} value={f.id} className={styles['radio'] ?? ''}>
                <span className={styles['dot']} />
                <span>
                  <span className={styles['name']}>{t(`export.format.${f.id}`)}</span>
                  <span className={styles['help']}>{t(`export.format.${f.id}.help`)}</span>
                </span>
              </Radio>
            ))}
          </RadioGroup>
          {format.id === 'csv' && (
            <div className={styles['ticks']}>
              <Tick label={t('export.bom')} value={bom} onChange={setBom} />
              <Tick label={t('export.semicolon')} value={semicolon} onChange={setSemicolon} />
            </div>
          )}
          <RadioGroup
            className={styles['radios'] ?? ''}
            value={scope}
            isDisabled={where === ''}
            onChange={(value) => {
              setScope(value as Scope)
            }}
          >
            <Label className={styles['label'] ?? ''}>{t('export.scope')}</Label>
            {(['all', 'retrieval'] as const).map((s) => (
              <Radio key={s} value={s} className={styles['radio'] ?? ''}>
                <span className={styles['dot']} />
                <span>
                  <span className={styles['name']}>{t(`export.scope.${s}`)}</span>
                  {s === 'retrieval' && where === '' && <span className={styles['help']}>{t('export.scope.retrieval.none')}</span>}
                </span>
              </Radio>
            ))}
          </RadioGroup>
        </>
      )}
    </Dialog>
  )
}
