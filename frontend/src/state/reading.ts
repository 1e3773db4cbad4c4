import { create } from 'zustand'
import type { Where } from '../model/shape'

/** Which codings are drawn. Empty lists mean no condition. */
export interface Shown {
  codes: readonly string[]
  coders: readonly string[]
  rounds: readonly string[]
  /** Values of facets. */
  values: readonly string[]
}

export const everything: Shown = { codes: [], coders: [], rounds: [], values: [] }

interface State {
  /** Where the caret stands; null while no document is read. */
  where: Where | null
  /** The codings at the caret, in reading order. */
  here: readonly string[]
  find: boolean
  /** The field of the find bar asks for a place rather than for words. */
  goto: boolean
  /** Speakers whose turns are folded away. */
  silent: readonly string[]
  shown: Shown
  stand(where: Where | null, here: readonly string[]): void
  set(part: Partial<Pick<State, 'find' | 'goto' | 'silent' | 'shown'>>): void
}

/** How the document is read, and where the reader is in it. */
export const useReading = create<State>((set) => ({
  where: null,
  here: [],
  find: false,
  goto: false,
  silent: [],
  shown: everything,
  stand: (where, here) => {
    set({ where, here })
  },
  set: (part) => {
    set(part)
  },
}))
