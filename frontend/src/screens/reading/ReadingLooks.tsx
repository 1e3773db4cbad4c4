import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Label, Slider, SliderOutput } from 'react-aria-components'
import slider from '../../components/ScaleSlider.module.css'
import { SlideTrack } from '../../components/SlideTrack'
import { useChangePreferences, usePreferences } from '../../state/preferences'

interface Part {
  name: 'reading' | 'leading' | 'measure'
  least: number
  most: number
  step: number
}

const parts: readonly Part[] = [
  { name: 'reading', least: 14, most: 28, step: 1 },
  { name: 'leading', least: 130, most: 220, step: 5 },
  { name: 'measure', least: 40, most: 120, step: 4 },
]

function PartSlider({ part: { name, least, most, step } }: { part: Part }) {
  const { t } = useTranslation()
  const kept = usePreferences((s) => (s.asked ?? s.preferences)[name])
  const change = useChangePreferences()
  const [held, setHeld] = useState<number | null>(null)
  return (
    <Slider
      className={slider['slider'] ?? ''}
      value={held ?? kept}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={setHeld}
      onChangeEnd={(value) => {
        void change(() => ({ [name]: value }))
        setHeld(null)
      }}
    >
      <div className={slider['head']}>
        <Label className={slider['label'] ?? ''}>{t(`reading.looks.${name}`)}</Label>
        <SliderOutput />
      </div>
      <SlideTrack />
    </Slider>
  )
}

/** Size, spacing and width of the text of documents. */
export function ReadingLooks() {
  return parts.map((p) => <PartSlider key={p.name} part={p} />)
}
