import { Download, EllipsisVertical, Pencil, Plus, Rows3, Table2, Trash2, ArrowDown, ArrowUp, ArrowLeft, ArrowRight } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Menu, MenuAt, type Item } from '../../components/Menu'
import { fits, moveBy, nextFit, putBefore } from '../../model/synthesis'
import { useApi } from '../../state/api'
import { useCommands } from '../../state/commands'
import { useInfo } from '../../state/queries'
import { useSyntheses, useSynthesis, useSynthesisView, type CellRef } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { CellPane } from './CellPane'
import { ColumnDialog, NameDialog, RemoveDialog } from './Dialogs'
import { ExportSynthesis } from './ExportSynthesis'
import { Grid, type GridHandle, type HeadOf } from './Grid'
import { Looking } from './Looking'
import { useRowNames, useTitles } from './row-names'
import { RowDialog } from './RowDialog'
import styles from './synthesis.module.css'

type Asked =
  | { what: 'new' | 'rename' | 'rows' | 'export' | 'remove' }
  | { what: 'row' | 'column'; id: string }
  | { what: 'remove-row' | 'remove-column'; id: string }

/** Cases by themes: what was found, and on which passages it rests. */
export function SynthesisPane() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const { nameOf } = useRowNames()
  const { titleOf, columnOf } = useTitles()
  const { synthesis, cell: open, filter, set } = useSynthesisView()
  const list = useSyntheses().data
  const id = list?.some((s) => s.id === synthesis) === true ? synthesis : (list?.[0]?.id ?? '')
  const view = useSynthesis(id).data
  const writable = useInfo().data?.read_only === false
  const [asked, ask] = useState<Asked | null>(null)
  const [head, setHead] = useState<HeadOf | null>(null)
  const grid = useRef<GridHandle>(null)
  const cells = useMemo(() => new Map(view?.cells.map((c) => [`${c.row} ${c.dimension}`, c])), [view])
  const shown = useMemo(
    () => (view && filter !== 'all' ? view.rows.filter((r) => view.cells.some((c) => c.row === r.row && fits(c, filter))) : (view?.rows ?? [])),
    [view, filter],
  )
  const close = () => {
    ask(null)
  }
  const opened = open && cells.has(`${open.row} ${open.dimension}`) ? open : null
  const show = (place: CellRef | null) => {
    set({ cell: place, item: '' })
  }
  const step = (by: 1 | -1) => {
    if (!view || view.cells.length === 0) return
    const from = opened ? view.cells.findIndex((c) => c.row === opened.row && c.dimension === opened.dimension) : by === 1 ? -1 : 0
    const next = view.cells[nextFit(view.cells.length, from, by, (i) => fits(view.cells[i]!, filter))] // eslint-disable-line @typescript-eslint/no-non-null-assertion -- nextFit asks for places of the list alone
    if (next) show({ row: next.row, dimension: next.dimension })
  }
  useCommands([
    { id: 'synthesis.next', group: 'finding', title: t('synthesis.next'), keys: ['F8'], possible: view !== undefined, run: () => { step(1) } },
    { id: 'synthesis.previous', group: 'finding', title: t('synthesis.previous'), keys: ['Shift+F8'], possible: view !== undefined, run: () => { step(-1) } },
  ])
  if (!list) return null
  const reorder = (axis: 'row' | 'column', moved: string, order: (ids: readonly string[]) => string[]) => {
    if (!view) return
    void attempt(async () => {
      if (axis === 'row') await api.analysis.saveSynthesis({ id: view.id, title: view.title, rows: order(view.rows.map((r) => r.row)) })
      else {
        const d = view.dimensions.find((x) => x.id === moved)
        const to = order(view.dimensions.map((x) => x.id))
        if (d) await api.analysis.saveDimension({ id: d.id, synthesis: view.id, title: d.title, kind: d.kind, code: d.code, query: d.query, after: to[to.indexOf(moved) - 1] ?? '' })
      }
    })
  }
  const nudge = (axis: 'row' | 'column', moved: string, by: 1 | -1) => {
    reorder(axis, moved, (ids) => moveBy(ids, moved, by))
  }
  const row = (k: string) => view?.rows.find((r) => r.row === k)
  const rowName = (k: string) => {
    const r = row(k)
    return r ? nameOf(r) : ''
  }
  const column = (k: string) => view?.dimensions.find((d) => d.id === k)
  const columnName = (k: string) => {
    const d = column(k)
    return d ? columnOf(d) : ''
  }
  const written = (k: string) => view?.cells.filter((c) => c.row === k).reduce((n, c) => n + c.findings.length, 0) ?? 0
  const ofHead = (h: HeadOf): Item[] => {
    const order = h.axis === 'row' ? (view?.rows.map((r) => r.row) ?? []) : (view?.dimensions.map((d) => d.id) ?? [])
    const at = order.indexOf(h.id)
    const [back, on] = h.axis === 'row' ? (['ArrowUp', 'ArrowDown'] as const) : (['ArrowLeft', 'ArrowRight'] as const)
    const icons = { ArrowUp, ArrowDown, ArrowLeft, ArrowRight }
    return [
      { id: 'change', label: t(h.axis === 'row' ? 'synthesis.row.change' : 'synthesis.column.change'), icon: Pencil, chord: 'F2', onAction: () => { ask({ what: h.axis, id: h.id }) } },
      { id: 'back', label: t(`synthesis.move.${back}`), icon: icons[back], chord: `Alt+Shift+${back.slice(5)}`, disabled: at === 0, onAction: () => { nudge(h.axis, h.id, -1) } },
      { id: 'on', label: t(`synthesis.move.${on}`), icon: icons[on], chord: `Alt+Shift+${on.slice(5)}`, disabled: at === order.length - 1, onAction: () => { nudge(h.axis, h.id, 1) } },
      { id: 'remove', label: t(h.axis === 'column' ? 'synthesis.column.remove' : row(h.id)?.by === 'case' ? 'synthesis.row.remove' : 'synthesis.row.delete'), icon: Trash2, chord: 'Del', danger: true, apart: true, disabled: h.axis === 'row' && order.length === 1, onAction: () => { ask({ what: h.axis === 'row' ? 'remove-row' : 'remove-column', id: h.id }) } },
    ]
  }
  const removing = asked && 'id' in asked ? asked.id : ''
  return (
    <div className={styles['pane']}>
      <header className={styles['top']}>
        <h2 className={styles['title']}>{t('area.synthesis')}</h2>
        {list.length > 0 && (
          <Choice
            label={t('synthesis.which')}
            bare
            value={id}
            options={list.map((s) => ({ value: s.id, label: titleOf(s) }))}
            onChange={(chosen) => {
              set({ synthesis: chosen, cell: null })
            }}
          />
        )}
        <span className={styles['gap']} />
        {view && writable && (
          <>
            <Button onPress={() => { ask({ what: 'rows' }) }}>
              <Rows3 aria-hidden size="1em" />
              {t('synthesis.rows')}
            </Button>
            <Button onPress={() => { ask({ what: 'column', id: '' }) }}>
              <Plus aria-hidden size="1em" />
              {t('synthesis.column')}
            </Button>
          </>
        )}
        {list.length === 0 && writable && (
          <Button look="primary" onPress={() => { ask({ what: 'new' }) }}>
            <Plus aria-hidden size="1em" />
            {t('synthesis.new')}
          </Button>
        )}
        {view && (
          <Menu
            label={t('synthesis.more')}
            icon
            items={[
              { id: 'export', label: t('synthesis.export'), icon: Download, onAction: () => { ask({ what: 'export' }) } },
              ...(writable
                ? [
                    { id: 'new', label: t('synthesis.new'), icon: Plus, apart: true, onAction: () => { ask({ what: 'new' }) } },
                    { id: 'rename', label: t('synthesis.rename'), icon: Pencil, onAction: () => { ask({ what: 'rename' }) } },
                    { id: 'remove', label: t('synthesis.remove'), icon: Trash2, danger: true, onAction: () => { ask({ what: 'remove' }) } },
                  ]
                : []),
            ]}
          >
            <EllipsisVertical aria-hidden size="1.125em" />
          </Menu>
        )}
      </header>
      {view && view.cells.length > 0 && <Looking cells={view.cells} filter={filter} onFilter={(f) => { set({ filter: f }) }} onStep={step} />}
      <div className={styles['body']} data-open={opened !== null}>
        {view && view.dimensions.length > 0 && view.rows.length > 0 ? (
          <Grid
            ref={grid}
            label={titleOf(view)}
            corner={t('matrix.axis.case')}
            rows={shown}
            columns={view.dimensions}
            cell={(r, c) => cells.get(`${r} ${c}`)}
            fits={(c) => fits(c, filter)}
            open={opened}
            writable={writable}
            onOpen={(place, shows) => {
              const which = shows === 'new' ? 'new' : shows === 'all' ? 'all' : 'uncited'
              set({ passages: which, source: 'all' })
              show(place)
            }}
            onHead={(h) => { if (writable) setHead(h) }}
            onNudge={nudge}
            onMove={(axis, moved, before) => {
              reorder(axis, moved, (ids) => putBefore(ids, moved, before))
            }}
            onRename={(axis, k) => {
              ask({ what: axis, id: k })
            }}
            onRemove={(axis, k) => {
              if (axis === 'column' || (view.rows.length > 1)) ask({ what: axis === 'row' ? 'remove-row' : 'remove-column', id: k })
            }}
          />
        ) : (
          <Empty icon={Table2} title={t(view ? 'synthesis.bare' : 'synthesis.empty')} help={t(view ? 'synthesis.bare.help' : 'synthesis.empty.help')} />
        )}
        {opened && (
          <CellPane
            key={`${opened.row} ${opened.dimension}`}
            place={opened}
            onStep={step}
            onClose={() => {
              show(null)
              grid.current?.focus(opened)
            }}
          />
        )}
      </div>
      {head && <MenuAt at={head} label={head.axis === 'row' ? rowName(head.id) : columnName(head.id)} items={ofHead(head)} onClose={() => { setHead(null) }} />}
      {asked?.what === 'new' && <NameDialog view={null} onClose={close} />}
      {view && asked?.what === 'rename' && <NameDialog view={view} onClose={close} />}
      {view && asked?.what === 'rows' && <RowDialog view={view} row={null} onClose={close} />}
      {view && asked?.what === 'row' && <RowDialog view={view} row={row(asked.id) ?? null} onClose={close} />}
      {view && asked?.what === 'export' && <ExportSynthesis synthesis={view} onClose={close} />}
      {view && asked?.what === 'column' && <ColumnDialog synthesis={id} column={column(asked.id) ?? null} onClose={close} />}
      {view && asked?.what === 'remove' && (
        <RemoveDialog
          title={t('synthesis.remove.ask', { title: titleOf(view) })}
          help={t('synthesis.remove.help', { count: view.dimensions.reduce((n, d) => n + d.findings, 0), citations: view.dimensions.reduce((n, d) => n + d.citations, 0), columns: view.dimensions.length })}
          action={t('synthesis.remove')}
          onClose={close}
          onRemove={() =>
            void attempt(async () => {
              await api.analysis.removeSynthesis(id)
              set({ synthesis: '', cell: null })
              await offerUndo(t('synthesis.removed', { title: titleOf(view) }))
            })
          }
        />
      )}
      {view && asked?.what === 'remove-column' && (
        <RemoveDialog
          title={t('synthesis.column.remove.ask', { title: columnName(removing) })}
          help={t('synthesis.column.remove.help', { count: column(removing)?.findings ?? 0, citations: column(removing)?.citations ?? 0 })}
          action={t('synthesis.column.remove')}
          onClose={close}
          onRemove={() =>
            void attempt(async () => {
              await api.analysis.removeDimension(removing)
              await offerUndo(t('synthesis.removed', { title: columnName(removing) }))
            })
          }
        />
      )}
      {view && asked?.what === 'remove-row' && (
        <RemoveDialog
          title={t('synthesis.row.remove.ask', { title: rowName(removing) })}
          help={row(removing)?.by === 'case' ? t('synthesis.row.remove.help', { count: written(removing) }) : t('synthesis.row.delete.help', { count: written(removing) })}
          action={t(row(removing)?.by === 'case' ? 'synthesis.row.remove' : 'synthesis.row.delete')}
          onClose={close}
          onRemove={() =>
            void attempt(async () => {
              await api.analysis.removeRow(id, removing)
              await offerUndo(t('synthesis.removed', { title: rowName(removing) }))
            })
          }
        />
      )}
    </div>
  )
}
