import { useEffect, useRef } from 'react'
import type { Surface } from '../../../editor/surface'
import { heightOf, offsetAtHeight } from '../../../model/page-words'
import { useWorkspace } from '../../../state/workspace'
import type { Pdf } from './use-pdf'

export interface Layout {
  /** Pixels for each unit of the page. */
  scale: number
  /** Where each page begins, in pixels from the top of all of them. */
  tops: readonly number[]
}

/** What is left free above the line that both show at the top, in pixels. */
const above = 10

/**
 * Keeps the pages and the text at the same place. The one that the hand was in last leads,
 * and the other follows; a jump is made in the text.
 */
export function useInStep(pages: React.RefObject<HTMLElement | null>, surface: Surface | null, pdf: Pdf, layout: Layout): void {
  const latest = useRef({ pdf, layout })
  const leader = useRef<'text' | 'pages'>('text')
  const follow = useRef<() => void>(() => undefined)
  useEffect(() => {
    latest.current = { pdf, layout }
    // Pages became known, or got another width: they are brought to where the text is.
    if (leader.current === 'text') follow.current()
  })

  useEffect(() => {
    const own = pages.current
    if (!own || !surface) return
    const { scrollDOM, dom } = surface.view
    let frame = 0
    const toPages = () => {
      const { pdf: now, layout: { scale, tops } } = latest.current
      const { from } = surface.seen()
      let i = now.parts.findLastIndex((p) => p !== null && p.from <= from)
      if (i < 0) i = 0
      const part = now.parts[i]
      const known = now.textOf(i)
      const high = now.sizes[i]?.height ?? 0
      const y = (known && heightOf(known.words, known.places, from)) ?? (part && part.to > part.from ? ((from - part.from) / (part.to - part.from)) * high : 0)
      // The very beginning is the top of the first page, not its first line.
      own.scrollTop = from <= (part?.from ?? 0) ? (tops[i] ?? 0) : (tops[i] ?? 0) + y * scale - above
    }
    const toText = () => {
      const { pdf: now, layout: { scale, tops } } = latest.current
      const top = own.scrollTop + above
      const i = Math.max(0, tops.findLastIndex((t) => t <= top))
      const part = now.parts[i]
      if (!part) return
      const y = (top - (tops[i] ?? 0)) / scale
      const known = now.textOf(i)
      const high = now.sizes[i]?.height ?? 1
      const at = (known && offsetAtHeight(known.words, known.places, y)) ?? Math.round(part.from + Math.min(y / high, 1) * (part.to - part.from))
      surface.scrollTo(at)
    }
    const later = (who: 'text' | 'pages', what: () => void) => () => {
      if (leader.current !== who) return
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(what)
    }
    follow.current = later('text', toPages)
    const lead = (who: 'text' | 'pages') => () => {
      // What was still to follow the other would undo the first step of the hand.
      if (leader.current !== who) cancelAnimationFrame(frame)
      leader.current = who
    }
    const stops: (() => void)[] = []
    const listen = (on: HTMLElement, names: readonly string[], hear: () => void) => {
      for (const name of names) {
        on.addEventListener(name, hear, { passive: true, capture: true })
        stops.push(() => { on.removeEventListener(name, hear, { capture: true }) })
      }
    }
    const hands = ['wheel', 'pointerdown', 'touchstart', 'keydown']
    listen(own, hands, lead('pages'))
    listen(dom.parentElement?.parentElement ?? dom, hands, lead('text'))
    listen(scrollDOM, ['scroll'], follow.current)
    listen(own, ['scroll'], later('pages', toText))
    const stopJumps = useWorkspace.subscribe((now, was) => {
      if (now.jump !== was.jump) leader.current = 'text'
    })
    follow.current()
    return () => {
      cancelAnimationFrame(frame)
      stops.forEach((stop) => { stop() })
      stopJumps()
      follow.current = () => undefined
    }
  }, [pages, surface])
}
