import { useMemo, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActorNetwork, RelationView } from '../../api/types'
import { Choice } from '../../components/Choice'
import styles from './actors.module.css'
import type { Focus } from './Coordination'
import { useRelationFacets } from './use-relation-facets'

interface Props {
  network: ActorNetwork
  relations: readonly RelationView[]
  focus: Focus
  onFocus(focus: Focus): void
}

const splits = ['none', 'level', 'mechanism'] as const
type Split = (typeof splits)[number]

/** Actors by actors: how many coordinations lead from the row to the column, in all or by level or mechanism. Each cell opens them. */
export function ActorMatrix({ network, relations, focus, onFocus }: Props) {
  const { t } = useTranslation()
  const facets = useRelationFacets()
  const [split, setSplit] = useState<Split>('none')
  const [at, setAt] = useState({ row: 0, column: 0 })
  const facet = split === 'level' ? facets.level : split === 'mechanism' ? facets.mechanism : undefined
  const cells = useMemo(() => {
    const out = new Map<string, RelationView[]>()
    for (const r of relations) {
      const key = `${r.from.id} ${r.to.id}`
      out.set(key, [...(out.get(key) ?? []), r])
    }
    return out
  }, [relations])
  const { nodes } = network
  const values = (facet?.values ?? []).map((v) => ({ id: v.id, name: facets.said([{ facet: facet?.id ?? '', value: v.id, name: '', value_name: v.name }], facet) }))
  /** How many there are of each value, those that say nothing last. */
  const parts = (list: readonly RelationView[]) => {
    const with_ = values.map((v) => ({ ...v, n: list.filter((r) => r.facets.some((f) => f.value === v.id)).length }))
    const rest = list.filter((r) => !r.facets.some((f) => f.facet === facet?.id)).length
    return [...with_, { id: '', name: t('actors.unsaid'), n: rest }].filter((p) => p.n > 0)
  }
  const keys = (e: KeyboardEvent<HTMLElement>) => {
    const steps: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }
    const step = steps[e.key]
    if (!step) return
    e.preventDefault()
    e.stopPropagation()
    const bound = (n: number) => Math.max(0, Math.min(nodes.length - 1, n))
    const to = { row: bound(at.row + step[0]), column: bound(at.column + step[1]) }
    setAt(to)
    e.currentTarget.querySelector<HTMLElement>(`[data-at="${String(to.row)} ${String(to.column)}"]`)?.focus()
  }
  return (
    <>
      <div className={styles['figureBar']}>
        <Choice<Split>
          label={t('actors.split')}
          value={split}
          options={splits.map((s) => ({ value: s, label: s === 'none' ? t('actors.split.none') : s === 'level' ? (facets.level ? facets.title(facets.level) : '') : facets.mechanism ? facets.title(facets.mechanism) : '' })).filter((o) => o.label !== '')}
          onChange={setSplit}
        />
      </div>
      <div className={styles['scroll']}>
        <div role="grid" aria-label={t('actors.figure.matrix')} className={styles['matrix']} onKeyDown={keys} style={{ gridTemplateColumns: `minmax(9rem, 14rem) repeat(${String(nodes.length)}, minmax(2.75rem, max-content))` }}>
          <div role="row" className={styles['contents']}>
            <div role="columnheader" className={styles['matrixCorner']}>
              {t('actors.from.to')}
            </div>
            {nodes.map((n) => (
              <div key={n.id} role="columnheader" className={styles['matrixHead']} title={n.title}>
                <span>{n.label}</span>
              </div>
            ))}
          </div>
          {nodes.map((from, row) => (
            <div key={from.id} role="row" className={styles['contents']}>
              <div role="rowheader" className={styles['matrixRow']} title={from.title}>
                {from.label}
              </div>
              {nodes.map((to, column) => {
                const list = cells.get(`${from.id} ${to.id}`) ?? []
                const inParts = facet ? parts(list) : []
                const said = inParts.length > 0 ? `, ${inParts.map((p) => `${p.name}: ${String(p.n)}`).join(', ')}` : ''
                const here = focus?.actor === from.id && focus.to === to.id
                return (
                  <div
                    key={to.id}
                    role="gridcell"
                    data-at={`${String(row)} ${String(column)}`}
                    data-self={row === column}
                    data-none={list.length === 0}
                    aria-selected={here}
                    tabIndex={at.row === row && at.column === column ? 0 : -1}
                    aria-label={`${from.title} → ${to.title}: ${String(list.length)}${said}`}
                    title={list.length === 0 ? undefined : `${from.title} → ${to.title}${said}`}
                    className={styles['matrixCell']}
                    onFocus={() => { setAt({ row, column }) }}
                    onClick={() => {
                      if (list.length > 0) onFocus(here ? null : { actor: from.id, to: to.id })
                    }}
                    onKeyDown={(e) => {
                      if ((e.key === 'Enter' || e.key === ' ') && list.length > 0) {
                        e.preventDefault()
                        onFocus(here ? null : { actor: from.id, to: to.id })
                      }
                    }}
                  >
                    {list.length === 0 ? '' : inParts.length > 0 ? inParts.map((p) => <span key={p.id} className={styles['part']}>{`${p.name} ${String(p.n)}`}</span>) : list.length}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
      </div>
    </>
  )
}
