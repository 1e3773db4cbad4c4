import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type KeyboardEvent } from 'react'
import styles from './Heat.module.css'

/** A row or column. */
export interface HeatHead {
  key: string
  name: string
  /** Shown when the pointer rests on it. */
  title: string
  /** How deep a row lies in its tree. */
  depth?: number
}

/** A number of the table. */
export interface HeatCell {
  text: string
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
  label: string
  /** What the rows are, for the corner of the table. */
  corner: string
  cell(row: number, column: number): HeatCell
  /** Opens what a number counts. */
  onOpen(row: number, column: number): void
}

const rowHeight = 32
/** How strong the weakest and the strongest colour are, in percent, so that the number on it can be read in each theme. */
const [weakest, strongest] = [6, 45]

/** Numbers as a heat map. The arrow keys go from number to number, Enter opens one. */
export function Heat({ rows, columns, label, corner, cell, onOpen }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const last = { row: rows.length - 1, column: columns.length - 1 }
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 })

  const open = (row: number, column: number) => {
    if (!cell(row, column).none) onOpen(row, column)
  }
  const go = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(last.row, row)), column: Math.max(0, Math.min(last.column, column)) }
    setAt(to)
    virtual.scrollToIndex(to.row)
    let tries = 10
    const reach = () => {
      const found = box.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)
      if (found) found.focus()
      else if (tries-- > 0) requestAnimationFrame(reach)
    }
    reach()
  }
  const keys = (e: KeyboardEvent) => {
    const { row, column } = at
    const moves: Record<string, [number, number]> = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      PageDown: [row + 12, column], PageUp: [row - 12, column], Home: [e.ctrlKey ? 0 : row, 0], End: [e.ctrlKey ? last.row : row, last.column],
    }
    const to = moves[e.key]
    if (to) go(...to)
    else if (e.key === 'Enter' || e.key === ' ') open(row, column)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  // A table that has become smaller still has a number that Tab reaches.
  const reached = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) }
  const draw = (row: number, column: number) => {
    const { text, label: said, title, strength, none, sum = false } = cell(row, column)
    const percent = strength > 0 ? weakest + (strongest - weakest) * strength : 0
    return (
      <div
        key={column}
        role="gridcell"
        aria-colindex={column + 2}
        aria-label={said}
        title={title}
        data-at={`${String(row)} ${String(column)}`}
        data-none={none}
        tabIndex={row === reached.row && column === reached.column ? 0 : -1}
        className={sum ? `${styles['cell'] ?? ''} ${styles['sum'] ?? ''}` : styles['cell']}
        style={percent > 0 ? { background: `color-mix(in oklch, var(--accent) ${percent.toFixed(1)}%, var(--canvas))` } : {}}
        onFocus={() => {
          setAt({ row, column })
        }}
        onClick={() => {
          open(row, column)
        }}
      >
        {text}
      </div>
    )
  }
  return (
    <div ref={box} className={styles['box']}>
      <div role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} className={styles['grid']} onKeyDown={keys}>
        <div role="row" aria-rowindex={1} className={styles['heads']}>
          <div role="columnheader" className={`${styles['rowHead'] ?? ''} ${styles['corner'] ?? ''}`}>
            {corner}
          </div>
          {columns.map((c) => (
            <div key={c.key} role="columnheader" className={styles['columnHead']} title={c.title}>
              <span>{c.name}</span>
            </div>
          ))}
        </div>
        <div role="rowgroup" className={styles['body']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const head = rows[item.index]
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className={styles['row']} style={{ transform: `translateY(${String(item.start)}px)` }}>
                <div role="rowheader" className={styles['rowHead']} title={head?.title ?? ''} style={{ paddingInlineStart: `${String(0.75 + (head?.depth ?? 0) * 0.875)}rem` }}>
                  <span>{head?.name}</span>
                </div>
                {columns.map((_, c) => draw(item.index, c))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
