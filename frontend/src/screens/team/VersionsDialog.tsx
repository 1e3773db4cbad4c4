import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { dateFormat } from '../../i18n/formats'
import { readablePath } from '../../model/code-path'
import { useApi } from '../../state/api'
import { keys, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import styles from './team.module.css'

const fields = ['name', 'definition', 'include_when', 'exclude_when', 'example', 'folder'] as const

/** The versions of the codebook, and what two of them say differently. */
export function VersionsDialog({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const api = useApi()
  const attempt = useAttempt()
  const writable = useInfo().data?.read_only === false
  const versions = useQuery({ queryKey: [...keys.rounds, 'versions'], queryFn: ({ signal }) => api.during(signal).review.versions() }).data
  const [earlier, setEarlier] = useState<string | null>(null)
  const [later, setLater] = useState('')
  const [label, setLabel] = useState('')
  const [note, setNote] = useState('')
  const from = earlier ?? versions?.at(-1)?.id ?? ''
  const { data } = useQuery({
    queryKey: [...keys.codes, 'compare', from, later],
    queryFn: ({ signal }) => api.during(signal).review.compareVersions(from, later),
    enabled: from !== '',
  })
  const date = dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  const named = (versions ?? []).map((v) => ({ value: v.id, label: `${v.label} · ${date.format(new Date(v.at))} · ${called(v.by)}` }))
  const fieldName = (field: string) => {
    const [plain = field, lang] = /^(.*)_(en|es|fr|pt)$/.exec(field)?.slice(1) ?? [field]
    const known = fields.find((f) => f === plain)
    const name = known ? t(`team.field.${known}`) : plain
    return lang === undefined ? name : `${name} (${lang})`
  }
  return (
    <Dialog
      size="large"
      title={t('team.versions')}
      help={t('team.versions.help')}
      onClose={onClose}
      onSubmit={() => {
        if (label.trim() === '') return
        void attempt(async () => {
          await api.review.freeze(label.trim(), note)
          setLabel('')
          setNote('')
        })
      }}
      actions={
        <Button look="primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      }
    >
      <div className={styles['fields']}>
        <div className={styles['freeze']}>
          <Field label={t('team.freeze.label')} value={label} isDisabled={!writable} onChange={setLabel} />
          <Field label={t('team.freeze.note')} value={note} isDisabled={!writable} onChange={setNote} />
          <Button type="submit" isDisabled={!writable || label.trim() === ''}>
            {t('team.freeze')}
          </Button>
        </div>
        {versions?.length === 0 && <p className={styles['quiet']}>{t('team.versions.none')}</p>}
        {named.length > 0 && (
          <div className={styles['pair']}>
            <Choice label={t('team.versions.earlier')} value={from} options={named} onChange={setEarlier} />
            <Choice label={t('team.versions.later')} value={later} options={[{ value: '', label: t('team.versions.now') }, ...named]} onChange={setLater} />
          </div>
        )}
        {data?.length === 0 && <p role="status">{t('team.versions.same')}</p>}
        {data && data.length > 0 && (
          <ul className={styles['changes']} aria-label={t('team.versions')}>
            {data.map((d) => (
              <li key={d.code.id}>
                <p className={styles['changed']}>
                  <span className={styles['badge']}>{t(`team.change.${d.change as 'added'}`)}</span>
                  <strong>{readablePath(d.code.name)}</strong>
                  {d.from !== '' && <span className={styles['quiet']}>{t('team.change.from', { path: readablePath(d.from) })}</span>}
                </p>
                {d.fields.map((f) => (
                  <div key={f.field} className={styles['fieldOf']}>
                    <span className={styles['quiet']}>{fieldName(f.field)}</span>
                    {f.before !== '' && <del dir="auto">{f.before}</del>}
                    {f.after !== '' && <ins dir="auto">{f.after}</ins>}
                  </div>
                ))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}
