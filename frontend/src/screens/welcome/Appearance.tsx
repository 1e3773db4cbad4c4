import { useTranslation } from 'react-i18next'
import { densities, languages, themes, type Preferences } from '../../api/types'
import { Choice } from '../../components/Choice'
import { ScaleSlider } from '../../components/ScaleSlider'
import { ownNames } from '../../i18n/names'
import { useChangePreferences, usePreferences } from '../../state/preferences'
import styles from './Welcome.module.css'

/** Language, colours, size and spacing; each change is kept at once. */
export function Appearance() {
  const { t } = useTranslation()
  const { preferences } = usePreferences()
  const ask = useChangePreferences()
  const change = (part: Partial<Preferences>) => void ask(() => part)
  return (
    <section aria-labelledby="appearance">
      <h2 id="appearance">{t('welcome.appearance')}</h2>
      <div className={styles['choices']}>
        <Choice
          label={t('settings.language')}
          value={preferences.language === '' ? 'system' : preferences.language}
          options={[
            { value: 'system' as const, label: t('settings.language.system') },
            ...languages.map((value) => ({ value, label: ownNames[value] })),
          ]}
          onChange={(language) => {
            change({ language: language === 'system' ? '' : language })
          }}
        />
        <Choice
          label={t('settings.theme')}
          value={preferences.theme}
          options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
          onChange={(theme) => {
            change({ theme })
          }}
        />
        <Choice
          label={t('settings.density')}
          value={preferences.density}
          options={densities.map((value) => ({ value, label: t(`settings.density.${value}`) }))}
          onChange={(density) => {
            change({ density })
          }}
        />
        <ScaleSlider
          label={t('settings.scale')}
          value={preferences.scale}
          onChange={(scale) => {
            change({ scale })
          }}
        />
      </div>
    </section>
  )
}
