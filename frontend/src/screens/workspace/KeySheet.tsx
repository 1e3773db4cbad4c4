import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { chordText, commandGroups, shownKeys, useCommandSets } from '../../state/commands'
import { useChangePreferences, usePreferences } from '../../state/preferences'
import styles from './Palette.module.css'

/** Every key, by what it is for. */
export function KeySheet({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const { preferences } = usePreferences()
  const change = useChangePreferences()
  const sets = useCommandSets((s) => s.sets)
  const commands = [...new Map(sets.flatMap((s) => s.commands).map((c) => [c.id, c])).values()].filter((c) => shownKeys(c).length > 0)
  return (
    <Dialog title={t('command.sheet')} help={t('command.sheet.help')} size="large" onClose={onClose}>
      <Tick
        label={t('command.letters')}
        value={preferences.letters}
        onChange={(letters) => void change(() => ({ letters }))}
      />
      <div className={styles['sheet']}>
        {commandGroups.map((g) => {
          const mine = commands.filter((c) => c.group === g)
          if (mine.length === 0) return null
          return (
            <section key={g} aria-labelledby={`keys-${g}`}>
              <h3 id={`keys-${g}`}>{t(`command.group.${g}`)}</h3>
              <ul>
                {mine.map((c) => (
                  <li key={c.id}>
                    <span>{c.title}</span>
                    <span className={styles['keys']}>
                      {shownKeys(c).map((k) => (
                        <kbd key={k} className={styles['key']}>
                          {chordText(k)}
                        </kbd>
                      ))}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}
