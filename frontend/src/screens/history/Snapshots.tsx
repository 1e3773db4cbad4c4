import { Camera, HardDriveDownload, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import type { SnapshotView } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { More } from '../../components/More'
import { dateFormat, numberFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { useBackups, useSnapshots } from '../../state/notes'
import { useNotices } from '../../state/notices'
import { keys, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './HistoryPane.module.css'

function AskRestore({ snapshot, onClose }: { snapshot: SnapshotView; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const offerUndo = useUndoOffer()
  return (
    <Dialog
      alert
      size="small"
      title={t('snapshots.ask', { name: snapshot.name })}
      help={t('snapshots.ask.help')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button
            look="primary"
            autoFocus
            onPress={() =>
              void attempt(async () => {
                onClose()
                await api.history.restoreSnapshot(snapshot.id)
                void cache.invalidateQueries({ queryKey: keys.backups })
                await offerUndo(t('snapshots.restored', { name: snapshot.name }))
              })
            }
          >
            {t('snapshots.restore')}
          </Button>
        </>
      }
    />
  )
}

/** Named states of the project and its backups. */
export function Snapshots() {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const say = useNotices((s) => s.say)
  const readOnly = useInfo().data?.read_only ?? true
  const { data: snapshots = [] } = useSnapshots()
  const { data: backups = [] } = useBackups()
  const [name, setName] = useState('')
  const [asked, setAsked] = useState<SnapshotView | null>(null)
  const date = (at: string) => dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
  const size = (bytes: number) => numberFormat(i18n.language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(bytes / 1e6)
  const take = () =>
    attempt(async () => {
      const made = await api.history.takeSnapshot(name.trim() || date(new Date().toISOString()))
      setName('')
      say(t('snapshots.taken', { name: made.name }))
    })
  const backup = () =>
    attempt(async () => {
      const made = await api.projects.backup()
      await cache.invalidateQueries({ queryKey: keys.backups })
      say(t('backups.made', { path: made.path }))
    })
  return (
    <>
      <More title={t('snapshots.title', { count: snapshots.length })}>
        {!readOnly && (
          <form
            className={styles['take']}
            onSubmit={(e) => {
              e.preventDefault()
              void take()
            }}
          >
            <Field label={t('snapshots.name')} value={name} onChange={setName} />
            <Button type="submit">
              <Camera aria-hidden size="1em" />
              {t('snapshots.take')}
            </Button>
          </form>
        )}
        <ul className={styles['states']}>
          {snapshots.map((s) => (
            <li key={s.id}>
              <p>
                <strong>{s.name}</strong>
                <span className={styles['quiet']}>
                  {date(s.at)} · {called(s.coder)}
                </span>
              </p>
              {!readOnly && (
                <Button look="quiet" icon aria-label={t('snapshots.back', { name: s.name })} onPress={() => { setAsked(s) }}>
                  <RotateCcw aria-hidden size="1em" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      </More>
      <More title={t('backups.title', { count: backups.length })}>
        <p className={styles['quiet']}>{t('backups.help')}</p>
        {!readOnly && (
          <Button onPress={() => void backup()}>
            <HardDriveDownload aria-hidden size="1em" />
            {t('backups.make')}
          </Button>
        )}
        <ul className={styles['states']}>
          {backups.map((b) => (
            <li key={b.path}>
              <p>
                <strong>{date(b.at)}</strong>
                <span className={styles['quiet']}>
                  {size(b.size)} · {b.path}
                </span>
              </p>
            </li>
          ))}
        </ul>
      </More>
      {asked && <AskRestore snapshot={asked} onClose={() => { setAsked(null) }} />}
    </>
  )
}
