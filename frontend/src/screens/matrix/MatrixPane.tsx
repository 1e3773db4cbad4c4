import { ArrowLeftRight, ChartBarStacked, ChevronDown, ChevronsDownUp, ChevronsUpDown, Grid3x3, Table2 } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import type { Matrix, MatrixHead } from '../../api/types'
import { Empty } from '../../components/Empty'
import { IconButton } from '../../components/IconButton'
import { Menu } from '../../components/Menu'
import { Tick } from '../../components/Tick'
import { sentence } from '../../i18n'
import { numberFormat } from '../../i18n/formats'
import { cellCondition, plainAxis, type Axis } from '../../model/cell-condition'
import { fromClauses, toText } from '../../model/condition'
import { membersOf } from '../../model/folding'
import { fromSource, type Source } from '../../model/source'
import { useApi } from '../../state/api'
import { areCodes, canStack, distances, matrixQuery, measures, togethers, type Together, useAttributes, useMatrix, useMatrixView } from '../../state/matrix'
import { keys, useFacets, useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { tableFormats } from '../export/formats'
import { WriteDialog } from '../export/WriteDialog'
import { Sentence } from '../finding/Sentence'
import { Bars } from './Bars'
import { CellPassages, type CellOf } from './CellPassages'
import { Counts } from './Counts'
import styles from './matrix.module.css'

const axes = ['code', 'case', 'document', 'kind', 'source', 'role', 'year', 'coder', 'round'] as const

/** What bars can be written as, beside the table. */
const pictures = ['svg', 'png'] as const

/** What rows or columns can be, with the facets and attributes of the project. */
function useAxes(): readonly { axis: Axis; label: string }[] {
  const { t, i18n } = useTranslation()
  const facets = useFacets().data
  const attributes = useAttributes().data
  return useMemo(() => {
    const named = (x: { name: string; names: Record<string, string> }) => x.names[i18n.language] ?? x.name
    return [
      ...axes.map((by) => ({ axis: plainAxis(by), label: t(`matrix.axis.${by}`) })),
      ...(facets ?? []).map((f) => ({ axis: { by: 'facet', id: f.id, name: f.name, below: true, group: '' }, label: named(f) })),
      ...(attributes ?? []).map((a) => ({ axis: { by: 'attribute', id: a.id, name: a.name, below: true, group: '' }, label: named(a) })),
    ]
  }, [facets, attributes, t, i18n.language])
}

/** The condition of the matrix as the program reads it. */
function useCondition(where: string) {
  const api = useApi()
  const clauses = useQuery({
    queryKey: [...keys.finding, 'read', where],
    queryFn: async ({ signal }) =>
      (await api.during(signal).retrieval.segments({ where, order: 'document', context: 0, offset: 0, limit: 1, consensus: false })).clauses,
  }).data
  return useMemo(() => fromClauses(clauses ?? []), [clauses])
}

/** How often things meet, as a table of which every number opens what it counts. */
export function MatrixPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const title = useInfo().data?.title ?? ''
  const retrieve = useWorkspace((s) => s.retrieve)
  const choice = useMatrixView()
  const { rows, columns, measure, together, distance, split, bars, where, folded, set } = choice
  const attributes = useAttributes().data
  const [cell, setCell] = useState<CellOf | null>(null)
  const [writing, setWriting] = useState(false)
  const choices = useAxes()
  const condition = useCondition(where)
  const answer = useMatrix(choice, i18n.language)
  const matrix = answer.data
  const label = (a: Axis) => choices.find((c) => c.axis.by === a.by && c.axis.id === a.id)?.label ?? a.by
  // Where codes stand together, the same words with the same code are one passage, however many coded them.
  const measured = (m: (typeof measures)[number]) => t(`matrix.measure.${m === 'segments' && areCodes(choice) ? 'passages' : m}`)
  const standing = (how: Together, n: number) => (how === 'near' ? t('matrix.together.near', { count: n }) : t(`matrix.together.${how}`))
  const failed = answer.error ? sentence(toApiError(answer.error).failure, i18n.language) : ''

  const axisMenu = (name: string, axis: Axis, put: (a: Axis) => void) => (
    <Menu
      label={`${name}: ${label(axis)}`}
      look="plain"
      items={choices.map((c) => ({
        id: c.axis.by + c.axis.id,
        label: c.label,
        checked: c.axis.by === axis.by && c.axis.id === axis.id,
        onAction: () => {
          put(c.axis.by === axis.by ? { ...c.axis, below: axis.below } : { ...c.axis, below: c.axis.by === 'code' })
        },
      }))}
    >
      <span className={styles['axis']}>{`${name}: `}</span>
      {label(axis)}
      <ChevronDown aria-hidden size="1em" />
    </Menu>
  )
  /** What rows or columns can be gathered under: what stands above them, or the values of an attribute. */
  const groupMenu = (name: string, axis: Axis, put: (a: Axis) => void) => {
    const tree = axis.by === 'code' || axis.by === 'case'
    const scopes = axis.by === 'case' ? ['case'] : axis.by === 'document' ? ['document', 'case'] : []
    const held = (attributes ?? []).filter((a) => scopes.includes(a.scope))
    if (!tree && held.length === 0) return null
    const said = (a: { name: string; names: Record<string, string> }) => a.names[i18n.language] ?? a.name
    const by = held.find((a) => a.id === axis.group)
    const offered = [
      { id: '', label: t('matrix.group.none'), below: false, group: '' },
      ...(tree ? [{ id: 'tree', label: t('matrix.group.tree'), below: true, group: '' }] : []),
      ...held.map((a) => ({ id: a.id, label: said(a), below: false, group: a.id })),
    ]
    const now = by?.id ?? (tree && axis.below ? 'tree' : '')
    const shown = offered.find((o) => o.id === now)?.label ?? ''
    return (
      <Menu
        label={`${name} ${t('matrix.group.by')} ${shown}`}
        look="plain"
        items={offered.map(({ id, label: text, below, group }) => ({
          id: id === '' ? 'none' : id,
          label: text,
          checked: id === now,
          onAction: () => {
            put({ ...axis, below, group })
          },
        }))}
      >
        <span className={styles['axis']}>{`${t('matrix.group.by')} `}</span>
        {shown}
        <ChevronDown aria-hidden size="1em" />
      </Menu>
    )
  }
  const headName = (axis: Axis, h: MatrixHead) => {
    if (h.none || h.name === '') return t('matrix.none')
    if (axis.by === 'kind') return t(`kind.${h.key as 'law'}`)
    if (axis.by === 'attribute' && attributes?.find((a) => a.id === axis.id)?.type === 'boolean') return t(h.key === 'true' ? 'cases.true' : 'cases.false')
    if (axis.by === 'role') return t(`role.${h.key as 'other'}`)
    return axis.by === 'source' ? t(`source.${h.key as 'norm'}`) : h.name
  }
  /** Opens what a cell counts; null stands for all rows or columns. */
  const openCell = (of: Matrix, row: number | null, column: number | null, source: Source | null) => {
    const [r, c] = [row === null ? undefined : of.rows[row], column === null ? undefined : of.columns[column]]
    if (areCodes(choice)) {
      const title = [r?.name ?? t('matrix.all'), c?.name ?? t('matrix.all')].join(' × ')
      setCell({ query: matrixQuery(choice, i18n.language), row: r?.key ?? '*', column: c?.key ?? '*', title })
      return
    }
    const part = (axis: Axis, heads: readonly MatrixHead[], i: number | null) => {
      const h = i === null ? undefined : heads[i]
      if (!h || i === null) return null
      return [axis, axis.group !== '' && h.group ? { ...h, members: membersOf(heads, i) } : h] as const
    }
    retrieve(toText(cellCondition(condition, part(rows, of.rows, row), part(columns, of.columns, column), source ? fromSource(source) : null)))
  }
  const groups = matrix !== undefined && [...matrix.rows, ...matrix.columns].some((h) => h.group)

  return (
    <div className={styles['pane']} aria-busy={answer.isPlaceholderData}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.matrix')}</h2>
        <div className={styles['bar']}>
          <span className={styles['of']}>
            {axisMenu(t('matrix.rows'), rows, (a) => {
              set({ rows: a })
            })}
            {groupMenu(t('matrix.group.rows'), rows, (a) => {
              set({ rows: a })
            })}
          </span>
          <IconButton
            icon={ArrowLeftRight}
            label={t('matrix.swap')}
            onPress={() => {
              set({ rows: columns, columns: rows })
            }}
          />
          <span className={styles['of']}>
            {axisMenu(t('matrix.columns'), columns, (a) => {
              set({ columns: a })
            })}
            {groupMenu(t('matrix.group.columns'), columns, (a) => {
              set({ columns: a })
            })}
          </span>
          <Menu
            label={`${t('matrix.measure')}: ${measured(measure)}`}
            look="plain"
            items={measures.map((m) => ({
              id: m,
              label: measured(m),
              checked: m === measure,
              onAction: () => {
                set({ measure: m })
              },
            }))}
          >
            <span className={styles['axis']}>{`${t('matrix.measure')}: `}</span>
            {measured(measure)}
            <ChevronDown aria-hidden size="1em" />
          </Menu>
          {areCodes(choice) && (
            <Menu
              label={`${t('matrix.together')}: ${standing(together, distance)}`}
              look="plain"
              items={togethers.flatMap((how) => (how === 'near' ? distances : [distance]).map((n) => ({ how, n }))).map(({ how, n }) => ({
                id: how === 'near' ? `near${String(n)}` : how,
                label: standing(how, n),
                checked: how === together && n === distance,
                onAction: () => {
                  set({ together: how, distance: n })
                },
              }))}
            >
              <span className={styles['axis']}>{`${t('matrix.together')}: `}</span>
              {standing(together, distance)}
              <ChevronDown aria-hidden size="1em" />
            </Menu>
          )}
          {!areCodes(choice) && (
            <Tick
              label={t('matrix.split')}
              value={split}
              onChange={(on) => {
                set({ split: on })
              }}
            />
          )}
          <span className={styles['gap']} />
          {groups && (
            <>
              <IconButton
                icon={ChevronsDownUp}
                label={t('matrix.fold')}
                onPress={() => {
                  const all = (heads: readonly MatrixHead[]) => new Set(heads.filter((h) => h.group).map((h) => h.key))
                  set({ folded: { row: all(matrix.rows), column: all(matrix.columns) } })
                }}
              />
              <IconButton
                icon={ChevronsUpDown}
                label={t('matrix.unfold')}
                onPress={() => {
                  set({ folded: { row: new Set(), column: new Set() } })
                }}
              />
            </>
          )}
          {canStack(choice) && <IconButton icon={ChartBarStacked} label={t('matrix.bars')} pressed={bars} onPress={() => { set({ bars: !bars }) }} />}
          <IconButton icon={Table2} label={t('matrix.export')} isDisabled={!matrix || matrix.cells.length === 0} onPress={() => { setWriting(true) }} />
        </div>
        <Sentence
          condition={condition}
          lead={t('segments.lead')}
          offered={['coder']}
          onChange={(c) => {
            set({ where: toText(c) })
          }}
        />
        {matrix && (
          <p role="status" className={styles['count']}>
            {t(areCodes(choice) ? 'matrix.total.together' : 'matrix.total', { count: matrix.total.segments, of: numberFormat(i18n.language).format(matrix.of.segments) })}
            {matrix.hidden > 0 && ` ${t('segments.hidden', { count: matrix.hidden })}`}
          </p>
        )}
      </header>
      {failed !== '' ? (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      ) : matrix && matrix.cells.length > 0 ? (
        <div className={styles['both']}>
          {bars && matrix.bars && (
            <section aria-label={t('matrix.bars')} tabIndex={0} className={styles['figure']}>
              <Bars bars={matrix.bars} onOpen={(row, column) => { openCell(matrix, row, column, null) }} />
            </section>
          )}
          <Counts
            matrix={matrix}
            measure={measure}
            together={areCodes(choice)}
            label={t('matrix.label', { rows: label(rows), columns: label(columns) })}
            corner={label(rows)}
            folded={folded}
            onFold={(of, key) => {
              const now = new Set(folded[of])
              if (!now.delete(key)) now.add(key)
              set({ folded: { ...folded, [of]: now } })
            }}
            name={(of, head) => headName(of === 'row' ? rows : columns, head)}
            onOpen={(row, column, source) => {
              openCell(matrix, row, column, source)
            }}
          />
        </div>
      ) : (
        matrix && <Empty icon={Grid3x3} title={t('matrix.empty')} help={t('matrix.empty.help')} />
      )}
      {writing && (
        <WriteDialog
          title={t('matrix.export')}
          formats={[...tableFormats.map(([value, name]) => ({ value, label: t(name) })), ...(canStack(choice) ? pictures.map((value) => ({ value, label: t(`actors.format.${value}`) })) : [])]}
          name={`${title} ${label(rows)} × ${label(columns)}`}
          where={t('export.where')}
          holds="rows"
          write={(token, { share }) => api.analysis.exportMatrix(token, matrixQuery(choice, i18n.language), measure, share)}
          onClose={() => {
            setWriting(false)
          }}
        />
      )}
      {cell && (
        <CellPassages
          cell={cell}
          onClose={() => {
            setCell(null)
          }}
        />
      )}
    </div>
  )
}
