import { Field } from './Field'
import { useKept } from './use-kept'

interface Props {
  label: string
  value: string
  lines?: number
  help?: string
  isDisabled?: boolean
  /** Keeps what was written: when the field is left, and when it goes away. */
  onKeep(value: string): void
}

/**
 * A field that keeps what was written as soon as it is left. A longer text stands there until
 * the program has it: what could not be kept is not lost, and is tried again when the field is
 * left again. Escape takes it back.
 */
export function KeptField({ value, onKeep, ...rest }: Props) {
  const alone = (rest.lines ?? 1) === 1
  const kept = useKept(value, (text) => {
    onKeep(text)
    return undefined
  })
  return (
    <Field
      {...rest}
      value={kept.text}
      onChange={kept.write}
      onBlur={() => {
        if (!kept.keep(alone) || alone) kept.takeBack()
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && kept.begun) kept.takeBack()
        else if (e.key === 'Enter' && alone) kept.keep()
        else e.continuePropagation()
      }}
    />
  )
}
