import { useSyncExternalStore } from 'react'
import { usePreferences } from './preferences'

/** Below this the side lies over the text, in pixels at the usual size. */
const narrow = 1100
/** Below this three panes beside each other leave a table little room. */
const tight = 1440

/** How much room the window has: letters of twice the size leave half of it. */
export type Room = 'narrow' | 'tight' | 'wide'

export function roomOf(width: number, scale: number): Room {
  const usual = (100 * width) / scale
  return usual <= narrow ? 'narrow' : usual <= tight ? 'tight' : 'wide'
}

export const roomNow = () => roomOf(innerWidth, usePreferences.getState().preferences.scale)

export function useRoom(): Room {
  return useSyncExternalStore((changed) => {
    addEventListener('resize', changed)
    const stop = usePreferences.subscribe(changed)
    return () => {
      removeEventListener('resize', changed)
      stop()
    }
  }, roomNow)
}
