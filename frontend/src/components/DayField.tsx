import { DateField, DateInput, DateSegment, Label } from 'react-aria-components'
import styles from './DayField.module.css'

interface Props {
  label: string
  /** Hears of a whole day, "2026-11-25", and of "" when it is not whole any more. */
  onChange(day: string): void
}

/** A day, typed in the order of the language, each part by itself. */
export function DayField({ label, onChange }: Props) {
  return (
    <DateField className={styles['field'] ?? ''} granularity="day" onChange={(day) => { onChange(day === null ? '' : day.toString().slice(0, 10)) }}>
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <DateInput className={styles['input'] ?? ''}>{(segment) => <DateSegment segment={segment} className={styles['segment'] ?? ''} />}</DateInput>
    </DateField>
  )
}
