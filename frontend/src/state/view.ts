import { create } from 'zustand'
import type { Chosen } from '../api/types'

/** What the window shows. */
export type View = { name: 'welcome' } | { name: 'gallery' } | { name: 'workspace' }

/** How a project was asked for; the screen that opens it needs to know. */
export interface Wanted {
  file: Chosen
  how: 'open' | 'read' | 'create' | 'sample'
}

interface State {
  view: View
  past: readonly View[]
  future: readonly View[]
  wanted: Wanted | null
  go(view: View): void
  back(): void
  forward(): void
  want(wanted: Wanted | null): void
}

export const useView = create<State>((set) => ({
  view: { name: 'welcome' },
  past: [],
  future: [],
  wanted: null,
  go: (view) => {
    set((s) => ({ view, past: [...s.past, s.view], future: [] }))
  },
  back: () => {
    set((s) => {
      const view = s.past.at(-1)
      return view ? { view, past: s.past.slice(0, -1), future: [s.view, ...s.future] } : s
    })
  },
  forward: () => {
    set((s) => {
      const view = s.future[0]
      return view ? { view, past: [...s.past, s.view], future: s.future.slice(1) } : s
    })
  },
  want: (wanted) => {
    set({ wanted })
  },
}))
