import { create } from 'zustand'
import type { Preferences } from '../api/types'

/** What the window starts with until the program has said what the person prefers. */
export const initial: Preferences = {
  language: '',
  theme: 'system',
  density: 'comfortable',
  scale: 100,
  reading: 18,
  face: 'serif',
  leading: 165,
  measure: 68,
  letters: true,
  patterns: true,
}

interface State {
  preferences: Preferences
  set(preferences: Preferences): void
}

export const usePreferences = create<State>((set) => ({
  preferences: initial,
  set: (preferences) => {
    set({ preferences })
  },
}))

/** Puts the preferences on the page, where the style sheets read them. */
export function applyPreferences(p: Preferences, root: HTMLElement): void {
  if (p.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = p.theme
  root.dataset['density'] = p.density
  root.dataset['face'] = p.face
  root.dataset['patterns'] = p.patterns ? 'on' : 'off'
  root.style.setProperty('--scale', String(p.scale / 100))
  root.style.setProperty('--reading', `${String(p.reading)}px`)
  root.style.setProperty('--reading-line', String(p.leading / 100))
  root.style.setProperty('--measure', `${String(p.measure)}ch`)
}
