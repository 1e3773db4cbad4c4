import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './ScaleSlider.module.css'

interface Props {
  label: string
  value: number
  onChange(value: number): void
}

/** The size of the interface, 80 to 200 percent. */
export function ScaleSlider({ label, value, onChange }: Props) {
  return (
    <Slider
      className={styles['slider'] ?? ''}
      defaultValue={value}
      key={value}
      minValue={80}
      maxValue={200}
      step={10}
      formatOptions={{ style: 'unit', unit: 'percent' }}
      onChangeEnd={onChange}
    >
      <div className={styles['head']}>
        <Label className={styles['label'] ?? ''}>{label}</Label>
        <SliderOutput />
      </div>
      <SliderTrack className={styles['track'] ?? ''}>
        <SliderThumb className={styles['thumb'] ?? ''} />
      </SliderTrack>
    </Slider>
  )
}
