import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { density, type Spans } from '../model/spans'
import styles from './Reader.module.css'
import type { Drawn } from './scene'
import type { Surface } from './surface'

interface Props {
  surface: Surface
  spans: Spans<Drawn>
  /** Of the text, in UTF-16 units. */
  length: number
}

/** Where the codings lie in the whole document, and which part of it is seen; a slider to other parts. */
export function Density({ surface, spans, length }: Props) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const rail = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ from: 0, to: 0 })

  useEffect(() => {
    const { scrollDOM } = surface.view
    let frame = 0
    const look = () => {
      frame = 0
      const { view } = surface
      const box = scrollDOM.getBoundingClientRect()
      const from = view.lineBlockAtHeight(box.top - view.documentTop)
      const to = view.lineBlockAtHeight(box.bottom - view.documentTop)
      // Inside a long paragraph the height says how far down its text is.
      const within = (b: { from: number; length: number; top: number; height: number }, y: number) =>
        b.from + b.length * Math.min(Math.max((y - view.documentTop - b.top) / Math.max(b.height, 1), 0), 1)
      setSeen({ from: within(from, box.top), to: within(to, box.bottom) })
    }
    const later = () => {
      frame ||= requestAnimationFrame(look)
    }
    later()
    scrollDOM.addEventListener('scroll', later, { passive: true })
    const resized = new ResizeObserver(later)
    resized.observe(scrollDOM)
    resized.observe(surface.view.contentDOM)
    return () => {
      cancelAnimationFrame(frame)
      scrollDOM.removeEventListener('scroll', later)
      resized.disconnect()
    }
  }, [surface])

  useEffect(() => {
    const c = canvas.current
    const box = rail.current
    if (!c || !box) return
    const draw = () => {
      const scale = devicePixelRatio
      const [width, height] = [box.clientWidth, box.clientHeight]
      c.width = width * scale
      c.height = height * scale
      const g = c.getContext('2d')
      if (!g || height === 0) return
      const rows = Math.max(1, Math.floor(height / 2))
      const depth = density(spans.all, length, rows)
      g.scale(scale, scale)
      g.fillStyle = getComputedStyle(box).color
      depth.forEach((d, i) => {
        if (d === 0) return
        g.globalAlpha = Math.min(0.25 + d * 0.2, 1)
        const w = Math.min(4 + d * 3, width - 8)
        g.fillRect((width - w) / 2, i * 2, w, 2)
      })
    }
    // The stripe of what was just coded is painted first.
    const soon = setTimeout(draw, 60)
    const resized = new ResizeObserver(draw)
    resized.observe(box)
    const theme = new MutationObserver(draw)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      clearTimeout(soon)
      resized.disconnect()
      theme.disconnect()
    }
  }, [spans, length])

  const percent = (n: number) => (length === 0 ? 0 : (n / length) * 100)
  const to = (e: React.PointerEvent) => {
    const box = e.currentTarget.getBoundingClientRect()
    const half = (seen.to - seen.from) / 2
    surface.scrollTo(Math.max(0, Math.round(((e.clientY - box.top) / box.height) * length - half)))
  }
  const value = Math.round(percent(seen.from))
  return (
    <div
      ref={rail}
      role="slider"
      tabIndex={0}
      aria-label={t('reading.density')}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
      aria-valuetext={t('reading.density.value', { percent: value })}
      className={styles['density']}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId)
        to(e)
      }}
      onPointerMove={(e) => {
        if (e.buttons === 1) to(e)
      }}
      onKeyDown={(e) => {
        const page = seen.to - seen.from
        const next: Record<string, number> = {
          ArrowUp: seen.from - page / 4, ArrowDown: seen.from + page / 4, PageUp: seen.from - page, PageDown: seen.from + page, Home: 0, End: length,
        }
        const target = next[e.key]
        if (target === undefined) return
        e.preventDefault()
        surface.scrollTo(Math.min(Math.max(0, Math.round(target)), length))
      }}
    >
      <canvas ref={canvas} />
      <div className={styles['seen']} style={{ top: `${String(percent(seen.from))}%`, height: `${String(Math.max(percent(seen.to - seen.from), 1))}%` }} />
    </div>
  )
}
