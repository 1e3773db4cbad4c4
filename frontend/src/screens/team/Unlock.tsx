import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chosen, PacketKey } from '../../api/types'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import styles from './team.module.css'

export const noUnlocking: PacketKey = { passphrase: '', recipients: [], identities: '' }

/** The sentences of the program that ask for a key. */
export const asksForKey = (code: string) => code === 'packet.locked' || code === 'packet.wrong_key'

/** Asks for what unlocks a packet: its passphrase, or the file with one's own key. */
export function Unlock({ value, onChange }: { value: PacketKey; onChange(key: PacketKey): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [file, setFile] = useState<Chosen | null>(null)
  return (
    <div className={styles['freeze']}>
      <Field
        label={t('team.passphrase')}
        type="password"
        value={value.passphrase}
        autoFocus
        onChange={(passphrase) => {
          onChange({ ...value, passphrase })
        }}
      />
      <span className={styles['quiet']}>{file?.name ?? t('team.unlock.or')}</span>
      <Button
        onPress={() =>
          void attempt(async () => {
            const [chosen] = await api.files.chooseKeys({ title: t('team.unlock.file'), type: '', name: '' })
            if (!chosen) return
            setFile(chosen)
            onChange({ ...value, identities: chosen.token })
          })
        }
      >
        {t('team.unlock.file')}
      </Button>
    </div>
  )
}
