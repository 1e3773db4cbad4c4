import { useEffect } from 'react'

/**
 * Whether a key press belongs to the words that an input method is putting together: it takes
 * or gives up what it offers, and means nothing else. WebKit says so of the last one, which
 * comes when the words are there already, by the number of the key alone.
 */
export const isComposing = (e: KeyboardEvent) => e.isComposing || e.keyCode === 229

/** Keeps such key presses from everything in the window: no field, dialog or list acts on them. */
export function useComposing(): void {
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (isComposing(e)) e.stopPropagation()
    }
    addEventListener('keydown', press, true)
    return () => {
      removeEventListener('keydown', press, true)
    }
  }, [])
}
