import { Check } from 'lucide-react'
import { Checkbox } from 'react-aria-components'
import styles from './Tick.module.css'

/** A box to tick, with its text. */
export function Tick({ label, value, disabled = false, onChange }: { label: string; value: boolean; disabled?: boolean; onChange(value: boolean): void }) {
  return (
    <Checkbox className={styles['tick'] ?? ''} isSelected={value} isDisabled={disabled} onChange={onChange}>
      <span className={styles['box']}>{value && <Check aria-hidden size="0.875em" strokeWidth={3} />}</span>
      {label}
    </Checkbox>
  )
}
