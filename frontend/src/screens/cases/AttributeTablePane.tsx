import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, FileDown } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scopes, type AttributeTable, type Scope, type ValueType } from '../../api/types'
import { Choice } from '../../components/Choice'
import { FilterField } from '../../components/FilterField'
import { IconButton } from '../../components/IconButton'
import { useLineHeight } from '../../components/Outline'
import { fold } from '../../model/fold'
import { useApi } from '../../state/api'
import { caseNamesOf } from '../../state/case-names'
import { useAttributeTable, useCasesView } from '../../state/cases'
import { useCases, useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { tableFormats } from '../export/formats'
import { WriteDialog } from '../export/WriteDialog'
import { CellEditor } from './CellEditor'
import styles from './table.module.css'

type Row = AttributeTable['rows'][number]

/** What is said of all cases, documents or speakers, to be written like a sheet. */
export function AttributeTablePane({ readOnly }: { readOnly: boolean }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { scope, set } = useCasesView()
  const title = useInfo().data?.title ?? ''
  const table = useAttributeTable(scope).data
  const cases = useCases().data
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState({ column: -2, down: false })
  const rows = useMemo(() => {
    if (!table) return []
    const wanted = fold(typed.trim())
    const names = caseNamesOf(cases ?? [], i18n.language)
    const fits = (r: Row, ...also: string[]) => wanted === '' || [r.name, r.detail, ...also, ...r.cells.map((c) => c.value)].some((s) => fold(s).includes(wanted))
    const fit = table.rows.flatMap((r) => {
      if (table.scope !== 'case') return fits(r) ? [r] : []
      const called = names.get(r.owner)
      return fits(r, ...(called?.path ?? [])) ? [called ? { ...r, name: called.name, detail: called.path.slice(0, -1).join(' › ') } : r] : []
    })
    if (sort.column === -2) return fit
    const collator = new Intl.Collator(i18n.language, { numeric: true })
    const text = (r: Row) => (sort.column === -1 ? r.name : (r.cells[sort.column]?.value ?? ''))
    // What is not said comes last, whatever the direction.
    return [...fit].sort((a, b) => Number(text(a) === '') - Number(text(b) === '') || (sort.down ? -1 : 1) * collator.compare(text(a), text(b)))
  }, [table, typed, sort, i18n.language, cases])
  const [writing, setWriting] = useState(false)
  return (
    <div className={styles['pane']}>
      <div className={styles['bar']}>
        <Choice label={t('cases.scope')} value={scope} options={scopes.map((value: Scope) => ({ value, label: t(`cases.scope.${value}`) }))} onChange={(s) => { set({ scope: s }) }} />
        <FilterField label={t('cases.table.filter')} value={typed} onChange={setTyped} />
        <span className={styles['count']} role="status">
          {t('cases.table.rows', { count: rows.length })}
        </span>
        <IconButton icon={FileDown} label={t('cases.table.export')} isDisabled={!table || table.rows.length === 0} onPress={() => { setWriting(true) }} />
      </div>
      {writing && (
        <WriteDialog
          title={t('cases.table.export')}
          formats={tableFormats.map(([value, name]) => ({ value, label: t(name) }))}
          name={`${title} ${t(`cases.scope.${scope}`)}`}
          where={t('export.where')}
          holds="rows"
          write={(token, { share }) => api.cases.exportTable(token, scope, i18n.language, share)}
          onClose={() => {
            setWriting(false)
          }}
        />
      )}
      {table && table.columns.length === 0 && <p className={styles['empty']}>{t('cases.table.none')}</p>}
      {table && table.columns.length > 0 && (
        <Grid key={scope} table={table} rows={rows} sort={sort} readOnly={readOnly} onSort={(column) => { setSort((s) => (s.column !== column ? { column, down: false } : s.down ? { column: -2, down: false } : { column, down: true })) }} />
      )}
    </div>
  )
}

interface GridProps {
  table: AttributeTable
  rows: readonly Row[]
  sort: { column: number; down: boolean }
  readOnly: boolean
  onSort(column: number): void
}

function Grid({ table, rows, sort, readOnly, onSort }: GridProps) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const box = useRef<HTMLDivElement>(null)
  const height = useLineHeight() + 4
  const [at, setAt] = useState({ row: 0, column: 0 })
  const [editing, setEditing] = useState<{ typed: string } | null>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: 8, scrollPaddingStart: height * 2 })
  const { columns } = table
  const go = (row: number, column: number) => {
    const to = { row: Math.max(0, Math.min(rows.length - 1, row)), column: Math.max(0, Math.min(columns.length - 1, column)) }
    setAt(to)
    setEditing(null)
    virtual.scrollToIndex(to.row)
    let tries = 10
    const reach = () => {
      const cell = box.current?.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)
      if (cell) cell.focus()
      else if (tries-- > 0) requestAnimationFrame(reach)
    }
    requestAnimationFrame(reach)
  }
  const keep = (text: string, move: 0 | 1) => {
    const row = rows[at.row]
    const column = columns[at.column]
    const cell = row?.cells[at.column]
    const value = text.trim()
    go(at.row + move, at.column)
    if (!row || !column || !cell || value === cell.value) return
    // A value with passages stands beside the new one; one without is put right.
    const id = cell.citations + cell.binned > 0 ? '' : cell.id
    void attempt(async () => {
      if (value === '') {
        if (cell.id !== '') await api.cases.removeValue(cell.id)
      } else await api.cases.setValue({ id, attribute: column.id, owner: row.owner, value, status: '', alternatives: '', note: '', citations: [] })
    })
  }
  const onKeyDown = (e: React.KeyboardEvent) => {
    if (editing || e.target instanceof HTMLButtonElement) return
    const { row, column } = at
    const moves: Record<string, [number, number]> = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      PageDown: [row + 12, column], PageUp: [row - 12, column], Home: [e.ctrlKey ? 0 : row, 0], End: [e.ctrlKey ? rows.length - 1 : row, columns.length - 1],
    }
    const to = moves[e.key]
    if (to) go(...to)
    else if (readOnly || e.ctrlKey || e.metaKey || e.altKey) return
    else if (e.key === 'Enter' || e.key === 'F2') setEditing({ typed: '' })
    else if (e.key === 'Delete' || e.key === 'Backspace') keep('', 0)
    else if (e.key.length === 1 && e.key !== ' ') setEditing({ typed: e.key })
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  const label = (c: (typeof columns)[number]) => c.names[i18n.language] ?? c.name
  const shown = (c: (typeof columns)[number], value: string) =>
    c.type === 'boolean' && value !== '' ? t(value === 'true' ? 'cases.true' : 'cases.false') : (c.choices.find((x) => x.name === value)?.names[i18n.language] ?? value)
  const head = (column: number, text: string, title: string) => (
    <div key={column} role="columnheader" aria-sort={sort.column === column ? (sort.down ? 'descending' : 'ascending') : 'none'} className={column < 0 ? `${styles['head'] ?? ''} ${styles['first'] ?? ''}` : styles['head']}>
      <button type="button" title={title} onClick={() => { onSort(column) }}>
        <span>{text}</span>
        {sort.column === column && (sort.down ? <ArrowDown aria-hidden size="0.875em" /> : <ArrowUp aria-hidden size="0.875em" />)}
      </button>
    </div>
  )
  return (
    <div ref={box} className={styles['box']}>
      <div role="grid" aria-label={t('cases.table.label', { scope: t(`cases.scope.${table.scope as Scope}`) })} aria-rowcount={rows.length + 1} aria-colcount={columns.length + 1} className={styles['grid']} onKeyDown={onKeyDown}>
        <div role="row" aria-rowindex={1} className={styles['heads']}>
          {head(-1, t(`cases.scope.one.${table.scope as Scope}`), '')}
          {columns.map((c, i) => head(i, label(c), c.definitions[i18n.language] ?? c.definition))}
        </div>
        <div role="rowgroup" className={styles['body']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div key={row.owner} role="row" aria-rowindex={item.index + 2} className={styles['row']} style={{ height, transform: `translateY(${String(item.start)}px)` }}>
                <div role="rowheader" className={`${styles['name'] ?? ''} ${styles['first'] ?? ''}`} title={[row.detail, row.name].filter((x) => x !== '').join(' › ')}>
                  <span>{row.name}</span>
                  {table.scope === 'speaker' && <small>{row.detail}</small>}
                </div>
                {row.cells.map((cell, c) => {
                  const column = columns[c]
                  if (!column) return null
                  const here = at.row === item.index && at.column === c
                  const text = shown(column, cell.value)
                  return (
                    <div
                      key={column.id}
                      role="gridcell"
                      aria-colindex={c + 2}
                      data-at={`${String(item.index)} ${String(c)}`}
                      data-uncited={cell.value !== '' && cell.citations === 0}
                      data-contested={cell.contested > 0}
                      tabIndex={here ? 0 : -1}
                      className={styles['cell']}
                      title={[text, cell.value === '' ? '' : cell.citations === 0 ? t(cell.binned > 0 ? 'cases.cite.binned.all' : 'cases.uncited') : t('cases.table.cited', { count: cell.citations }), cell.contested > 0 ? t('cases.table.contested', { count: cell.contested }) : ''].filter((x) => x !== '').join('\n')}
                      onFocus={() => {
                        if (!here) setAt({ row: item.index, column: c })
                      }}
                      onDoubleClick={() => {
                        if (!readOnly) setEditing({ typed: '' })
                      }}
                    >
                      {here && editing ? (
                        <CellEditor
                          label={`${row.name}: ${label(column)}`}
                          type={column.type as ValueType}
                          options={column.choices.map((x) => ({ value: x.name, label: x.names[i18n.language] ?? x.name }))}
                          value={cell.value}
                          typed={editing.typed}
                          onKeep={keep}
                          onClose={() => { go(at.row, at.column) }}
                        />
                      ) : (
                        <span>{text}</span>
                      )}
                    </div>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
