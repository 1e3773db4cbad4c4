import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementSettings } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { covers, units, type Cover } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import styles from './overview.module.css'

const isNamed = (cover: string): cover is Cover => (covers as readonly string[]).includes(cover)

/** The project's own choices for comparing coders, to be made before coding begins. */
export function SettingsDialog({ settings, onClose }: { settings: AgreementSettings; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [unit, setUnit] = useState(settings.unit)
  const [low, setLow] = useState(String(settings.low))
  const [high, setHigh] = useState(String(settings.high))
  const [off, setOff] = useState(settings.off === true)
  const [cover, setCover] = useState<Cover | 'share'>(isNamed(settings.cover) ? settings.cover : 'share')
  const [percent, setPercent] = useState(isNamed(settings.cover) ? '' : String(Math.round(Number(settings.cover) * 10_000) / 100))
  const [refused, setRefused] = useState(false)
  const number = (s: string) => Number(s.replace(',', '.'))
  const share = number(percent) / 100
  return (
    <Dialog
      size="small"
      title={t('review.settings')}
      help={t('review.settings.help')}
      onClose={onClose}
      onSubmit={() => {
        const wrong = cover === 'share' && !(share > 0 && share <= 1)
        setRefused(wrong)
        if (wrong) return
        void attempt(async () => {
          await api.review.setSettings({ unit, cover: cover === 'share' ? String(share) : cover, low: number(low) || 0, high: number(high) || 0, off })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('review.settings.keep')}
          </Button>
        </>
      }
    >
      <div className={styles['settings']}>
        <Choice label={t('review.unit')} value={unit} options={units.map((u) => ({ value: u as string, label: t(`review.unit.${u}`) }))} onChange={setUnit} />
        <div className={styles['limits']}>
          <Choice<Cover | 'share'> label={t('review.cover')} value={cover} options={[...covers, 'share' as const].map((c) => ({ value: c, label: t(`review.cover.${c}`) }))} onChange={setCover} />
          {cover === 'share' && <Field label={t('review.cover.percent')} value={percent} inputMode="decimal" autoFocus={percent === ''} onChange={(p) => { setPercent(p); setRefused(false) }} {...(refused ? { error: t('review.cover.wrong') } : {})} />}
        </div>
        <p className={styles['quiet']}>{t('review.cover.help')}</p>
        <div className={styles['limits']}>
          <Field label={t('review.settings.low')} value={low} inputMode="decimal" onChange={setLow} />
          <Field label={t('review.settings.high')} value={high} inputMode="decimal" onChange={setHigh} />
        </div>
        <Tick label={t('review.settings.off')} value={off} onChange={setOff} />
      </div>
    </Dialog>
  )
}
