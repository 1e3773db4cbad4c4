import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementSettings } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { units } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import styles from './overview.module.css'

/** The project's own choices for comparing coders, to be made before coding begins. */
export function SettingsDialog({ settings, onClose }: { settings: AgreementSettings; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [unit, setUnit] = useState(settings.unit)
  const [low, setLow] = useState(String(settings.low))
  const [high, setHigh] = useState(String(settings.high))
  const [off, setOff] = useState(settings.off === true)
  const number = (s: string) => Number(s.replace(',', '.'))
  return (
    <Dialog
      size="small"
      title={t('review.settings')}
      help={t('review.settings.help')}
      onClose={onClose}
      onSubmit={() => {
        void attempt(async () => {
          await api.review.setSettings({ unit, low: number(low) || 0, high: number(high) || 0, off })
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
          <Field label={t('review.settings.low')} value={low} inputMode="decimal" onChange={setLow} />
          <Field label={t('review.settings.high')} value={high} inputMode="decimal" onChange={setHigh} />
        </div>
        <Tick label={t('review.settings.off')} value={off} onChange={setOff} />
      </div>
    </Dialog>
  )
}
