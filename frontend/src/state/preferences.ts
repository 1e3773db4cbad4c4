import { useCallback } from 'react'
import { create } from 'zustand'
import type { Preferences } from '../api/types'
import { useApi } from './api'
import { useAttempt } from './use-attempt'

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
  /** What was asked for and has not come back from the program yet. */
  asked: Preferences | null
  /** Takes what the program says. */
  set(preferences: Preferences): void
}

export const usePreferences = create<State>((set, get) => ({
  preferences: initial,
  asked: null,
  set: (preferences) => {
    const { asked } = get()
    set({ preferences, asked: asked !== null && same(asked, preferences) ? null : asked })
  },
}))

const same = (a: Preferences, b: Preferences) => (Object.keys(a) as (keyof Preferences)[]).every((k) => a[k] === b[k])

/**
 * Changes some preferences. Each change goes on from the one before, even where the program
 * has not answered that yet: a key that is held down loses no step.
 */
export function useChangePreferences(): (change: (now: Preferences) => Partial<Preferences>) => Promise<void> {
  const api = useApi()
  const attempt = useAttempt()
  return useCallback(
    async (change) => {
      const { preferences, asked } = usePreferences.getState()
      const now = asked ?? preferences
      const next = { ...now, ...change(now) }
      if (same(now, next)) return
      usePreferences.setState({ asked: next })
      const kept = await attempt(async () => {
        await api.settings.save(next)
        return true
      })
      if (!kept && usePreferences.getState().asked === next) usePreferences.setState({ asked: null })
    },
    [api, attempt],
  )
}

/** Puts the preferences on the page, where the style sheets read them. */
export function applyPreferences(p: Preferences, root: HTMLElement): void {
  if (p.theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = p.theme
  root.dataset['density'] = p.density
  root.dataset['face'] = p.face
  root.dataset['patterns'] = p.patterns ? 'on' : 'off'
  root.style.setProperty('--scale', String(p.scale / 100))
  root.style.setProperty('--reading', `${String((p.reading * p.scale) / 100)}px`)
  root.style.setProperty('--reading-line', String(p.leading / 100))
  root.style.setProperty('--measure', `${String(p.measure)}ch`)
}
