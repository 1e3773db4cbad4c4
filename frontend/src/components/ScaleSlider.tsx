import { useState } from 'react'
import { Label, Slider, SliderOutput } from 'react-aria-components'
import styles from './ScaleSlider.module.css'
import { SlideTrack } from './SlideTrack'

interface Props {
  label: string
  value: number
  onChange(value: number): void
}

/** The size of the interface, 80 to 200 percent. */
export function ScaleSlider({ label, value, onChange }: Props) {
  // While the hand is on it, the slider shows where it is, not what is kept.
  const [held, setHeld] = useState<number | null>(null)
  return (
    <div
      onBlur={() => {
        setHeld(null)
      }}
    >
      <Slider
        className={styles['slider'] ?? ''}
        value={held ?? value}
        minValue={80}
        maxValue={200}
        step={10}
        formatOptions={{ style: 'unit', unit: 'percent' }}
        onChange={setHeld}
        onChangeEnd={onChange}
      >
        <div className={styles['head']}>
          <Label className={styles['label'] ?? ''}>{label}</Label>
          <SliderOutput />
        </div>
        <SlideTrack />
      </Slider>
    </div>
  )
}
