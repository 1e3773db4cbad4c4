import { create } from 'zustand'
import { useWorkspace } from './workspace'

/** What the middle of the window shows: the text that is read, or what was made of all of them. */
export const areas = ['reading', 'cases', 'actors', 'matrix', 'synthesis', 'coverage', 'review', 'sharing', 'reports'] as const
export type Area = (typeof areas)[number]

export const useArea = create<{ area: Area; go(area: Area): void }>((set) => ({
  area: 'reading',
  go: (area) => {
    set({ area })
  },
}))

// A passage is looked at in its text, and so is a document that was asked for.
useWorkspace.subscribe((now, was) => {
  if (now.jump !== was.jump || now.asked !== was.asked) useArea.setState({ area: 'reading' })
})
