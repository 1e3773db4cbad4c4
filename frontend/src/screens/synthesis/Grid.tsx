import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, TriangleAlert } from 'lucide-react'
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellView, DimensionView, SynthesisRow } from '../../api/types'
import { useOrderDrag } from '../../components/order-drag'
import { said } from '../../i18n'
import { isFresh } from '../../model/synthesis'
import type { CellRef } from '../../state/synthesis'
import { CellFace } from './CellFace'
import { useRowNames, useTitles } from './row-names'
import styles from './synthesis.module.css'

/** A row or column, for what is done to it. */
export interface HeadOf {
  axis: 'row' | 'column'
  id: string
  x: number
  y: number
}

export interface GridHandle {
  /** Brings the focus to a cell. */
  focus(place: CellRef): void
}

interface Props {
  ref: Ref<GridHandle>
  label: string
  corner: string
  rows: readonly SynthesisRow[]
  columns: readonly DimensionView[]
  cell(row: string, column: string): CellView | undefined
  /** Whether it is among those that are looked for. */
  fits(cell: CellView): boolean
  open: CellRef | null
  writable: boolean
  onOpen(place: CellRef, shows: string): void
  onHead(head: HeadOf): void
  /** Moves a row or column by one place, by its keys. */
  onNudge(axis: 'row' | 'column', id: string, by: 1 | -1): void
  onMove(axis: 'row' | 'column', id: string, before: string | null): void
  onRename(axis: 'row' | 'column', id: string): void
  onRemove(axis: 'row' | 'column', id: string): void
}

