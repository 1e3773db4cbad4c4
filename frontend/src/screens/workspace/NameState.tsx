import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { dateFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { useCoding } from '../../state/coding'
import { useNotices } from '../../state/notices'
import { useOneAttempt } from '../../state/use-attempt'

/** Asks for the name of the state that is kept. The present time stands there: Enter is enough. */
export function NameState({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useOneAttempt()
  const [name, setName] = useState(() => dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date()))
  const keep = () => {
    if (name.trim() === '') return
    void attempt(async () => {
      const made = await api.history.takeSnapshot(name.trim())
      onClose()
      const text = t('workspace.snapshot.done', { name: made.name })
      useCoding.getState().say(text)
      useNotices.getState().say(text)
    })
  }
  return (
    <Dialog
      size="small"
      title={t('workspace.snapshot')}
      help={t('workspace.snapshot.help')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" isDisabled={name.trim() === ''} onPress={keep}>
            {t('snapshots.take')}
          </Button>
        </>
      }
    >
      <Field
        autoFocus
        label={t('snapshots.name')}
        value={name}
        onChange={setName}
        onFocus={(e) => {
          if (e.target instanceof HTMLInputElement) e.target.select()
        }}
        onKeyDown={(e) => {
          if (e.key === 'Enter') keep()
          else e.continuePropagation()
        }}
      />
    </Dialog>
  )
}
