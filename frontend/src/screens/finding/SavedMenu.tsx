import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Menu } from '../../components/Menu'
import { useApi } from '../../state/api'
import { useSavedQueries } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './saved.module.css'

interface Asked {
  text: string
  where: string
}

interface Props {
  kind: 'segments' | 'search'
  now: Asked
  /** What is asked now, in words. */
  said: string
  onAsk(asked: Asked): void
}

/** Keeps what is asked under a name, and asks what was kept. */
export function SavedMenu({ kind, now, said, onAsk }: Props) {
  const { t } = useTranslation()
  const saved = useSavedQueries().data?.filter((q) => q.kind === kind) ?? []
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const close = () => {
    setDialog(null)
  }
  return (
    <>
      <Menu
        icon
        label={t('saved.menu')}
        items={[
          ...saved.map((q) => ({
            id: q.id,
            label: q.name,
            onAction: () => {
              onAsk({ text: q.text, where: q.where })
            },
          })),
          {
            id: 'save',
            label: t('saved.save'),
            apart: saved.length > 0,
            disabled: kind === 'search' && now.text.trim() === '',
            onAction: () => {
              setDialog('save')
            },
          },
          ...(saved.length > 0
            ? [
                {
                  id: 'manage',
                  label: t('saved.manage'),
                  onAction: () => {
                    setDialog('manage')
                  },
                },
              ]
            : []),
        ]}
      >
        <Bookmark aria-hidden size="1.125em" />
      </Menu>
      {dialog === 'save' && <Save kind={kind} now={now} said={said} names={saved.map((q) => q.name)} onClose={close} />}
      {dialog === 'manage' && <Manage kind={kind} onClose={close} />}
    </>
  )
}

function Save({ kind, now, said, names, onClose }: Omit<Props, 'onAsk'> & { names: readonly string[]; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [name, setName] = useState('')
  const keep = () =>
    void attempt(async () => {
      await api.retrieval.saveQuery({ name, kind, text: now.text, where: now.where })
      onClose()
    })
  return (
    <Dialog
      title={t('saved.save.title')}
      help={said}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (name.trim() !== '') keep()
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={name.trim() === ''}>
            {t('saved.save.do')}
          </Button>
        </>
      }
    >
      <Field label={t('saved.name')} value={name} autoFocus onChange={setName} {...(names.includes(name.trim()) ? { help: t('saved.replaces') } : {})} />
    </Dialog>
  )
}

function Manage({ kind, onClose }: { kind: Props['kind']; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const saved = useSavedQueries().data?.filter((q) => q.kind === kind) ?? []
  return (
    <Dialog title={t('saved.manage.title')} onClose={onClose} actions={<Button onPress={onClose}>{t('dialog.close')}</Button>}>
      <ul className={styles['list']}>
        {saved.map((q) => (
          <li key={q.id} className={styles['item']}>
            <div>
              <p className={styles['name']}>{q.name}</p>
              <p className={styles['detail']}>{[q.text, q.where].filter((x) => x !== '').join(' · ')}</p>
            </div>
            <Button
              aria-label={t('saved.delete.name', { name: q.name })}
              onPress={() =>
                void attempt(async () => {
                  await api.retrieval.removeQuery(q.id)
                  await offer(t('saved.deleted', { name: q.name }))
                })
              }
            >
              {t('saved.delete')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
