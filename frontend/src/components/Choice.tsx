import { Check, ChevronDown } from 'lucide-react'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components'
import styles from './Choice.module.css'

interface Props<T extends string> {
  label: string
  /** Keeps the label for screen readers only, where the place says it to all others. */
  bare?: boolean
  value: T
  options: readonly { value: T; label: string }[]
  onChange(value: T): void
}

/** One of a few values, from a list that opens. */
export function Choice<T extends string>({ label, bare = false, value, options, onChange }: Props<T>) {
  return (
    <Select
      className={styles['choice'] ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((o) => o.value === key)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Label className={bare ? 'hidden-text' : (styles['label'] ?? '')}>{label}</Label>
      <Button className={styles['button'] ?? ''}>
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown aria-hidden size="1em" />
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        <ListBox className={styles['list'] ?? ''} items={options}>
          {(o) => (
            <ListBoxItem id={o.value} textValue={o.label} className={styles['item'] ?? ''}>
              <span className={styles['mark'] ?? ''}>{o.value === value && <Check aria-hidden size="1em" />}</span>
              {o.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
