import { useTranslation } from 'react-i18next'
import { faces, type Preferences } from '../../api/types'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { useChangePreferences, usePreferences } from '../../state/preferences'
import { Appearance } from '../welcome/Appearance'
import { ReadingLooks } from '../reading/ReadingLooks'
import styles from './Settings.module.css'

/** Language, colours and spacing of the window, and how documents are set. */
export function Settings({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { preferences } = usePreferences()
  const ask = useChangePreferences()
  const change = (part: Partial<Preferences>) => void ask(() => part)
  return (
    <Dialog title={t('workspace.settings')} size="large" onClose={onClose}>
      <div className={styles['columns']}>
        <Appearance />
        <section aria-labelledby="settings-reading">
          <h2 id="settings-reading">{t('reading.looks')}</h2>
          <Choice
            label={t('reading.face')}
            value={preferences.face}
            options={faces.map((value) => ({ value, label: t(`reading.face.${value}`) }))}
            onChange={(face) => {
              change({ face })
            }}
          />
          <ReadingLooks />
          <Tick
            label={t('reading.patterns')}
            value={preferences.patterns}
            onChange={(patterns) => {
              change({ patterns })
            }}
          />
          <Tick
            label={t('command.letters')}
            value={preferences.letters}
            onChange={(letters) => {
              change({ letters })
            }}
          />
        </section>
      </div>
    </Dialog>
  )
}
