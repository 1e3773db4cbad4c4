import { useEffect, useRef, useState } from 'react'

/** What is written in a field, until the program has it. */
export interface Kept {
  /** What stands in the field. */
  text: string
  /** Whether something was written since the program had it last. */
  begun: boolean
  /** Whether that says something else than what the program has. */
  unkept: boolean
  write(text: string): void
  /**
   * Hands on what was written; false where there is nothing to. What is on its way is not handed
   * on again; with `once`, nor is what was handed on before, unless it is known to have failed.
   */
  keep(once?: boolean): boolean
  /** Goes back to what the program has. */
  takeBack(): void
}

/**
 * The words of a field whose text is kept when it is left, and when it goes away. They stand there
 * until the program has them: what could not be kept is not lost, and is tried again. Where
 * `onKeep` gives a promise, it tells whether the words were kept.
 */
export function useKept(value: string, onKeep: (text: string) => Promise<boolean> | undefined): Kept {
  const [draft, setDraft] = useState<string | null>(null)
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
  /** What was handed on and is not answered yet. */
  const underWay = useRef<string>(undefined)
  const keep = (once = false) => {
    const l = latest.current
    const text = l.draft
    if (text === null || text.trim() === l.value.trim() || (once && text === given.current)) return false
    if (text === underWay.current) return true
    given.current = text
    const kept = l.onKeep(text)
    if (!kept) return true
    underWay.current = text
    void kept.then((done) => {
      if (underWay.current === text) underWay.current = undefined
      if (!done && given.current === text) given.current = undefined
    })
    return true
  }
  useEffect(() => () => void keep(true), [])
  return {
    text: draft ?? value,
    begun: draft !== null,
    unkept: draft !== null && draft.trim() !== value.trim(),
    write: setDraft,
    keep,
    takeBack: () => { setDraft(null) },
  }
}
