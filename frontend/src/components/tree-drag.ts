import { useEffect, useRef, useState, type RefObject } from 'react'
import { type Branch, dropAt, locate, topmost, type Move, type Zone } from '../model/code-tree'
import { carry, dropCodes, useDrag } from '../state/drag'
import { lineOf } from './Outline'

interface Options<N extends Branch<N>> {
  /** What is dragged in it. */
  kind: 'codes' | 'cases'
  tree: readonly N[]
  selected: readonly string[]
  frame: RefObject<HTMLDivElement | null>
  enabled: boolean
  move(move: Move): Promise<unknown>
  pick(ids: readonly string[]): void
  /** What stands at the pointer. */
  nameOf(line: N): string
}

/** Where what is dragged would go: under a line, or to a place between two. */
export interface Mark {
  on?: string
  line?: { top: number; left: number }
}

/** How near to an edge of the tree it begins to scroll, in pixels. */
const edge = 24

function target(frame: HTMLElement, x: number, y: number): { id: string; zone: Zone; row: Element; box: DOMRect } | null {
  const row = document.elementFromPoint(x, y)?.closest('[role=row]')
  const id = lineOf(row ?? null)
  if (!row || id === undefined || !frame.contains(row)) return null
  const box = row.getBoundingClientRect()
  const part = (y - box.top) / box.height
  return { id, zone: part < 0.28 ? 'before' : part > 0.72 ? 'after' : 'on', row, box }
}

/** Drags lines of a tree with the pointer: to another place of it, and codes onto the text. */
export function useTreeDrag<N extends Branch<N>>({ kind, tree, selected, frame, enabled, move, pick, nameOf }: Options<N>) {
  const [mark, setMark] = useState<Mark | null>(null)
  const now = useRef({ tree, move, pick, enabled })
  useEffect(() => {
    now.current = { tree, move, pick, enabled }
  })
  useEffect(
    () =>
      useDrag.subscribe(({ carried, x, y }, before) => {
        // The press that begins a drag left only its own line selected.
        if (carried?.kind === kind && carried.codes.length > 1 && before.carried === null) now.current.pick(carried.codes)
        const el = frame.current
        if (!el || carried?.kind !== kind || !now.current.enabled) {
          setMark(null)
          return
        }
        const box = el.getBoundingClientRect()
        if (x > box.left && x < box.right) {
          if (y < box.top + edge) el.scrollBy(0, -12)
          else if (y > box.bottom - edge) el.scrollBy(0, 12)
        }
        const at = target(el, x, y)
        if (!at || !dropAt(now.current.tree, carried.codes, at.id, at.zone)) setMark(null)
        else if (at.zone === 'on') setMark({ on: at.id })
        else {
          const content = at.row.querySelector('[data-outline-content]')
          const indent = content ? parseFloat(getComputedStyle(content).paddingInlineStart) : 0
          setMark({ line: { top: (at.zone === 'before' ? at.box.top : at.box.bottom) - box.top, left: indent + 12 } })
        }
      }),
    [frame, kind],
  )
  const onPointerDown = (e: React.PointerEvent) => {
    const id = lineOf(e.target)
    if (e.button !== 0 || id === undefined || (e.target as Element).closest('button, input')) return
    // A press on one of several selected lines drags all of them; the press itself would select it alone.
    const ids = selected.includes(id) ? topmost(tree, selected) : [id]
    const names = ids.flatMap((c) => locate(tree, c)?.code ?? []).map(nameOf)
    carry(e, { kind, codes: ids, label: names.join(', ') }, (on, x, y) => {
      // The click that ends a drag is no click on a line.
      const swallow = (c: Event) => {
        c.stopPropagation()
        c.preventDefault()
      }
      addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => {
        removeEventListener('click', swallow, { capture: true })
      }, 50)
      if ((kind === 'codes' && dropCodes(on, x, y, ids)) || !now.current.enabled || !frame.current) return
      const at = target(frame.current, x, y)
      const to = at && dropAt(now.current.tree, ids, at.id, at.zone)
      if (to) void now.current.move(to)
    })
  }
  return { mark, onPointerDown }
}
