import { FileWarning, X, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../../components/Empty'
import { IconButton } from '../../../components/IconButton'
import type { Drawn } from '../../../editor/scene'
import { numberFormat } from '../../../i18n/formats'
import { passageOf, wordAt } from '../../../model/page-words'
import { codePoint } from '../../../model/positions'
import type { Spans } from '../../../model/spans'
import { useCoding } from '../../../state/coding'
import { useBeside } from '../../../state/layout'
import { takeCodes } from '../../../state/drag'
import { useWorkspace } from '../../../state/workspace'
import { dragWords } from '../drag'
import type { Open } from '../OpenDocument'
import type { Acts } from '../use-coding-keys'
import { PageView } from './PageView'
import styles from './Pages.module.css'
import { useInStep } from './use-in-step'
import { usePdf } from './use-pdf'

interface Props {
  open: Open
  spans: Spans<Drawn>
  act: Acts
  /** The menu of the text was asked for, at a place of the window. */
  onMenu(x: number, y: number): void
}

/** A word of a page. */
interface Spot {
  page: number
  word: number
}

const gap = 12
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]

const inOrder = (a: Spot, b: Spot) => (a.page - b.page || a.word - b.word) <= 0

/** The pages of the file beside the text, in step with it. What is selected on them is selected in the text. */
export function PagesPane({ open, spans, act, onMenu }: Props) {
  const { t, i18n } = useTranslation()
  const { document, surface, index } = open
  const pdf = usePdf(open)
  const own = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState(400)
  const [zoom, setZoom] = useState(2)
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  const [held, setHeld] = useState<{ from: Spot; to: Spot } | null>(null)
  const [unsure, setUnsure] = useState(false)
  const [under, setUnder] = useState<readonly Drawn[]>([])
  const { togglePages } = useBeside()
  const focused = useWorkspace((s) => s.focused)
  const place = useWorkspace((s) => s.selection)
  const focusedSet = useMemo(() => new Set(focused), [focused])
  const selection = place?.document === document.id ? { from: index.toUtf16(codePoint(place.start)), to: index.toUtf16(codePoint(place.end)) } : null

  const widest = Math.max(1, ...pdf.sizes.map((s) => s.width))
  const scale = Math.max(0.2, ((room - 2 * gap) / widest) * (zooms[zoom] ?? 1))
  const { tops, height } = useMemo(() => {
    const list: number[] = []
    const end = pdf.sizes.reduce((at, s) => {
      list.push(at)
      return at + s.height * scale + gap
    }, gap)
    return { tops: list, height: end }
  }, [pdf.sizes, scale])
  useInStep(own, surface, pdf, { scale, tops })

  useEffect(() => {
    const e = own.current
    if (!e) return
    let frame = 0
    const look = () => {
      frame = 0
      setRoom(e.clientWidth)
      setSeen({ top: e.scrollTop, height: e.clientHeight })
    }
    const later = () => { frame ||= requestAnimationFrame(look) }
    look()
    e.addEventListener('scroll', later, { passive: true })
    const resized = new ResizeObserver(later)
    resized.observe(e)
    return () => {
      cancelAnimationFrame(frame)
      e.removeEventListener('scroll', later)
      resized.disconnect()
    }
  }, [pdf.state])

  /** The word under the pointer, or the one that it means. */
  const spotAt = (e: { clientX: number; clientY: number }): Spot | null => {
    const box = own.current?.getBoundingClientRect()
    if (!box) return null
    const y = e.clientY - box.top + (own.current?.scrollTop ?? 0)
    const page = Math.max(0, tops.findLastIndex((top) => top <= y))
    const sheet = own.current?.querySelector(`[data-page="${String(page)}"]`)?.getBoundingClientRect()
    const text = pdf.textOf(page)
    if (!sheet || !text) return null
    const word = wordAt(text.words, (e.clientX - sheet.left) / scale, (e.clientY - sheet.top) / scale)
    return word < 0 ? null : { page, word }
  }
  const rangeAt = (s: Spot | null) => (s ? (pdf.textOf(s.page)?.places[s.word] ?? null) : null)
  /** The words between two, with where they stand; pages between are taken whole. */
  const between = (a: Spot, b: Spot) => {
    const [from, to] = inOrder(a, b) ? [a, b] : [b, a]
    const words = []
    const places = []
    for (let page = from.page; page <= to.page; page++) {
      const text = pdf.textOf(page)
      const [first, last] = [page === from.page ? from.word : 0, page === to.page ? to.word + 1 : Infinity]
      words.push(...(text?.words.slice(first, last) ?? []))
      places.push(...(text?.places.slice(first, last) ?? []))
    }
    return { words, places }
  }
  const select = (from: number, to: number) => {
    if (!surface) return
    useWorkspace.getState().focus([])
    useCoding.getState().made([], useCoding.getState().last)
    surface.select(from, to)
    surface.focus()
  }
  const take = (a: Spot, b: Spot) => {
    const { words, places } = between(a, b)
    const passage = passageOf(words, places)
    setUnsure(!passage)
    if (passage) {
      select(passage.from, passage.to)
      return
    }
    // The text is brought to where it should be, and the rest is left to the reader.
    useCoding.getState().say(t('pages.unsure'))
    const near = places.find((p) => p !== null) ?? pdf.parts[a.page]
    if (near) select(near.from, near.from)
  }
  // Codes that are dropped on a page are put on the selection under them, or on the sentence there.
  const drop = useRef<(x: number, y: number, codes: readonly string[]) => void>(() => undefined)
  useEffect(() => {
    drop.current = (clientX, clientY, codes) => {
      const r = rangeAt(spotAt({ clientX, clientY }))
      if (r) void act.codeAt(r.from, codes)
      else useCoding.getState().say(t('pages.unsure'))
    }
  })
  useEffect(() => takeCodes('pages', (x, y, codes) => { drop.current(x, y, codes) }), [])

  const choosing = (page: number): number[] => {
    if (!held) return []
    const [from, to] = inOrder(held.from, held.to) ? [held.from, held.to] : [held.to, held.from]
    if (page < from.page || page > to.page) return []
    const n = pdf.textOf(page)?.words.length ?? 0
    const [first, last] = [page === from.page ? from.word : 0, page === to.page ? to.word : n - 1]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  }

  const here = Math.max(0, tops.findLastIndex((top) => top <= seen.top + seen.height / 3))
  const number = numberFormat(i18n.language)
  const shown = pdf.sizes.map((_, i) => i).filter((i) => {
    const top = tops[i] ?? 0
    return top < seen.top + seen.height * 1.5 && top + (pdf.sizes[i]?.height ?? 0) * scale > seen.top - seen.height * 0.5
  })
  return (
    <section aria-label={t('pages.title')} className={styles['pane']} data-region="pages">
      <div className={styles['head']}>
        <span>{pdf.state === 'ready' ? t('pages.at', { page: number.format(here + 1), total: number.format(pdf.sizes.length) }) : ''}</span>
        <IconButton icon={ZoomOut} label={t('pages.smaller')} isDisabled={zoom === 0} onPress={() => { setZoom(zoom - 1) }} />
        <IconButton icon={ZoomIn} label={t('pages.bigger')} isDisabled={zoom === zooms.length - 1} onPress={() => { setZoom(zoom + 1) }} />
        <IconButton icon={X} label={t('pages.close')} onPress={() => { togglePages(); surface?.focus() }} />
      </div>
      {pdf.state === 'failed' ? (
        <Empty icon={FileWarning} title={t('pages.failed')} help={t('pages.failed.help')} />
      ) : (
        <div
          ref={own}
          className={styles['pages']}
          data-drop="pages"
          tabIndex={0}
          role="group"
          aria-label={t('pages.scroll')}
          aria-busy={pdf.state === 'loading'}
          onPointerDown={(e) => {
            if (e.button !== 0) return
            const at = spotAt(e)
            if (!at) return
            e.preventDefault()
            setUnsure(false)
            const r = rangeAt(at)
            // What is selected is taken to a code; a click in it puts the caret there.
            if (r && selection && surface && selection.from < selection.to && r.from >= selection.from && r.to <= selection.to) {
              dragWords(e, surface, act.codeSelection, () => { select(r.from, r.from) })
              return
            }
            e.currentTarget.setPointerCapture(e.pointerId)
            setHeld({ from: at, to: at })
          }}
          onPointerMove={(e) => {
            const at = spotAt(e)
            if (held) {
              if (at) setHeld({ from: held.from, to: at })
              return
            }
            const r = rangeAt(at)
            const now = r ? spans.at(r.from) : []
            if (now.length !== under.length || now.some((c, i) => c !== under[i])) setUnder(now)
          }}
          onPointerUp={() => {
            if (!held) return
            const { from, to } = held
            setHeld(null)
            if (from.page !== to.page || from.word !== to.word) take(from, to)
            else {
              // A click puts the caret there: what lies on the word is listed beside the text.
              const r = rangeAt(from)
              if (r) select(r.from, r.from)
            }
          }}
          onPointerCancel={() => { setHeld(null) }}
          onDoubleClick={(e) => {
            const at = spotAt(e)
            if (at) take(at, at)
          }}
          onContextMenu={(e) => {
            e.preventDefault()
            onMenu(e.clientX, e.clientY)
          }}
        >
          <div className={styles['all']} style={{ height, width: Math.max(widest * scale, 1) }}>
            {pdf.file && shown.map((i) => {
              const text = pdf.textOf(i)
              const size = pdf.sizes[i]
              const part = pdf.parts[i]
              return (
                size && pdf.file && (
                  <PageView
                    key={i}
                    file={pdf.file}
                    page={i}
                    size={size}
                    scale={scale}
                    top={tops[i] ?? 0}
                    label={t('pages.page', { page: number.format(i + 1) })}
                    text={text}
                    codings={part ? spans.meeting(part.from, part.to) : []}
                    focused={focusedSet}
                    selection={selection}
                    choosing={choosing(i)}
                  />
                )
              )
            })}
          </div>
        </div>
      )}
      <p className={`${styles['said'] ?? ''} ${unsure ? (styles['warned'] ?? '') : ''}`} role="status">
        {unsure ? t('pages.unsure') : under.map((c) => c.path).join(' · ')}
      </p>
    </section>
  )
}
