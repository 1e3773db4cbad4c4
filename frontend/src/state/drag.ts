import { create } from 'zustand'

/** What the pointer carries: codes or cases of a tree, the words that are selected, or coded passages of a list. */
export interface Carried {
  kind: 'codes' | 'cases' | 'words' | 'segments'
  codes: readonly string[]
  /** For the label at the pointer. */
  label: string
}

interface State {
  carried: Carried | null
  x: number
  y: number
}

/** What is dragged between the text and the code tree, and where the pointer is. */
export const useDrag = create<State>(() => ({ carried: null, x: 0, y: 0 }))

/** How far a pointer moves before it drags, in pixels. */
const slack = 6

/**
 * Follows a pointer that went down until it goes up. The drag and drop of HTML does not
 * work in every web view. `drop` hears the element under the pointer in the end; `none`
 * is called if it was a click after all.
 */
export function carry(start: { clientX: number; clientY: number }, what: Carried, drop: (on: Element, x: number, y: number) => void, none?: () => void): void {
  let dragging = false
  const move = (e: PointerEvent) => {
    if (!dragging && Math.hypot(e.clientX - start.clientX, e.clientY - start.clientY) < slack) return
    dragging = true
    e.preventDefault()
    useDrag.setState({ carried: what, x: e.clientX, y: e.clientY })
  }
  const end = (e: PointerEvent | null) => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', stop)
    removeEventListener('keydown', key, true)
    useDrag.setState({ carried: null })
    if (!e) return
    if (!dragging) none?.()
    else {
      const on = document.elementFromPoint(e.clientX, e.clientY)
      if (on) drop(on, e.clientX, e.clientY)
    }
  }
  const up = (e: PointerEvent) => { end(e) }
  const stop = () => { end(null) }
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return
    e.preventDefault()
    e.stopPropagation()
    end(null)
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  addEventListener('pointercancel', stop)
  addEventListener('keydown', key, true)
}

type TextDrop = (x: number, y: number, codes: readonly string[]) => void
let onText: TextDrop | null = null

/** The text that is read takes codes that are dropped on it. */
export function takeOnText(take: TextDrop | null): void {
  onText = take
}

/** Drops codes at a place of the window; false where there is no text. */
export function dropOnText(on: Element, x: number, y: number, codes: readonly string[]): boolean {
  if (!on.closest('[data-drop="text"], .cm-scroller') || !onText) return false
  onText(x, y, codes)
  return true
}
