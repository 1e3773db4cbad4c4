import { ChevronDown } from 'lucide-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { fitsWords, fold } from '../model/fold'
import choice from './Choice.module.css'
import styles from './Combo.module.css'

interface Props {
  label: string
  value: string
  placeholder?: string
  options: readonly string[]
  onChange(value: string): void
  /** An option was chosen, or Enter pressed. */
  onChoose?(value: string): void
}

/** A field for a text that may be one of those that are there already. */
export function Combo({ label, value, placeholder, options, onChange, onChoose }: Props) {
  const { t } = useTranslation()
  const wanted = fold(value.trim())
  const shown = options.includes(value) ? options : options.filter((o) => fitsWords(wanted, fold(o)) > 0)
  return (
    <ComboBox
      className={choice['choice'] ?? ''}
      allowsCustomValue
      allowsEmptyCollection={false}
      menuTrigger="focus"
      inputValue={value}
      items={shown.map((id) => ({ id }))}
      onInputChange={onChange}
      onChange={(key) => {
        if (typeof key === 'string') {
          onChange(key)
          onChoose?.(key)
        }
      }}
    >
      <Label className={choice['label'] ?? ''}>{label}</Label>
      <div className={styles['box']}>
        <Input className={styles['input'] ?? ''} {...(placeholder === undefined ? {} : { placeholder })} />
        <Button className={styles['open'] ?? ''} aria-label={t('combo.open')}>
          <ChevronDown aria-hidden size="1em" />
        </Button>
      </div>
      <Popover className={choice['popover'] ?? ''}>
        <ListBox className={choice['list'] ?? ''} items={shown.map((id) => ({ id }))}>
          {({ id }) => (
            <ListBoxItem id={id} textValue={id} className={`${choice['item'] ?? ''} ${styles['item'] ?? ''}`}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
