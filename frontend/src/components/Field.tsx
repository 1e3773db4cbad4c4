import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components'
import styles from './Field.module.css'

interface Props extends Omit<TextFieldProps, 'className' | 'children' | 'onChange' | 'value'> {
  label: string
  /** Keeps the label for screen readers only, where the place says it to all others. */
  bare?: boolean
  value: string
  onChange(value: string): void
  help?: string
  placeholder?: string
  /** What is wrong with the value; the field is marked while there is something. */
  error?: string
  /** Number of lines: above one, a field for longer text. */
  lines?: number
}

/** A labelled field for text. */
export function Field({ label, bare = false, help, placeholder, error, lines = 1, ...rest }: Props) {
  return (
    <TextField {...rest} className={styles['field'] ?? ''} isInvalid={error !== undefined} validationBehavior="aria">
      <Label className={bare ? 'hidden-text' : (styles['label'] ?? '')}>{label}</Label>
      {lines > 1 ? (
        <TextArea className={`${styles['input'] ?? ''} ${styles['area'] ?? ''}`} rows={lines} {...(placeholder === undefined ? {} : { placeholder })} />
      ) : (
        <Input className={styles['input'] ?? ''} {...(placeholder === undefined ? {} : { placeholder })} />
      )}
      {help !== undefined && (
        <Text slot="description" className={styles['help'] ?? ''}>
          {help}
        </Text>
      )}
      <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
    </TextField>
  )
}
