import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoundDetail } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useNotices } from '../../state/notices'
import { useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { Lock, noKey, packetName, type Locking, keyOf, isWhole } from './Lock'
import styles from './team.module.css'

/** Hands a packet out: the documents of a round that one coder is to code, and nothing that others did. */
export function HandOut({ round, onClose }: { round: RoundDetail; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const title = useInfo().data?.title ?? ''
  const called = useCalled()
  const coders = [...new Map(round.assignments.map((a) => [a.coder.id, called(a.coder)]))].map(([value, label]) => ({ value, label }))
  const [coder, setCoder] = useState(coders[0]?.value ?? '')
  const mine = round.assignments.filter((a) => a.coder.id === coder)
  const [without, setWithout] = useState<readonly string[]>([])
  const [locking, setLocking] = useState<Locking>(noKey)
  const chosen = mine.filter((a) => !without.includes(a.document.id)).map((a) => a.document.id)
  const write = () =>
    void attempt(async () => {
      const who = coders.find((c) => c.value === coder)?.label ?? ''
      const [file] = await api.files.chooseNewPacket({ title: t('team.hand_out.where'), type: t('team.packets'), name: packetName(`${title} – ${round.label} – ${who}`, locking) })
      if (!file) return
      const made = await api.team.handOut(file.token, round.id, coder, chosen, keyOf(locking))
      say(t('team.hand_out.done', { count: made.documents.length, name: file.name }))
      onClose()
    })
  return (
    <Dialog
      title={t('team.hand_out.title', { round: round.label })}
      help={t('team.hand_out.help')}
      onClose={onClose}
      onSubmit={write}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={chosen.length === 0 || !isWhole(locking)}>
            {t('new.create')}
          </Button>
        </>
      }
    >
      <div className={styles['fields']}>
        <Choice
          label={t('team.hand_out.for')}
          value={coder}
          options={coders}
          onChange={(id) => {
            setCoder(id)
            setWithout([])
          }}
        />
        <fieldset className={styles['documents']}>
          <legend>{t('team.hand_out.documents', { count: chosen.length })}</legend>
          {mine.map((a) => (
            <Tick
              key={a.document.id}
              label={a.document.name}
              value={!without.includes(a.document.id)}
              onChange={(on) => {
                setWithout(on ? without.filter((id) => id !== a.document.id) : [...without, a.document.id])
              }}
            />
          ))}
        </fieldset>
        <Lock locking={locking} onChange={setLocking} />
      </div>
    </Dialog>
  )
}
