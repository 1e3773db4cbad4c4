import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { Api } from '../api/client'
import type { Layout } from '../api/types'
import { useApi } from './api'
import type { Area } from './area'
import type { Room } from './room'

interface State {
  layout: Layout
  /** Takes what was remembered. */
  load(layout: Layout): void
  /** Changes the arrangement and has it remembered. */
  arrange(api: Api, part: Partial<Layout>): void
}

/**
 * Whether the left pane is hidden in an area: as the person chose there, or by itself. Texts
 * are read beside documents and codes in every window, cases are looked at beside them where
 * there is some room; the other areas show the whole project, and need the room.
 */
export function leftHidden(layout: Layout, area: Area, room: Room): boolean {
  if (area === 'reading') return layout.left_hidden
  const close = area === 'cases' ? room === 'narrow' : room !== 'wide'
  return layout.area_left[area] ?? (close || layout.left_hidden)
}

/** What is to be remembered when somebody hides the left pane in an area, or shows it. */
export function hideLeft(layout: Layout, area: Area, hidden: boolean): Partial<Layout> {
  return area === 'reading' ? { left_hidden: hidden } : { area_left: { ...layout.area_left, [area]: hidden } }
}

let timer: ReturnType<typeof setTimeout> | undefined

/** How the panes are arranged. */
export const useLayout = create<State>((set, get) => ({
  layout: { left: 280, side: 330, documents: 45, left_hidden: false, area_left: {}, side_hidden: false, outline: 220, outline_open: false, pages: 46, pages_open: false },
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

/** What stands beside the text of a document, and what shows and hides it. */
export function useBeside() {
  const api = useApi()
  const { outline, pages, arrange } = useLayout(useShallow((s) => ({ outline: s.layout.outline_open, pages: s.layout.pages_open, arrange: s.arrange })))
  return {
    outline,
    pages,
    toggleOutline: () => { arrange(api, { outline_open: !outline }) },
    togglePages: () => { arrange(api, { pages_open: !pages }) },
  }
}
