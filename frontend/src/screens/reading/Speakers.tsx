import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useReading } from '../../state/reading'
import { useAttempt } from '../../state/use-attempt'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'

const roles = ['', 'interviewer', 'authority', 'technical', 'other'] as const

/** Who speaks in a document, what part each has, and whose turns are shown. */
export function Speakers({ open: { document, shape } }: { open: Open }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { silent, set } = useReading(useShallow(({ silent, set }) => ({ silent, set })))
  const asking = document.speakers.filter((s) => s.role === 'interviewer').map((s) => s.name)
  const turns = (name: string) => shape.turns.filter((turn) => turn.speaker === name).length
  return (
    <div className={styles['speakers']}>
      <h3>{t('reading.speakers')}</h3>
      {asking.length > 0 && (
        <Button onPress={() => { set({ silent: silent.length > 0 ? [] : asking }) }}>
          {t(silent.length > 0 ? 'reading.speakers.all' : 'reading.speakers.answers')}
        </Button>
      )}
      <ul>
        {document.speakers.map((s) => (
          <li key={s.id}>
            <Tick
              label={`${s.name} (${String(turns(s.name))})`}
              value={!silent.includes(s.name)}
              onChange={(on) => { set({ silent: on ? silent.filter((n) => n !== s.name) : [...silent, s.name] }) }}
            />
            <Choice
              label={t('reading.role')}
              value={roles.find((r) => r === s.role) ?? ''}
              options={roles.map((value) => ({ value, label: t(`role.${value === '' ? 'none' : value}`) }))}
              onChange={(role) => void attempt(() => api.documents.editSpeaker(s.id, role, s.note))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
