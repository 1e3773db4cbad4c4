import { useTranslation } from 'react-i18next'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { profiles, type Profile } from '../../api/types'
import { Tick } from '../../components/Tick'
import styles from './export.module.css'

/** For whom something is written: a profile, and whether names are replaced for the team, too. */
export interface Share {
  profile: Profile
  pseudonyms: boolean
}

/** Chooses for whom something is written, and so what is taken out. */
export function Audience({ share, onChange }: { share: Share; onChange(share: Share): void }) {
  const { t } = useTranslation()
  return (
    <>
      <RadioGroup
        className={styles['radios'] ?? ''}
        value={share.profile}
        onChange={(value) => {
          onChange({ ...share, profile: value as Profile })
        }}
      >
        <Label className={styles['label'] ?? ''}>{t('export.profile')}</Label>
        {profiles.map((p) => (
          <Radio key={p} value={p} className={styles['radio'] ?? ''}>
            <span className={styles['dot']} />
            <span>
              <span className={styles['name']}>{t(`export.profile.${p}`)}</span>
              <span className={styles['help']}>{t(`export.profile.${p}.help`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {share.profile === 'team' && <Tick label={t('export.pseudonyms')} value={share.pseudonyms} onChange={(pseudonyms) => { onChange({ ...share, pseudonyms }) }} />}
    </>
  )
}
