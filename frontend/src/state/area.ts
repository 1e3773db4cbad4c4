import { create } from 'zustand'
import { useWorkspace } from './workspace'

/** What the middle of the window shows: the text that is read, or what was made of all of them. */
export const areas = ['reading', 'matrix', 'synthesis', 'review', 'sharing'] as const
export type Area = (typeof areas)[number]

export const useArea = create<{ area: Area; go(area: Area): void }>((set) => ({
  area: 'reading',
  go: (area) => {
    set({ area })
  },
}))

// A passage is looked at in its text.
useWorkspace.subscribe((now, was) => {
  if (now.jump !== was.jump || now.document !== was.document) useArea.setState({ area: 'reading' })
})
