import { Search, X } from 'lucide-react'
import { Button, Input, SearchField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import styles from './FilterField.module.css'

interface Props {
  /** What is filtered, for screen readers: the field itself has room for a word only, in every language. */
  label: string
  value: string
  onChange(value: string): void
  /** Arrow down in the field: into the list that it filters. */
  onDown?(): void
}

/** The field above a list that leaves in it what fits. Escape empties it. */
export function FilterField({ label, value, onChange, onDown }: Props) {
  const { t } = useTranslation()
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      className={styles['field'] ?? ''}
      onKeyDown={(e) => {
        if (e.key === 'ArrowDown' && onDown) {
          e.preventDefault()
          onDown()
        }
      }}
    >
      <Search aria-hidden size="1em" className={styles['icon']} />
      <Input className={styles['input'] ?? ''} placeholder={t('filter.short')} />
      {value !== '' && (
        <Button className={styles['clear'] ?? ''} aria-label={t('filter.clear')}>
          <X aria-hidden size="1em" />
        </Button>
      )}
    </SearchField>
  )
}
