import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import styles from './OneOf.module.css'

interface Props<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode }[]
  isDisabled?: boolean
  onChange(value: T): void
}

/** One of a few values that stand side by side. */
export function OneOf<T extends string>({ label, value, options, isDisabled = false, onChange }: Props<T>) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={styles['group'] ?? ''}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((o) => keys.has(o.value))
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((o) => (
        <ToggleButton key={o.value} id={o.value}>
          {o.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
