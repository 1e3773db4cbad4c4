import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { usePreferences } from '../state/preferences'
import styles from './Heat.module.css'

/** A row or column. */
export interface HeatHead {
  key: string
  name: string
  /** Shown when the pointer rests on it. */
  title: string
  /** A few words beside the name, such as how many there are in all. */
  note?: string
  /** How deep it lies in its tree. */
  depth?: number
  /** It stands for others, which are shown or folded away. */
  fold?: 'open' | 'closed'
}

/** A number of the table. */
export interface HeatCell {
  text: string
  /** A few words beside the number. */
  note?: string
  /** What a screen reader says. */
  label: string
  /** Shown when the pointer rests on it. */
  title: string
  /** How strong its colour is, from 0 to 1. */
  strength: number
  /** Nothing is counted here, and nothing opens. */
  none: boolean
  /** It sums up its row or column. */
  sum?: boolean
}

interface Props {
  rows: readonly HeatHead[]
  columns: readonly HeatHead[]
  /** Of how many numbers each column consists, by their names; one without a name where nothing is said. */
  parts?: readonly string[]
  label: string
  /** What the rows are, for the corner of the table. */
  corner: string
  cell(row: number, column: number, part: number): HeatCell
  /** Opens what a number counts. */
  onOpen(row: number, column: number, part: number): void
  /** Folds what a head stands for away, or shows it. */
  onFold?(of: 'row' | 'column', index: number): void
}

/** In rem, as the stylesheet has them: what is drawn in part needs to know them beforehand. */
const sizes = { row: 2, head: 4.5, parts: 1.5, rowHead: 15, whole: 5.5, part: 4 }
/** How strong the weakest and the strongest colour are, in percent, so that the number on it can be read in each theme. */
const [weakest, strongest] = [6, 45]
const single = [''] as const

/** The numbers of the columns to draw: those in view, and a few beside them. All are of one width. */
function useSeen(box: RefObject<HTMLDivElement | null>, count: number, width: number, before: number): number[] {
  const [range, setRange] = useState({ first: 0, last: 12 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const [from, room] = [element.scrollLeft, Math.max(0, element.clientWidth - before)]
      const now = { first: Math.max(0, Math.floor(from / width) - 3), last: Math.ceil((from + room) / width) + 2 }
      setRange((was) => (was.first === now.first && was.last === now.last ? was : now))
    }
    const sized = new ResizeObserver(look)
    sized.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      sized.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, count, width, before])
  return Array.from({ length: Math.max(0, Math.min(range.last, count - 1) - range.first + 1) }, (_, i) => range.first + i)
}

/**
 * Numbers as a heat map, of which only those in view are drawn. The arrow keys go from
 * number to number, Enter opens one; beyond the first numbers they reach the heads,
 * where Enter folds.
 */
