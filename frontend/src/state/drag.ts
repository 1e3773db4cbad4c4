import { create } from 'zustand'

/** What the pointer carries: codes or cases of a tree, the words that are selected, coded passages of a list, or something in an order of its own. */
export interface Carried {
  kind: 'codes' | 'cases' | 'words' | 'segments' | 'ordered'
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

type Drop = (x: number, y: number, codes: readonly string[]) => void
const takers = new Map<'text' | 'pages', Drop>()

/** The text that is read, or the pages of its file, take codes that are dropped on them; gives what ends that. */
export function takeCodes(on: 'text' | 'pages', take: Drop): () => void {
  takers.set(on, take)
  return () => {
    if (takers.get(on) === take) takers.delete(on)
  }
}

/** Drops codes at a place of the window; false where there are no words to take them. */
export function dropCodes(on: Element, x: number, y: number, codes: readonly string[]): boolean {
  const take = on.closest('[data-drop="pages"]') ? takers.get('pages') : on.closest('[data-drop="text"], .cm-scroller') ? takers.get('text') : undefined
  take?.(x, y, codes)
  return take !== undefined
}
