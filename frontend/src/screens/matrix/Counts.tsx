import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matrix, MatrixHead, Tally } from '../../api/types'
import { Heat, type HeatHead } from '../../components/Heat'
import { numberFormat } from '../../i18n/formats'
import { unfolded } from '../../model/folding'
import { sources, type Source } from '../../model/source'
import type { Measure } from '../../state/matrix'

interface Props {
  matrix: Matrix
  measure: Measure
  /** Passages are counted, each once, and not codings. */
  together: boolean
  label: string
  /** What the rows are, for the corner of the table. */
  corner: string
  folded: Readonly<Record<'row' | 'column', ReadonlySet<string>>>
  onFold(of: 'row' | 'column', key: string): void
  /** What a row or column is called. */
  name(of: 'row' | 'column', head: MatrixHead): string
  /** Opens what a number counts; null stands for all rows or columns. */
  onOpen(row: number | null, column: number | null, source: Source | null): void
}

const nothing: Tally = { segments: 0, documents: 0, cases: 0, characters: 0 }

/** The matrix as a heat map, whose last row and column hold all of them together. */
export function Counts({ matrix, measure, together, label, corner, folded, onFold, name, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  const number = useMemo(() => numberFormat(i18n.language), [i18n.language])
  const cells = useMemo(() => new Map(matrix.cells.map((c) => [`${String(c.row)} ${String(c.column)}`, c])), [matrix])
  const most = useMemo(() => Math.max(1, ...matrix.cells.map((c) => c.tally[measure])), [matrix, measure])
  const shown = useMemo(() => ({ rows: unfolded(matrix.rows, folded.row), columns: unfolded(matrix.columns, folded.column) }), [matrix, folded])
  const parts: (Source | null)[] = matrix.split ? [null, ...sources.filter((s) => s !== 'other' || (matrix.split?.other.segments ?? 0) > 0)] : [null]
  const n = (value: Tally) => t('matrix.n', { n: number.format(value.segments) })
  const head = (of: 'row' | 'column') => (h: MatrixHead): HeatHead => ({
    key: h.key === '' ? '-' : h.key, name: name(of, h), title: h.path === '' ? name(of, h) : h.path, note: n(h.tally), depth: h.depth,
    ...(h.group ? { fold: folded[of].has(h.key) ? ('closed' as const) : ('open' as const) } : {}),
  })
  const all: HeatHead = { key: '*', name: t('matrix.all'), title: '', note: n(matrix.total) }
  /** The row or column of the matrix that stands at a place of the table; null for the last, which holds all. */
  const at = { row: (i: number) => shown.rows[i] ?? null, column: (i: number) => shown.columns[i] ?? null }
  const found = (row: number | null, column: number | null) => {
    if (row === null) return column === null ? { tally: matrix.total, split: matrix.split } : matrix.columns[column]
    return column === null ? matrix.rows[row] : cells.get(`${String(row)} ${String(column)}`)
  }
  const line = (of: 'row' | 'column', i: number | null) => {
    const h = i === null ? undefined : (of === 'row' ? matrix.rows : matrix.columns)[i]
    return h ? name(of, h) : t('matrix.all')
  }
  return (
    <Heat
      rows={[...shown.rows.flatMap((i) => matrix.rows[i] ?? []).map(head('row')), all]}
      columns={[...shown.columns.flatMap((i) => matrix.columns[i] ?? []).map(head('column')), all]}
      {...(parts.length > 1 ? { parts: parts.map((p) => (p ? t(`source.${p}`) : t('matrix.all'))) } : {})}
      label={label}
      corner={corner}
      cell={(r, c, p) => {
        const [row, column, part] = [at.row(r), at.column(c), parts[p] ?? null]
        const there = found(row, column)
        const value = (part ? there?.split?.[part] : there?.tally) ?? nothing
        const sum = row === null || column === null
        const names = [line('row', row), line('column', column), ...(part ? [t(`source.${part}`)] : [])].join(' × ')
        const count = number.format(value[measure])
        const besides = measure === 'segments' || value.segments === 0 ? {} : { note: n(value) }
        return {
          text: value[measure] === 0 ? '·' : count,
          ...besides,
          label: `${names}: ${count}${besides.note === undefined ? '' : ` ${besides.note}`}`,
          title: `${names}\n${t(together ? 'segments.passages' : 'segments.total', { count: value.segments })}, ${t('segments.documents', { count: value.documents })}`,
          strength: sum || value[measure] === 0 ? 0 : Math.sqrt(value[measure] / most),
          none: value.segments === 0,
          sum,
        }
      }}
      onOpen={(r, c, p) => {
        onOpen(at.row(r), at.column(c), parts[p] ?? null)
      }}
      onFold={(of, i) => {
        const h = of === 'row' ? matrix.rows[at.row(i) ?? -1] : matrix.columns[at.column(i) ?? -1]
        if (h) onFold(of, h.key)
      }}
    />
  )
}