/** The cells, rows and heads as a grid: the arrow keys go from one to another, heads among them; Enter opens. */
export function Grid({ ref, label, corner, rows, columns, cell, fits, open, writable, onOpen, onHead, onNudge, onMove, onRename, onRemove }: Props) {
  const { t, i18n } = useTranslation()
  const { nameOf, gathers, membersOf } = useRowNames()
  const { columnOf } = useTitles()
  const box = useRef<HTMLDivElement>(null)
  // -1 is the line of heads.
  const [at, setAt] = useState({ row: 0, column: 0 })
  const last = { row: rows.length - 1, column: columns.length - 1 }
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => 128, overscan: 4, getItemKey: (i) => rows[i]?.row ?? i })
  const columnDrag = useOrderDrag({ order: 'columns', axis: 'x', box, enabled: writable, move: (id, before) => { onMove('column', id, before) } })
  const rowDrag = useOrderDrag({ order: 'rows', axis: 'y', box, enabled: writable, move: (id, before) => { onMove('row', id, before) } })

  const go = (row: number, column: number) => {
    const to = { row: Math.max(-1, Math.min(last.row, row)), column: Math.max(-1, Math.min(last.column, column)) }
    if (to.row === -1 && to.column === -1) to.row = 0
    setAt(to)
    if (to.row >= 0) virtual.scrollToIndex(to.row)
    let tries = 20
    const reach = () => {
      const found = box.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)
      if (found) found.focus()
      else if (tries-- > 0) requestAnimationFrame(reach)
    }
    reach()
  }
  useImperativeHandle(ref, () => ({
    focus: (place) => {
      go(rows.findIndex((r) => r.row === place.row), columns.findIndex((d) => d.id === place.dimension))
    },
  }))
  // The head that is moved by its keys keeps the focus.
  const moved = useRef<{ axis: 'row' | 'column'; id: string; from: number } | null>(null)
  useEffect(() => {
    const m = moved.current
    if (!m) return
    const to = m.axis === 'row' ? rows.findIndex((r) => r.row === m.id) : columns.findIndex((d) => d.id === m.id)
    if (to < 0 || to === m.from) return
    moved.current = null
    if (m.axis === 'row') go(to, -1)
    else go(-1, to)
  }, [rows, columns]) // eslint-disable-line react-hooks/exhaustive-deps -- what else changes moves nothing
  // The cell that is open is in view.
  useEffect(() => {
    const row = open ? rows.findIndex((r) => r.row === open.row) : -1
    if (row < 0 || !open) return
    setAt({ row, column: columns.findIndex((d) => d.id === open.dimension) })
    virtual.scrollToIndex(row)
    requestAnimationFrame(() => box.current?.querySelector('[data-open=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
  }, [open?.row, open?.dimension]) // eslint-disable-line react-hooks/exhaustive-deps -- what else changes moves nothing

  const headAt = (row: number, column: number): { axis: 'row' | 'column'; id: string } | null => {
    if (row === -1) return { axis: 'column', id: columns[column]?.id ?? '' }
    if (column === -1) return { axis: 'row', id: rows[row]?.row ?? '' }
    return null
  }
  const keys = (e: KeyboardEvent) => {
    // What was put in another order has the focus at another place than it got it.
    const [row = 0, column = 0] = ((e.target as Element).closest<HTMLElement>('[data-at]')?.dataset['at'] ?? '0 0').split(' ').map(Number)
    const head = headAt(row, column)
    if (e.altKey && e.shiftKey && head && writable) {
      const by = e.key === (head.axis === 'row' ? 'ArrowUp' : 'ArrowLeft') ? -1 : e.key === (head.axis === 'row' ? 'ArrowDown' : 'ArrowRight') ? 1 : 0
      if (by === 0) return
      moved.current = { ...head, from: head.axis === 'row' ? row : column }
      onNudge(head.axis, head.id, by)
      e.preventDefault()
      return
    }
    if (e.altKey) return
    const moves: Record<string, [number, number]> = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      PageDown: [row + 4, column], PageUp: [Math.max(0, row - 4), column], Home: [e.ctrlKey ? 0 : row, 0], End: [e.ctrlKey ? last.row : row, last.column],
    }
    const to = moves[e.key]
    if (to) go(...to)
    else if (e.key === 'Enter' || e.key === ' ') {
      const element = e.target as HTMLElement
      if (head) {
        const b = element.getBoundingClientRect()
        onHead({ ...head, x: b.left, y: b.bottom })
      } else onOpen({ row: rows[row]?.row ?? '', dimension: columns[column]?.id ?? '' }, '')
    } else if (head && writable && e.key === 'F2') onRename(head.axis, head.id)
    else if (head && writable && e.key === 'Delete') onRemove(head.axis, head.id)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  // A table that has become smaller still has a cell that Tab reaches.
  const reached = { row: Math.min(at.row, last.row), column: Math.min(at.column, last.column) }
  const stop = (row: number, column: number) => ({
    'data-at': `${String(row)} ${String(column)}`,
    tabIndex: row === reached.row && column === reached.column ? 0 : -1,
    onFocus: () => {
      setAt({ row, column })
    },
  })
  return (
    <div ref={box} className={styles['box']}>
      <div role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} className={styles['grid']} onKeyDown={keys}>
        <div role="row" aria-rowindex={1} className={styles['heads']}>
          <div role="columnheader" className={`${styles['head'] ?? ''} ${styles['corner'] ?? ''}`}>
            {corner}
          </div>
          {columns.map((d, c) => (
            <div
              key={d.id}
              role="columnheader"
              aria-haspopup="menu"
              title={d.kind === 'code' ? d.path.replaceAll('/', ' › ') : d.query}
              data-order="columns"
              data-id={d.id}
              className={styles['head']}
              {...stop(-1, c)}
              onPointerDown={(e) => { columnDrag.onPointerDown(e, d.id, columnOf(d)) }}
              onClick={(e) => { onHead({ axis: 'column', id: d.id, x: e.clientX, y: e.clientY }) }}
            >
              <span className={styles['headText']}>
                <span>{columnOf(d)}</span>
                <span className={styles['kind']}>{t(`synthesis.kind.${d.kind as 'code'}`)}</span>
                {d.problem && (
                  <span className={styles['lack']}>
                    <TriangleAlert aria-hidden size="1em" />
                    {said(d.problem.code, d.problem.message, d.problem.args, i18n.language)}
                  </span>
                )}
              </span>
              <ChevronDown aria-hidden size="1em" />
            </div>
          ))}
        </div>
        <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const r = rows[item.index]
            if (!r) return null
            return (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} role="row" aria-rowindex={item.index + 2} className={styles['row']} style={{ transform: `translateY(${String(item.start)}px)` }}>
                <div
                  role="rowheader"
                  aria-haspopup="menu"
                  data-order="rows"
                  data-id={r.row}
                  title={membersOf(r)}
                  className={`${styles['head'] ?? ''} ${styles['rowHead'] ?? ''}`}
                  {...stop(item.index, -1)}
                  onPointerDown={(e) => { rowDrag.onPointerDown(e, r.row, nameOf(r)) }}
                  onClick={(e) => { onHead({ axis: 'row', id: r.row, x: e.clientX, y: e.clientY }) }}
                >
                  <span className={styles['headText']}>
                    <span>{nameOf(r)}</span>
                    <span className={styles['kind']}>{gathers(r)}</span>
                  </span>
                  <ChevronDown aria-hidden size="1em" />
                </div>
                {columns.map((d, c) => {
                  const here = cell(r.row, d.id)
                  return (
                    <div
                      key={d.id}
                      role="gridcell"
                      aria-colindex={c + 2}
                      aria-expanded={open?.row === r.row && open.dimension === d.id}
                      data-state={here?.state ?? 'empty'}
                      data-stale={here?.findings.some((f) => !isFresh(f.stale)) ?? false}
                      data-open={open?.row === r.row && open.dimension === d.id}
                      data-fits={here ? fits(here) : false}
                      className={styles['cell']}
                      {...stop(item.index, c)}
                      onClick={(e) => {
                        onOpen({ row: r.row, dimension: d.id }, (e.target as Element).closest<HTMLElement>('[data-shows]')?.dataset['shows'] ?? '')
                      }}
                    >
                      {here && <CellFace cell={here} />}
                    </div>
                  )
                })}
              </div>
            )
          })}
        </div>
        {columnDrag.line !== null && <span aria-hidden className={styles['insertColumn']} style={{ insetInlineStart: columnDrag.line }} />}
        {rowDrag.line !== null && <span aria-hidden className={styles['insertRow']} style={{ top: rowDrag.line }} />}
      </div>
    </div>
  )
}
