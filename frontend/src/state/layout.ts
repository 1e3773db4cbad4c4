import { create } from 'zustand'
import type { Api } from '../api/client'
import type { Layout } from '../api/types'

interface State {
  layout: Layout
  /** Takes what was remembered. */
  load(layout: Layout): void
  /** Changes the arrangement and has it remembered. */
  arrange(api: Api, part: Partial<Layout>): void
}

let timer: ReturnType<typeof setTimeout> | undefined

/** How the panes are arranged. */
export const useLayout = create<State>((set, get) => ({
  layout: { left: 280, side: 330, documents: 45, left_hidden: false, side_hidden: false },
  load: (layout) => {
    set({ layout })
  },
  arrange: (api, part) => {
    const before = get().layout
    const layout = { ...before, ...part }
    if (Object.entries(layout).every(([k, v]) => before[k as keyof Layout] === v)) return
    set({ layout })
    // A border that is being dragged says so many times a second. That it could not be
    // kept is no news worth a message: the panes are as the person put them.
    clearTimeout(timer)
    timer = setTimeout(() => void api.settings.saveLayout(get().layout).catch(() => undefined), 300)
  },
}))
