import { create } from 'zustand'
import type { Failure } from '../api/types'

/** A message at the edge of the window. Failures stay until they are dismissed. */
export interface Notice {
  id: number
  text: string
  failure?: Failure
  /** What the person can do about it, such as to take it back. */
  action?: { label: string; run(): void }
}

interface State {
  notices: readonly Notice[]
  say(text: string, action?: Notice['action']): void
  fail(text: string, failure: Failure): void
  dismiss(id: number): void
}

let last = 0

export const useNotices = create<State>((set) => ({
  notices: [],
  say: (text, action) => {
    // What is offered about one thing is not offered any more once another has followed it.
    const earlier = (n: Notice) => action !== undefined && n.action?.label === action.label
    set((s) => ({ notices: [...s.notices.filter((n) => !earlier(n)), { id: ++last, text, ...(action ? { action } : {}) }] }))
  },
  fail: (text, failure) => {
    set((s) => ({ notices: [...s.notices, { id: ++last, text, failure }] }))
  },
  dismiss: (id) => {
    set((s) => ({ notices: s.notices.filter((n) => n.id !== id) }))
  },
}))
