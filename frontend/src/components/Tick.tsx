import { Check, Minus } from 'lucide-react'
import { Checkbox } from 'react-aria-components'
import styles from './Tick.module.css'

interface Props {
  label: string
  /** Keeps the label for screen readers only, where the place says it to all others. */
  bare?: boolean
  value: boolean
  /** Some of what it stands for is ticked. */
  some?: boolean
  disabled?: boolean
  onChange(value: boolean): void
}

/** A box to tick, with its text. */
export function Tick({ label, bare = false, value, some = false, disabled = false, onChange }: Props) {
  const partly = some && !value
  return (
    <Checkbox className={styles['tick'] ?? ''} isSelected={value} isIndeterminate={partly} isDisabled={disabled} onChange={onChange} {...(bare ? { 'aria-label': label } : {})}>
      <span className={styles['box']}>
        {value && <Check aria-hidden size="0.875em" strokeWidth={3} />}
        {partly && <Minus aria-hidden size="0.875em" strokeWidth={3} />}
      </span>
      {!bare && label}
    </Checkbox>
  )
}
