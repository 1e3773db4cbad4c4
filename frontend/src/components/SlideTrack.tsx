import { SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './SlideTrack.module.css'

/** The line and the knob of a slider; stands within a Slider. */
export function SlideTrack() {
  return (
    <SliderTrack className={styles['track'] ?? ''}>
      <SliderThumb className={styles['thumb'] ?? ''} />
    </SliderTrack>
  )
}
