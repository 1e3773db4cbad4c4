import { useEffect, useRef } from 'react'
import type { Drawn } from '../../../editor/scene'
import type { PageSize, PdfFile } from '../../../editor/pdf/pdf-file'
import { type Box, boxesOf } from '../../../model/page-words'
import { lanesByHeight } from '../../../model/lanes'
import { depths, lanesOf, type Range } from '../../../model/spans'
import styles from './Pages.module.css'
import type { PageText } from './use-pdf'

interface Props {
  file: PdfFile
  page: number
  size: PageSize
  /** Pixels for each unit. */
  scale: number
  top: number
  label: string
  text: PageText | undefined
  /** The codings that lie on it. */
  codings: readonly Drawn[]
  focused: ReadonlySet<string>
  /** What is selected: a range of the text, or words that the hand is choosing. */
  selection: Range | null
  choosing: readonly number[]
}

/** No canvas has more pixels than this: some web views give none then. */
const mostPixels = 16_000_000
/** Of the bars at the edge of a page, in its units. */
const lane = 5

const Boxes = ({ boxes, className, hue }: { boxes: readonly Box[]; className: string; hue?: number }) =>
  boxes.map((b, i) => (
    <rect key={i} {...b} rx={1} className={`${className} code-colour`} {...(hue === undefined ? {} : { style: { '--hue': String(hue) } as React.CSSProperties })} />
  ))

/** A page of the file as a picture, with the codings drawn over its words. */
export function PageView({ file, page, size, scale, top, label, text, codings, focused, selection, choosing }: Props) {
  const picture = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const holder = picture.current
    if (!holder) return
    let stopped = false
    let stop: (() => void) | undefined
    // The picture before stays until the new one is whole.
    const canvas = document.createElement('canvas')
    const fit = Math.min(scale * devicePixelRatio, Math.sqrt(mostPixels / (size.width * size.height)))
    void file.draw(page, canvas, fit).then((drawing) => {
      if (stopped) drawing.stop()
      else stop = drawing.stop
      return drawing.done
    }).then(() => {
      if (!stopped) holder.replaceChildren(canvas)
    }, () => undefined)
    return () => {
      stopped = true
      stop?.()
    }
  }, [file, page, scale, size])

  const on = (r: Range) => (text ? boxesOf(text.words, text.places, r.from, r.to) : [])
  const chosen = text ? choosing.flatMap((i) => text.words[i] ?? []) : []
  const byText = lanesOf(codings)
  const bars = codings.flatMap((coding, i) => {
    const boxes = on(coding)
    return boxes.length === 0 ? [] : { id: coding.id, coding, boxes, lane: byText[i] ?? 0, top: Math.min(...boxes.map((b) => b.y)), bottom: Math.max(...boxes.map((b) => b.y + b.height)) }
  })
  const lanes = lanesByHeight(bars)
  return (
    <div
      role="group"
      aria-label={label}
      data-page={page}
      className={styles['page']}
      style={{ top, width: size.width * scale, height: size.height * scale }}
    >
      <div ref={picture} aria-hidden className={styles['picture']} />
      <svg aria-hidden viewBox={`0 0 ${String(size.width)} ${String(size.height)}`} className={styles['over']}>
        {text && depths(codings, text.from, text.to).map((d) => <Boxes key={d.from} boxes={on(d)} className={styles[`depth${String(Math.min(d.depth, 3))}`] ?? ''} />)}
        {bars.map(({ coding: c, boxes, top: from, bottom }) => (
          <g key={c.id} data-coding={c.id}>
            <rect
              x={2 + (lanes.get(c.id)?.lane ?? 0) * lane} y={from} width={3} height={bottom - from} rx={1.5}
              className={`${styles['bar'] ?? ''} code-colour`} style={{ '--hue': String(c.hue) } as React.CSSProperties}
            />
            {focused.has(c.id) && <Boxes boxes={boxes} className={styles['focused'] ?? ''} hue={c.hue} />}
          </g>
        ))}
        {selection && choosing.length === 0 && <Boxes boxes={on(selection)} className={styles['selected'] ?? ''} />}
        <Boxes boxes={chosen.map(({ x, y, width, height }) => ({ x, y, width, height }))} className={styles['selected'] ?? ''} />
      </svg>
    </div>
  )
}
