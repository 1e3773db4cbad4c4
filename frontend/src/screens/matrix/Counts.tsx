import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Matrix, MatrixHead, Tally } from '../../api/types'
import { Heat, type HeatHead } from '../../components/Heat'
import type { Measure } from '../../state/matrix'

interface Props {
  matrix: Matrix
  measure: Measure
  label: string
  /** What the rows are, for the corner of the table. */
  corner: string
  /** Opens what a number counts; null stands for all rows or columns. */
  onOpen(row: MatrixHead | null, column: MatrixHead | null): void
}

const nothing: Tally = { segments: 0, documents: 0, cases: 0, characters: 0 }

/** The matrix as a heat map, whose last row and column hold all of them together. */
export function Counts({ matrix, measure, label, corner, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  const number = useMemo(() => new Intl.NumberFormat(i18n.language), [i18n.language])
  const cells = useMemo(() => new Map(matrix.cells.map((c) => [`${String(c.row)} ${String(c.column)}`, c.tally])), [matrix])
  const most = useMemo(() => Math.max(1, ...matrix.cells.map((c) => c.tally[measure])), [matrix, measure])
  const { rows, columns } = matrix
  const last = { row: rows.length, column: columns.length }
  const all: HeatHead = { key: '', name: t('matrix.all'), title: '' }
  const head = (h: MatrixHead): HeatHead => ({ key: h.key, name: h.none ? t('matrix.none') : h.name, title: h.path === '' ? h.name : h.path, depth: h.depth })
  const tally = (row: number, column: number): Tally =>
    row === last.row ? (column === last.column ? matrix.total : (columns[column]?.tally ?? nothing)) : column === last.column ? (rows[row]?.tally ?? nothing) : (cells.get(`${String(row)} ${String(column)}`) ?? nothing)
  return (
    <Heat
      rows={[...rows.map(head), all]}
      columns={[...columns.map(head), all]}
      label={label}
      corner={corner}
      cell={(row, column) => {
        const value = tally(row, column)
        const n = value[measure]
        const sum = row === last.row || column === last.column
        const names = [rows[row]?.name ?? t('matrix.all'), columns[column]?.name ?? t('matrix.all')].join(' × ')
        return {
          text: n === 0 ? '·' : number.format(n),
          label: `${names}: ${number.format(n)}`,
          title: `${names}\n${t('segments.total', { count: value.segments })}, ${t('segments.documents', { count: value.documents })}`,
          strength: sum || n === 0 ? 0 : Math.sqrt(n / most),
          none: value.segments === 0,
          sum,
        }
      }}
      onOpen={(row, column) => {
        onOpen(rows[row] ?? null, columns[column] ?? null)
      }}
    />
  )
}
