import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import type { Chosen } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { sentence } from '../../i18n'
import { useApi } from '../../state/api'
import { useOpenProject } from '../../state/open-project'
import { useAttempt } from '../../state/use-attempt'
import { asksForKey, noUnlocking, Unlock } from '../team/Unlock'

/** Puts a packet that was handed out, as a project to work in, at a place, and opens it for the one whom it is meant for. */
export function OpenPacket({ packet, onClose }: { packet: Chosen; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const openProject = useOpenProject()
  const [key, setKey] = useState(noUnlocking)
  const [place, setPlace] = useState<Chosen | null>(null)
  const [asks, setAsks] = useState(packet.name.endsWith('.age'))
  const [wrong, setWrong] = useState('')
  const go = () =>
    void attempt(async () => {
      const name = packet.name.replace(/(\.articula)?(\.age)?$/, '')
      const chosen = place ?? (await api.files.chooseNewProject({ title: t('team.open.where'), type: t('file.project'), name }))[0]
      if (!chosen) return
      setPlace(chosen)
      try {
        const file = await api.team.unpack(packet.token, chosen.token, key)
        if (await openProject({ file, how: 'open' })) onClose()
      } catch (reason) {
        const { failure } = toApiError(reason)
        if (!asksForKey(failure.code)) throw reason
        setAsks(true)
        setWrong(sentence(failure, i18n.language))
      }
    })
  return (
    <Dialog
      title={t('team.open.title', { name: packet.name })}
      help={t('team.open.help')}
      onClose={onClose}
      onSubmit={go}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={asks && key.passphrase === '' && key.identities === ''}>
            {t('new.create')}
          </Button>
        </>
      }
    >
      {wrong !== '' && <p role="alert">{wrong}</p>}
      {asks && <Unlock value={key} onChange={setKey} />}
    </Dialog>
  )
}
