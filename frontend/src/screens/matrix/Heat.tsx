import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matrix, MatrixHead, Tally } from '../../api/types'
import type { Measure } from '../../state/matrix'
import styles from './matrix.module.css'

interface Props {
  matrix: Matrix
  measure: Measure
  label: string
  /** What the rows are, for the corner of the table. */
  corner: string
  /** Opens what a number counts; null stands for all rows or columns. */
  onOpen(row: MatrixHead | null, column: MatrixHead | null): void
}

const none: Tally = { segments: 0, documents: 0, cases: 0, characters: 0 }
const rowHeight = 32
/** How strong the strongest colour is, in percent, so that the number on it can be read in each theme. */
const strongest = 45

/** The matrix as a heat map. The arrow keys go from number to number, Enter opens one. */
export function Heat({ matrix, measure, label, corner, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ row: 0, column: 0 })
  const number = useMemo(() => new Intl.NumberFormat(i18n.language), [i18n.language])
  const cells = useMemo(() => new Map(matrix.cells.map((c) => [`${String(c.row)} ${String(c.column)}`, c.tally])), [matrix])
  const most = useMemo(() => Math.max(1, ...matrix.cells.map((c) => c.tally[measure])), [matrix, measure])
  const { rows, columns } = matrix
  // The last row and column hold all of them together.
  const last = { row: rows.length, column: columns.length }
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const virtual = useVirtualizer({ count: rows.length + 1, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 })

  const tally = (row: number, column: number): Tally =>
    row === last.row ? (column === last.column ? matrix.total : (columns[column]?.tally ?? none)) : column === last.column ? (rows[row]?.tally ?? none) : (cells.get(`${String(row)} ${String(column)}`) ?? none)
  const open = (row: number, column: number) => {
    if (tally(row, column).segments > 0) onOpen(rows[row] ?? null, columns[column] ?? null)
  }
  const go = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(last.row, row)), column: Math.max(0, Math.min(last.column, column)) }
    setAt(to)
    virtual.scrollToIndex(to.row)
    let tries = 10
    const reach = () => {
      const cell = box.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)
      if (cell) cell.focus()
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
  const cell = (row: number, column: number) => {
    const value = tally(row, column)
    const n = value[measure]
    const edge = row === last.row || column === last.column
    const strength = edge || n === 0 ? 0 : 6 + (strongest - 6) * Math.sqrt(n / most)
    const names = [rows[row]?.name ?? t('matrix.all'), columns[column]?.name ?? t('matrix.all')]
    return (
      <div
        key={column}
        role="gridcell"
        aria-colindex={column + 2}
        aria-label={`${names.join(' × ')}: ${number.format(n)}`}
        title={`${names.join(' × ')}\n${t('segments.total', { count: value.segments })}, ${t('segments.documents', { count: value.documents })}`}
        data-at={`${String(row)} ${String(column)}`}
        data-none={n === 0}
        tabIndex={row === at.row && column === at.column ? 0 : -1}
        className={edge ? `${styles['cell'] ?? ''} ${styles['sum'] ?? ''}` : styles['cell']}
        style={strength > 0 ? { background: `color-mix(in oklch, var(--accent) ${strength.toFixed(1)}%, var(--canvas))` } : {}}
        onFocus={() => {
          setAt({ row, column })
        }}
        onClick={() => {
          open(row, column)
        }}
      >
        {n === 0 ? '·' : number.format(n)}
      </div>
    )
  }
  const all = [...columns.keys(), last.column]
  return (
    <div ref={box} className={styles['box']}>
      <div role="grid" aria-label={label} aria-rowcount={rows.length + 2} aria-colcount={columns.length + 2} className={styles['grid']} onKeyDown={keys}>
        <div role="row" aria-rowindex={1} className={styles['heads']}>
          <div role="columnheader" className={`${styles['rowHead'] ?? ''} ${styles['corner'] ?? ''}`}>
            {corner}
          </div>
          {columns.map((c) => (
            <div key={c.key} role="columnheader" className={styles['columnHead']} title={c.path === '' ? c.name : c.path}>
              <span>{c.none ? t('matrix.none') : c.name}</span>
            </div>
          ))}
          <div role="columnheader" className={styles['columnHead']}>
            <span>{t('matrix.all')}</span>
          </div>
        </div>
        <div role="rowgroup" className={styles['body']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const head = rows[item.index]
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className={styles['row']} style={{ transform: `translateY(${String(item.start)}px)` }}>
                <div role="rowheader" className={styles['rowHead']} title={head?.path ?? ''} style={{ paddingInlineStart: `${String(0.75 + (head?.depth ?? 0) * 0.875)}rem` }}>
                  <span>{head ? (head.none ? t('matrix.none') : head.name) : t('matrix.all')}</span>
                </div>
                {all.map((c) => cell(item.index, c))}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
