import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ValueType } from '../../api/types'
import styles from './table.module.css'

interface Props {
  label: string
  type: ValueType
  /** The vocabulary, of a choice. */
  options: readonly { value: string; label: string }[]
  value: string
  /** The first character, where typing it began the editing. */
  typed: string
  /** Keeps what was written, and goes on to the next row or stays. */
  onKeep(value: string, move: 0 | 1): void
  onClose(): void
}

/** What a cell turns into while it is written: Enter keeps and goes on, Escape takes back. */
export function CellEditor({ label, type, options, value, typed, onKeep, onClose }: Props) {
  const { t } = useTranslation()
  const listed = type === 'choice' || type === 'boolean'
  const all = type === 'boolean' ? [{ value: 'true', label: t('cases.true') }, { value: 'false', label: t('cases.false') }] : options
  const [text, setText] = useState(() => {
    if (typed === '') return value
    return listed ? (all.find((o) => o.label.toLowerCase().startsWith(typed.toLowerCase()))?.value ?? value) : typed
  })
  const over = useRef(false)
  const end = (work: () => void) => {
    if (over.current) return
    over.current = true
    work()
  }
  const common = {
    'aria-label': label,
    autoFocus: true,
    className: styles['editor'],
    onBlur: () => {
      end(() => { onKeep(text, 0) })
    },
    onKeyDown: (e: React.KeyboardEvent) => {
      e.stopPropagation()
      if (e.key === 'Enter') end(() => { onKeep(text, 1) })
      else if (e.key === 'Escape') end(onClose)
      else if (e.key === 'Tab') end(() => { onKeep(text, 0) })
      else return
      e.preventDefault()
    },
  }
  if (listed) {
    return (
      <select {...common} value={text} onChange={(e) => { setText(e.target.value) }}>
        <option value="">{t('cases.value.none')}</option>
        {all.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    )
  }
  return <input {...common} value={text} inputMode={type === 'number' ? 'decimal' : 'text'} {...(type === 'date' ? { placeholder: t('cases.value.date') } : {})} onChange={(e) => { setText(e.target.value) }} />
}
