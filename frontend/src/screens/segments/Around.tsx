import { useTranslation } from 'react-i18next'
import { Label, Slider } from 'react-aria-components'
import { SlideTrack } from '../../components/SlideTrack'
import { widest } from '../../state/finding'
import styles from './segments.module.css'

/** How much of the text around passages is shown. */
export function Around({ value, onChange }: { value: number; onChange(value: number): void }) {
  const { t } = useTranslation()
  return (
    <Slider className={styles['slider'] ?? ''} value={value} minValue={0} maxValue={widest} step={40} onChange={onChange}>
      <Label className={styles['sliderLabel'] ?? ''}>{t('segments.around')}</Label>
      <SlideTrack />
    </Slider>
  )
}
