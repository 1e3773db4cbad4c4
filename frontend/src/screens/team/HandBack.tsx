import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { useApi } from '../../state/api'
import { useNotices } from '../../state/notices'
import { useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { isWhole, keyOf, Lock, noKey, packetName, type Locking } from './Lock'
import styles from './team.module.css'

/** Hands the work back: a verified copy of the project, locked if one likes. */
export function HandBack({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const info = useInfo().data
  const [locking, setLocking] = useState<Locking>(noKey)
  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseNewPacket({ title: t('team.hand_back.where'), type: t('team.packets'), name: packetName(`${info?.title ?? ''} – ${info?.coder.name ?? ''}`, locking) })
      if (!file) return
      await api.team.handBack(file.token, keyOf(locking))
      say(t('team.hand_back.done', { name: file.name }))
      onClose()
    })
  return (
    <Dialog
      title={t('team.hand_back')}
      help={t('team.hand_back.help')}
      size="small"
      onClose={onClose}
      onSubmit={write}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" autoFocus isDisabled={!isWhole(locking)}>
            {t('new.create')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <Lock locking={locking} onChange={setLocking} />
      </div>
    </Dialog>
  )
}
