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

/**
 * A field that keeps what was written as soon as it is left. A longer text stands there until
 * the program has it: what could not be kept is not lost, and is tried again when the field is
 * left again. Escape takes it back.
 */
export function KeptField({ value, onKeep, ...rest }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const lines = rest.lines ?? 1
  const [was, setWas] = useState(value)
  if (was !== value) {
    setWas(value)
    if (draft?.trim() === value.trim()) setDraft(null)
  }
  const latest = useRef({ draft, value, onKeep })
  useEffect(() => {
    latest.current = { draft, value, onKeep }
  })
  /** What was handed on since the program had another value: once is enough, unless somebody comes back to it. */
  const given = useRef<string>(undefined)
  useEffect(() => {
    given.current = undefined
  }, [value])
  const keep = () => {
    const l = latest.current
    if (l.draft === null || l.draft.trim() === l.value.trim()) return false
    given.current = l.draft
    l.onKeep(l.draft)
    return true
  }
  useEffect(
    () => () => {
      if (latest.current.draft !== given.current) keep()
    },
    [],
  )
  return (
    <Field
      {...rest}
      value={draft ?? value}
      onChange={setDraft}
      onBlur={() => {
        const once = lines === 1 && draft === given.current
        if (once || !keep() || lines === 1) setDraft(null)
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && draft !== null) setDraft(null)
        else if (e.key === 'Enter' && lines === 1) keep()
        else e.continuePropagation()
      }}
    />
  )
}
