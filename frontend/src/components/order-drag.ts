import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react'
import { carry, useDrag } from '../state/drag'

interface Options {
  /** Names the order: its things bear it as data-order, and their identity as data-id. */
  order: string
  axis: 'x' | 'y'
  /** What holds the things, and is scrolled while one is carried to its edge. */
  box: RefObject<HTMLElement | null>
  enabled: boolean
  /** Puts a thing before another, or at the end for null. */
  move(id: string, before: string | null): void
}

/** How near to an edge of the box it begins to scroll, in pixels. */
const edge = 28

/**
 * Drags the things of one order with the pointer. `line` is where one would go, in pixels
 * from the beginning of what is scrolled, for a line to be drawn there.
 */
export function useOrderDrag({ order, axis, box, enabled, move }: Options): { line: number | null; onPointerDown(e: PointerEvent, id: string, label: string): void } {
  const [line, setLine] = useState<number | null>(null)
  const carried = useRef<string | null>(null)
  const find = (x: number, y: number): { before: string | null; line: number } | null => {
    const frame = box.current
    if (!frame) return null
    const outer = frame.getBoundingClientRect()
    if (x < outer.left || x > outer.right || y < outer.top || y > outer.bottom) return null
    const [at, start, scrolled] = axis === 'x' ? [x, outer.left, frame.scrollLeft] : [y, outer.top, frame.scrollTop]
    let end = start
    for (const thing of frame.querySelectorAll<HTMLElement>(`[data-order="${order}"]`)) {
      const b = thing.getBoundingClientRect()
      const [from, to] = axis === 'x' ? [b.left, b.right] : [b.top, b.bottom]
      if (at < (from + to) / 2) return { before: thing.dataset['id'] ?? null, line: from - start + scrolled }
      end = to
    }
    return { before: null, line: end - start + scrolled }
  }
  const now = useRef(find)
  useEffect(() => {
    now.current = find
  })
  useEffect(
    () =>
      useDrag.subscribe(({ carried: what, x, y }) => {
        if (what === null || carried.current === null) {
          setLine(null)
          return
        }
        const frame = box.current
        if (frame) {
          const b = frame.getBoundingClientRect()
          const step = axis === 'x' ? (x < b.left + edge ? -16 : x > b.right - edge ? 16 : 0) : y < b.top + edge ? -16 : y > b.bottom - edge ? 16 : 0
          if (step !== 0) frame.scrollBy(axis === 'x' ? step : 0, axis === 'x' ? 0 : step)
        }
        setLine(now.current(x, y)?.line ?? null)
      }),
    [axis, box],
  )
  return {
    line,
    onPointerDown: (e, id, label) => {
      if (e.button !== 0 || !enabled) return
      carried.current = id
      const end = () => {
        carried.current = null
        removeEventListener('pointerup', end)
        removeEventListener('pointercancel', end)
      }
      carry(e, { kind: 'ordered', codes: [id], label }, (_, x, y) => {
        // The click that ends a drag is no click.
        const swallow = (c: Event) => {
          c.stopPropagation()
          c.preventDefault()
        }
        addEventListener('click', swallow, { capture: true, once: true })
        setTimeout(() => {
          removeEventListener('click', swallow, { capture: true })
        }, 50)
        const at = now.current(x, y)
        if (at && at.before !== id) move(id, at.before)
      })
      addEventListener('pointerup', end)
      addEventListener('pointercancel', end)
    },
  }
}
