import { ArrowLeftRight, ChevronDown, Grid3x3, Table2 } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import { Empty } from '../../components/Empty'
import { IconButton } from '../../components/IconButton'
import { Menu } from '../../components/Menu'
import { Tick } from '../../components/Tick'
import { sentence } from '../../i18n'
import { cellCondition, type Axis } from '../../model/cell-condition'
import { fromClauses, toText } from '../../model/condition'
import { useApi } from '../../state/api'
import { areCodes, matrixQuery, measures, togethers, useAttributes, useMatrix, useMatrixView } from '../../state/matrix'
import { keys, useFacets, useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { Sentence } from '../finding/Sentence'
import { CellPassages, type CellOf } from './CellPassages'
import { Counts } from './Counts'
import styles from './matrix.module.css'

const axes = ['code', 'case', 'document', 'kind', 'role', 'year', 'coder', 'round'] as const

/** What rows or columns can be, with the facets and attributes of the project. */
function useAxes(): readonly { axis: Axis; label: string }[] {
  const { t, i18n } = useTranslation()
  const facets = useFacets().data
  const attributes = useAttributes().data
  return useMemo(() => {
    const named = (x: { name: string; names: Record<string, string> }) => x.names[i18n.language] ?? x.name
    return [
      ...axes.map((by) => ({ axis: { by, id: '', name: '', below: true }, label: t(`matrix.axis.${by}`) })),
      ...(facets ?? []).map((f) => ({ axis: { by: 'facet', id: f.id, name: f.name, below: true }, label: named(f) })),
      ...(attributes ?? []).map((a) => ({ axis: { by: 'attribute', id: a.id, name: a.name, below: true }, label: named(a) })),
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
  const attempt = useAttempt()
  const title = useInfo().data?.title ?? ''
  const retrieve = useWorkspace((s) => s.retrieve)
  const choice = useMatrixView()
  const { rows, columns, measure, together, where, set } = choice
  const [cell, setCell] = useState<CellOf | null>(null)
  const choices = useAxes()
  const condition = useCondition(where)
  const answer = useMatrix(choice, i18n.language)
  const matrix = answer.data
  const label = (a: Axis) => choices.find((c) => c.axis.by === a.by && c.axis.id === a.id)?.label ?? a.by
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
          put({ ...c.axis, below: axis.below })
        },
      }))}
    >
      <span className={styles['axis']}>{`${name}: `}</span>
      {label(axis)}
      <ChevronDown aria-hidden size="1em" />
    </Menu>
  )
  const write = () =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('export.where'), type: t('export.format.xlsx'), name: `${title} ${label(rows)} × ${label(columns)}.xlsx` })
      if (!file) return
      await api.analysis.exportMatrix(file.token, matrixQuery(choice, i18n.language), measure)
    })

  return (
    <div className={styles['pane']} aria-busy={answer.isPlaceholderData}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('area.matrix')}</h2>
        <div className={styles['bar']}>
          {axisMenu(t('matrix.rows'), rows, (a) => {
            set({ rows: a })
          })}
          <IconButton
            icon={ArrowLeftRight}
            label={t('matrix.swap')}
            onPress={() => {
              set({ rows: columns, columns: rows })
            }}
          />
          {axisMenu(t('matrix.columns'), columns, (a) => {
            set({ columns: a })
          })}
          <Menu
            label={`${t('matrix.measure')}: ${t(`matrix.measure.${measure}`)}`}
            look="plain"
            items={measures.map((m) => ({
              id: m,
              label: t(`matrix.measure.${m}`),
              checked: m === measure,
              onAction: () => {
                set({ measure: m })
              },
            }))}
          >
            <span className={styles['axis']}>{`${t('matrix.measure')}: `}</span>
            {t(`matrix.measure.${measure}`)}
            <ChevronDown aria-hidden size="1em" />
          </Menu>
          {areCodes(choice) && (
            <Menu
              label={`${t('matrix.together')}: ${t(`matrix.together.${together}`)}`}
              look="plain"
              items={togethers.map((how) => ({
                id: how,
                label: t(`matrix.together.${how}`),
                checked: how === together,
                onAction: () => {
                  set({ together: how })
                },
              }))}
            >
              <span className={styles['axis']}>{`${t('matrix.together')}: `}</span>
              {t(`matrix.together.${together}`)}
              <ChevronDown aria-hidden size="1em" />
            </Menu>
          )}
          <Tick
            label={t('matrix.below')}
            value={rows.below}
            onChange={(below) => {
              set({ rows: { ...rows, below }, columns: { ...columns, below: columns.by === 'code' ? below : columns.below } })
            }}
          />
          <span className={styles['gap']} />
          <IconButton icon={Table2} label={t('matrix.export')} isDisabled={!matrix || matrix.cells.length === 0} onPress={write} />
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
            {t('matrix.total', { count: matrix.total.segments, of: new Intl.NumberFormat(i18n.language).format(matrix.of.segments) })}
            {matrix.hidden > 0 && ` ${t('segments.hidden', { count: matrix.hidden })}`}
          </p>
        )}
      </header>
      {failed !== '' ? (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      ) : matrix && matrix.cells.length > 0 ? (
        <Counts
          matrix={matrix}
          measure={measure}
          label={t('matrix.label', { rows: label(rows), columns: label(columns) })}
          corner={label(rows)}
          onOpen={(row, column) => {
            if (areCodes(choice)) {
              const title = [row?.name ?? t('matrix.all'), column?.name ?? t('matrix.all')].join(' × ')
              setCell({ query: matrixQuery(choice, i18n.language), row: row?.key ?? '*', column: column?.key ?? '*', title })
              return
            }
            const r = row === null ? null : ([rows, row] as const)
            const c = column === null ? null : ([columns, column] as const)
            retrieve(toText(cellCondition(condition, r, c)))
          }}
        />
      ) : (
        matrix && <Empty icon={Grid3x3} title={t('matrix.empty')} help={t('matrix.empty.help')} />
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
