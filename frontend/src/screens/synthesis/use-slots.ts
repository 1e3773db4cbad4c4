import { useState } from 'react'
import type { FindingView } from '../../api/types'

/** A place of an opened cell: a finding, or null where words wait for the one that they will be. */
export interface Slot {
  /** Its name, which it keeps wherever it stands. */
  key: string
  finding: FindingView | null
}

/** Is told of a finding that is made in a place that has none. */
export interface Making {
  begin(): void
  /** `id` is the finding, "" where it could not be made. */
  end(id: string): void
}

export interface Slots {
  list: readonly Slot[]
  /** Whether a place waits for a finding. */
  waiting: boolean
  making: Making
  /** Has a further place there, and gives its key. */
  another(): string
}

/**
 * The places of an opened cell. What is typed in one belongs to its finding, whichever others come,
 * go or change their places. A place without a finding keeps its key when the one that was made in
 * it arrives: its words stay, and the focus.
 */
export function useSlots(findings: readonly FindingView[]): Slots {
  const [blank, setBlank] = useState({
    /** Counts the places that had no finding. */
    n: 0,
    /** A further one was asked for. */
    asked: false,
    /** The findings that there were when one began to be made; null while none is. A list can hold the new one before the program has said which it is. */
    before: null as readonly string[] | null,
    /** The finding that was made, until the list has it. */
    made: '',
    /** The keys of the findings that were made here. */
    keys: new Map<string, string>(),
  })
  const key = `new ${String(blank.n)}`
  const { before, made } = blank
  if (made !== '' && findings.some((f) => f.id === made)) {
    setBlank({ n: blank.n + 1, asked: false, before: null, made: '', keys: new Map(blank.keys).set(made, key) })
  }
  const list: Slot[] = findings.filter((f) => before === null || before.includes(f.id)).map((finding) => ({ key: blank.keys.get(finding.id) ?? finding.id, finding }))
  const waiting = list.length === 0 || blank.asked || before !== null || made !== ''
  if (waiting) list.push({ key, finding: null })
  return {
    list,
    waiting,
    making: {
      begin: () => { setBlank((b) => ({ ...b, before: findings.map((f) => f.id) })) },
      end: (id) => { setBlank((b) => ({ ...b, before: null, made: id })) },
    },
    another: () => {
      setBlank((b) => ({ ...b, asked: true }))
      return key
    },
  }
}
