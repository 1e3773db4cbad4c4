import { useEffect, useRef, useState } from 'react'
import { Field } from './Field'

interface Props {
  label: string
  value: string
  lines?: number
  help?: string
  isDisabled?: boolean
  /** Keeps what was written: when the field is left, and when it goes away. */
  onKeep(value: string): void
}

/** A field that keeps what was written as soon as it is left. Escape takes it back. */
export function KeptField({ value, onKeep, ...rest }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const latest = useRef({ draft, value, onKeep })
  useEffect(() => {
    latest.current = { draft, value, onKeep }
  })
  const keep = () => {
    const l = latest.current
    if (l.draft !== null && l.draft !== l.value) l.onKeep(l.draft)
    latest.current = { ...l, draft: null }
  }
  useEffect(() => keep, [])
  return (
    <Field
      {...rest}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={() => {
        keep()
        setDraft(null)
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && draft !== null) setDraft(null)
        else if (e.key === 'Enter' && (rest.lines ?? 1) === 1) keep()
        else e.continuePropagation()
      }}
    />
  )
}
