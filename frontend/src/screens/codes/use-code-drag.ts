import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { lineOf } from '../../components/Outline'
import { dropAt, locate, nameIn, topmost, type Move, type Zone } from '../../model/code-tree'
import { carry, dropOnText, useDrag } from '../../state/drag'

interface Options {
  tree: readonly CodeNode[]
  selected: readonly string[]
  frame: RefObject<HTMLDivElement | null>
  enabled: boolean
  move(move: Move): Promise<unknown>
  pick(codes: readonly string[]): void
}

/** Where dragged codes would go: under a code, or to a place between two lines. */
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

/** Drags codes with the pointer: to another place of the tree, or onto the text. */
export function useCodeDrag({ tree, selected, frame, enabled, move, pick }: Options) {
  const { i18n } = useTranslation()
  const [mark, setMark] = useState<Mark | null>(null)
  const now = useRef({ tree, move, enabled })
  useEffect(() => {
    now.current = { tree, move, enabled }
  })
  useEffect(
    () =>
      useDrag.subscribe(({ carried, x, y }) => {
        const el = frame.current
        if (!el || carried?.kind !== 'codes' || !now.current.enabled) {
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
    [frame],
  )
  const onPointerDown = (e: React.PointerEvent) => {
    const id = lineOf(e.target)
    if (e.button !== 0 || id === undefined || (e.target as Element).closest('button, input')) return
    // A press on one of several selected codes drags all of them; the press itself would select it alone.
    const codes = selected.includes(id) ? topmost(tree, selected) : [id]
    const names = codes.flatMap((c) => locate(tree, c)?.code ?? []).map((c) => nameIn(c, i18n.language))
    carry(e, { kind: 'codes', codes, label: names.join(', ') }, (on, x, y) => {
      if (codes.length > 1) pick(codes)
      // The click that ends a drag is no click on a line.
      const swallow = (c: Event) => {
        c.stopPropagation()
        c.preventDefault()
      }
      addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => {
        removeEventListener('click', swallow, { capture: true })
      }, 50)
      if (dropOnText(on, x, y, codes) || !now.current.enabled || !frame.current) return
      const at = target(frame.current, x, y)
      const to = at && dropAt(now.current.tree, codes, at.id, at.zone)
      if (to) void now.current.move(to)
    })
  }
  return { mark, onPointerDown }
}
