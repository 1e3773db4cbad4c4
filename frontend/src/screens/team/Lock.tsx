import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PacketKey } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import styles from './team.module.css'

/** How a packet is locked. */
export interface Locking {
  by: 'none' | 'passphrase' | 'keys'
  passphrase: string
  again: string
  keys: string
}

export const noKey: Locking = { by: 'none', passphrase: '', again: '', keys: '' }

const recipients = (l: Locking) => l.keys.split(/\s+/).filter((k) => k !== '')

export const keyOf = (l: Locking): PacketKey => ({
  passphrase: l.by === 'passphrase' ? l.passphrase : '',
  recipients: l.by === 'keys' ? recipients(l) : [],
  identities: '',
})

/** Whether the packet can be locked with what was typed. */
export const isWhole = (l: Locking) => l.by === 'none' || (l.by === 'passphrase' ? l.passphrase !== '' && l.passphrase === l.again : recipients(l).length > 0)

/** The proposed name of a packet's file; one that is locked has the ending of what locks it. */
export const packetName = (name: string, l: Locking) => `${name}${l.by === 'none' ? '.articula' : '.articula.age'}`

/** Whether and how a packet is locked, in the age format. */
export function Lock({ locking, onChange }: { locking: Locking; onChange(locking: Locking): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [pair, setPair] = useState<readonly string[]>([])
  const put = (part: Partial<Locking>) => {
    onChange({ ...locking, ...part })
  }
  return (
    <>
      <Choice
        label={t('team.lock')}
        value={locking.by}
        options={(['none', 'passphrase', 'keys'] as const).map((value) => ({ value, label: t(`team.lock.${value}`) }))}
        onChange={(by) => {
          put({ by })
        }}
      />
      {locking.by === 'passphrase' && (
        <div className={styles['pair']}>
          <Field label={t('team.passphrase')} type="password" value={locking.passphrase} onChange={(passphrase) => { put({ passphrase }) }} />
          <Field
            label={t('team.passphrase.again')}
            type="password"
            value={locking.again}
            {...(locking.again !== '' && locking.again !== locking.passphrase ? { error: t('team.passphrase.other') } : {})}
            onChange={(again) => { put({ again }) }}
          />
        </div>
      )}
      {locking.by === 'keys' && (
        <>
          <Field label={t('team.keys')} help={t('team.keys.help')} lines={2} value={locking.keys} onChange={(keys) => { put({ keys }) }} />
          <Button
            onPress={() =>
              void attempt(async () => {
                setPair(await api.team.keys())
              })
            }
          >
            {t('team.keys.make')}
          </Button>
          {pair.length === 2 && (
            <dl className={styles['keyPair']}>
              <dt>{t('team.keys.private')}</dt>
              <dd>{pair[0]}</dd>
              <dt>{t('team.keys.public')}</dt>
              <dd>{pair[1]}</dd>
            </dl>
          )}
        </>
      )}
    </>
  )
}