export function Heat({ rows, columns, parts = single, label, corner, cell, onOpen, onFold }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const rem = 0.16 * usePreferences((s) => s.preferences.scale)
  const many = parts.length > 1
  const wide = many ? sizes.part : sizes.whole
  const heads = sizes.head + (many ? sizes.parts : 0)
  const last = { row: rows.length - 1, column: columns.length * parts.length - 1 }
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const down = useVirtualizer({
    count: rows.length, getScrollElement: () => box.current, estimateSize: () => sizes.row * rem, overscan: 8,
  })
  const columnWidth = wide * parts.length * rem
  const seen = useSeen(box, columns.length, columnWidth, sizes.rowHead * rem)
  // Another scale makes other heights.
  const [measured, setMeasured] = useState(rem)
  if (measured !== rem) {
    setMeasured(rem)
    down.measure()
  }
  const before = (seen[0] ?? 0) * columnWidth

  const foldable = { row: rows.some((r) => r.fold), column: columns.some((c) => c.fold) }
  const open = (row: number, column: number) => {
    const [index, part] = [Math.floor(column / parts.length), column % parts.length]
    if (column < 0) {
      if (rows[row]?.fold) onFold?.('row', row)
    } else if (row < 0) {
      if (columns[index]?.fold) onFold?.('column', index)
    } else if (!cell(row, index, part).none) onOpen(row, index, part)
  }
  /** Scrolls a number into view, so that it is drawn. */
  const show = (row: number, index: number) => {
    const element = box.current
    if (!element) return
    const [top, height, left, width] = [row * sizes.row * rem, sizes.row * rem, index * columnWidth, columnWidth]
    const room = { height: element.clientHeight - heads * rem, width: element.clientWidth - sizes.rowHead * rem }
    if (row >= 0) element.scrollTop = Math.min(top, Math.max(element.scrollTop, top + height - room.height))
    if (index >= 0) element.scrollLeft = Math.min(left, Math.max(element.scrollLeft, left + width - room.width))
  }
  const go = (row: number, column: number) => {
    const to = {
      row: Math.max(foldable.column && column >= 0 ? -1 : 0, Math.min(last.row, row)),
      column: Math.max(foldable.row && row >= 0 ? -1 : 0, Math.min(last.column, column)),
    }
    // A head of a column stands over all of its parts.
    if (to.row < 0) to.column -= to.column % parts.length
    setAt(to)
    show(to.row, Math.floor(to.column / parts.length))
    let tries = 120
    const reach = () => {
      const found = box.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)
      // It is in view; a browser that scrolled once more would go by where it lay before.
      if (found) found.focus({ preventScroll: true })
      else if (tries-- > 0) requestAnimationFrame(reach)
    }
    reach()
  }
  const keys = (e: KeyboardEvent) => {
    const { row, column } = at
    const step = row < 0 ? parts.length : 1
    const moves: Record<string, [number, number]> = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + step], ArrowLeft: [row, column - step],
      PageDown: [row + 12, column], PageUp: [row - 12, column], Home: [e.ctrlKey ? 0 : row, 0], End: [e.ctrlKey ? last.row : row, last.column],
    }
    const to = moves[e.key]
    if (to) go(...to)
    else if (e.key === 'Enter' || e.key === ' ') open(row, column)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  // A table that has become smaller still has a number that Tab reaches, drawn or not.
  const reached = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) }
  const inView = (row: number, column: number) => {
    const list = down.getVirtualItems()
    const [top, bottom] = [list[0]?.index ?? 0, list.at(-1)?.index ?? 0]
    const [start, end] = [(seen[0] ?? 0) * parts.length, ((seen.at(-1) ?? 0) + 1) * parts.length - 1]
    return { row: row < 0 ? row : Math.max(top, Math.min(bottom, row)), column: column < 0 ? column : Math.max(start, Math.min(end, column)) }
  }
  const stop = inView(reached.row, reached.column)
  const tab = (row: number, column: number) => (row === stop.row && column === stop.column ? 0 : -1)
  const place = (row: number, column: number) => ({
    'data-at': `${String(row)} ${String(column)}`,
    tabIndex: tab(row, column),
    onFocus: () => {
      setAt({ row, column })
    },
    onClick: () => {
      open(row, column)
    },
  })
  const mark = (head: HeatHead | undefined) => (head?.fold ? head.fold === 'open' ? <ChevronDown aria-hidden size="1em" /> : <ChevronRight aria-hidden size="1em" /> : null)
  const draw = (row: number, index: number, part: number) => {
    const { text, note, label: said, title, strength, none, sum = false } = cell(row, index, part)
    const column = index * parts.length + part
    const percent = strength > 0 ? weakest + (strongest - weakest) * strength : 0
    return (
      <div
        key={column}
        role="gridcell"
        aria-colindex={column + 2}
        aria-label={said}
        title={title}
        data-none={none}
        data-first={many && part === 0}
        className={sum ? `${styles['cell'] ?? ''} ${styles['sum'] ?? ''}` : styles['cell']}
        style={{ width: `${String(wide)}rem`, ...(percent > 0 ? { background: `color-mix(in oklch, var(--accent) ${percent.toFixed(1)}%, var(--canvas))` } : {}) }}
        {...place(row, column)}
      >
        {text}
        {note !== undefined && <span className={styles['cellNote']}>{` ${note}`}</span>}
      </div>
    )
  }
  return (
    <div ref={box} className={styles['box']} style={{ scrollPadding: `${String(heads + 0.25)}rem 0 0 ${String(sizes.rowHead + 0.25)}rem` }}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + (many ? 2 : 1)}
        aria-colcount={columns.length * parts.length + 1}
        className={styles['grid']}
        style={{ width: columns.length * columnWidth + sizes.rowHead * rem }}
        onKeyDown={keys}
      >
        <div role="rowgroup" className={styles['top']}>
          <div role="row" aria-rowindex={1} className={styles['heads']}>
            <div role="columnheader" aria-colindex={1} {...(many ? { 'aria-rowspan': 2 } : {})} className={`${styles['rowHead'] ?? ''} ${styles['corner'] ?? ''}`}>
              {corner}
            </div>
            <div role="presentation" className={styles['blank']} style={{ width: before }} />
            {seen.map((index) => {
              const c = columns[index]
              return (
                <div
                  key={c?.key}
                  role="columnheader"
                  aria-colindex={index * parts.length + 2}
                  {...(many ? { 'aria-colspan': parts.length } : {})}
                  {...(c?.fold ? { 'aria-expanded': c.fold === 'open', ...place(-1, index * parts.length) } : foldable.column ? place(-1, index * parts.length) : {})}
                  data-fold={c?.fold}
                  data-depth={Math.min(c?.depth ?? 0, 3)}
                  className={styles['columnHead']}
                  style={{ width: `${String(wide * parts.length)}rem` }}
                  title={c?.title}
                >
                  <span className={styles['name']}>
                    {mark(c)}
                    {c?.name}
                  </span>
                  {c?.note !== undefined && <span className={styles['note']}>{c.note}</span>}
                </div>
              )
            })}
          </div>
          {many && (
            <div role="row" aria-rowindex={2} className={styles['heads']}>
              <div role="presentation" className={`${styles['rowHead'] ?? ''} ${styles['corner'] ?? ''} ${styles['partCorner'] ?? ''}`} />
              <div role="presentation" className={styles['blank']} style={{ width: before }} />
              {seen.flatMap((index) =>
                parts.map((name, part) => (
                  <div
                    key={`${String(index)} ${name}`}
                    role="columnheader"
                    aria-colindex={index * parts.length + part + 2}
                    data-first={part === 0}
                    className={styles['partHead']}
                    style={{ width: `${String(wide)}rem` }}
                    title={name}
                  >
                    <span>{name}</span>
                  </div>
                )),
              )}
            </div>
          )}
        </div>
        <div role="rowgroup" className={styles['body']} style={{ height: down.getTotalSize() }}>
          {down.getVirtualItems().map((item) => {
            const head = rows[item.index]
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + (many ? 3 : 2)} className={styles['row']} style={{ transform: `translateY(${String(item.start)}px)` }}>
                <div
                  role="rowheader"
                  className={styles['rowHead']}
                  title={head?.title ?? ''}
                  data-fold={head?.fold}
                  {...(head?.fold ? { 'aria-expanded': head.fold === 'open' } : {})}
                  {...(foldable.row ? place(item.index, -1) : {})}
                  style={{ paddingInlineStart: `${String(0.75 + (head?.depth ?? 0) * 0.875)}rem` }}
                >
                  {foldable.row && <span className={styles['mark']}>{mark(head)}</span>}
                  <span className={styles['name']}>{head?.name}</span>
                  {head?.note !== undefined && <span className={styles['note']}>{head.note}</span>}
                </div>
                <div role="presentation" className={styles['blank']} style={{ width: before }} />
                {seen.map((index) => parts.map((_, part) => draw(item.index, index, part)))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
