import { CircleCheck } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useArea } from '../../state/area'
import { useExporting, type Scope } from '../../state/finding'
import { useJobs } from '../../state/jobs'
import { useInfo, useSavedQueries } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { Audience, type Share } from './Audience'
import { Foreseen } from './Foreseen'
import { formats, type Format } from './formats'
import { Result } from './Result'
import { usePreview } from './use-preview'
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
  const go = useArea((s) => s.go)
  const retrieved = useWorkspace((s) => s.where)
  const title = useInfo().data?.title ?? ''
  const queries = (useSavedQueries().data ?? []).filter((q) => q.kind === 'segments')
  const [format, setFormat] = useState<Format>(formats[0])
  const [scope, setScope] = useState<string>(retrieved === '' ? 'all' : wanted)
  const [typed, setTyped] = useState('')
  const [share, setShare] = useState<Share>({ profile: 'team', pseudonyms: false })
  const [positions, setPositions] = useState('standard')
  const [bom, setBom] = useState(true)
  // Where decimals have a comma, Excel expects semicolons between the values.
  const [semicolon, setSemicolon] = useState(i18n.language !== 'en')
  const [id, setId] = useState('')
  const [name, setName] = useState('')
  const job = useJobs((s) => s.jobs.find((j) => j.id === id))
  const condition = useDeferredValue(typed.trim())
  const where = scope === 'all' ? '' : scope === 'typed' ? condition : scope === 'retrieval' ? retrieved : (queries.find((q) => q.id === scope)?.where ?? '')
  const { preview, wrong } = usePreview({ format: format.id, where, consensus: false, positions, no_side_car: false, share })
  const open = share.profile === 'publication' && (preview?.open ?? 0) > 0

  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('export.where'), type: t(`export.format.${format.id}`), name: format.ending === '' ? title : `${title}.${format.ending}` })
      if (!file) return
      const started = await {
        project: () => api.retrieval.exportProject(file.token, { where, positions, strip_paths: true, no_side_car: false, preview: false, nameless: false, share }),
        dataset: () => api.sharing.dataset(file.token, { where, consensus: false, bom, share }),
        documents: () => api.sharing.codedDocuments(file.token, { format: format.id, where, consensus: false, share }),
        rows: () => api.retrieval.export(file.token, { format: format.id, where, consensus: false, bom, semicolon, lang: i18n.language, share }),
      }[format.holds]()
      setName(file.name)
      setId(started.id)
    })

  const running = id !== '' && (job === undefined || job.state === 'running')
  const done = job?.state === 'done'
  return (
    <Dialog
      title={t('export.title')}
      size={done || running ? 'medium' : 'large'}
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
            {open && (
              <Button
                onPress={() => {
                  onClose()
                  go('sharing')
                }}
              >
                {t('export.answer')}
              </Button>
            )}
            <Button look="primary" isDisabled={open || wrong !== '' || (scope === 'typed' && typed.trim() === '')} onPress={write}>
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
          <div className={styles['columns']}>
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
            <div className={styles['how']}>
              <Audience share={share} onChange={setShare} />
              <Choice
                label={t('export.scope')}
                value={scope}
                options={[
                  { value: 'all', label: t('export.scope.all') },
                  ...(retrieved === '' ? [] : [{ value: 'retrieval', label: t('export.scope.retrieval') }]),
                  ...queries.map((q) => ({ value: q.id, label: q.name })),
                  { value: 'typed', label: t('export.scope.typed') },
                ]}
                onChange={setScope}
              />
              {scope === 'typed' && (
                <Field label={t('export.scope.condition')} help={t('export.scope.condition.help')} value={typed} onChange={setTyped} {...(wrong === '' || typed.trim() === '' ? {} : { error: wrong })} />
              )}
              {format.id === 'qdpx' && (
                <Choice
                  label={t('export.positions')}
                  value={positions}
                  options={(['standard', 'nvivo', 'original'] as const).map((value) => ({ value, label: t(`export.positions.${value}`) }))}
                  onChange={setPositions}
                />
              )}
              {format.id === 'csv' && (
                <div className={styles['ticks']}>
                  <Tick label={t('export.bom')} value={bom} onChange={setBom} />
                  <Tick label={t('export.semicolon')} value={semicolon} onChange={setSemicolon} />
                </div>
              )}
            </div>
          </div>
          {wrong === '' && <Foreseen preview={preview} />}
        </>
      )}
    </Dialog>
  )
}
