import { ChevronDown, ChevronRight, ChevronUp, Scale } from 'lucide-react'
import { Fragment, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GapRow } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { IconButton } from '../../components/IconButton'
import { Empty } from '../../components/Empty'
import { cellCondition, plainAxis } from '../../model/cell-condition'
import { test, toText } from '../../model/condition'
import { kindsOf } from '../../model/source'
import { useCommands } from '../../state/commands'
import { useCoverageView, useGap } from '../../state/coverage'
import { useWorkspace } from '../../state/workspace'
import { useCaseNames } from '../../state/case-names'
import { useCodeNames } from '../../state/code-names'
import { useInfo } from '../../state/queries'
import { Beside } from './Beside'
import styles from './coverage.module.css'

const parted = (r: GapRow) => r.opposed || ['contradicted', 'norm_silent', 'practice_silent'].includes(r.verdict)

const idOf = (r: GapRow) => `${r.case.id} ${r.code.id}`

/** Where formal documents and what people say part: they contradict each other, or one side is silent. */
export function Gap() {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const caseOf = useCaseNames()
  const { verdicts, gapOf, set } = useCoverageView()
  const { retrieve, jumpTo } = useWorkspace()
  const all = useGap(gapOf).data
  const [open, setOpen] = useState('')
  const writable = useInfo().data?.read_only === false
  const table = useRef<HTMLTableElement>(null)
  // One that is open stays, whatever is said of it.
  const list = (all ?? []).filter((r) => verdicts === 'all' || parted(r) || idOf(r) === open)
  const step = (by: 1 | -1) => {
    const at = list.findIndex((r) => idOf(r) === open)
    const next = list[at < 0 ? (by === 1 ? 0 : list.length - 1) : at + by]
    if (!next) return
    setOpen(idOf(next))
    requestAnimationFrame(() => table.current?.querySelector(`[data-row="${idOf(next)}"]`)?.scrollIntoView({ block: 'center' }))
  }
  useCommands([
    { id: 'gap.next', group: 'finding', title: t('gap.next'), keys: ['F8'], possible: list.length > 0, run: () => { step(1) } },
    { id: 'gap.previous', group: 'finding', title: t('gap.previous'), keys: ['Shift+F8'], possible: list.length > 0, run: () => { step(-1) } },
  ])
  if (!all) return null
  if (all.length === 0) return <Empty icon={Scale} title={t('gap.none')} help={t('gap.none.help')} />
  const where = (r: GapRow, kinds: readonly string[]) => toText(cellCondition(test('kind', kinds), [plainAxis('code'), { key: r.code.id, name: r.code.name, none: false }], [plainAxis('case'), { key: r.case.id, name: r.case.name, none: false }]))
  const show = (r: GapRow, kinds: readonly string[]) => {
    retrieve(where(r, kinds))
  }
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <Choice label={t('gap.show')} value={verdicts} options={(['parted', 'all'] as const).map((v) => ({ value: v, label: t(`gap.show.${v}`) }))} onChange={(v) => { set({ verdicts: v }) }} />
        <span role="status" className={styles['muted']}>
          {t('gap.count', { count: list.length, of: all.length })}
        </span>
        <span className={styles['gap']} />
        <IconButton icon={ChevronUp} label={t('gap.previous')} command="gap.previous" onPress={() => { step(-1) }} />
        <IconButton icon={ChevronDown} label={t('gap.next')} command="gap.next" onPress={() => { step(1) }} />
        {gapOf && (
          <Button onPress={() => { set({ gapOf: null }) }}>
            {t('gap.every')}
          </Button>
        )}
      </div>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('coverage.tab.gap')}>
        <table ref={table} aria-label={t('coverage.tab.gap')} className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('gap.case')}</th>
              <th scope="col">{t('gap.code')}</th>
              <th scope="col">{t('source.norm')}</th>
              <th scope="col">{t('source.practice')}</th>
              <th scope="col">{t('gap.links')}</th>
              <th scope="col">{t('gap.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((r) => {
              const id = idOf(r)
              const side = (s: GapRow['norm'], kinds: readonly string[], name: string) => (
                <td data-silent={s.segments + s.linked === 0}>
                  {s.segments === 0 ? (
                    s.linked === 0 && <span className={styles['muted']}>{t('gap.silent')}</span>
                  ) : (
                    <button type="button" className={styles['link']} aria-label={`${caseOf(r.case).name}, ${r.code.name}, ${name}: ${t('segments.total', { count: s.segments })}`} onClick={() => { show(r, kinds) }}>
                      {t('segments.total', { count: s.segments })}
                    </button>
                  )}
                  {s.linked > 0 && <span className={styles['sources']}>{t('gap.linked', { count: s.linked })}</span>}
                  {s.enables + s.hinders > 0 && <span className={styles['sources']}>{t('gap.influence', { enables: s.enables, hinders: s.hinders })}</span>}
                </td>
              )
              return (
                <Fragment key={id}>
                  <tr data-row={id} data-asked={gapOf?.cases.includes(r.case.id) ?? false}>
                    <th scope="row" title={caseOf(r.case).path.join(' › ')}>{caseOf(r.case).name}</th>
                    <td>{nameOf(r.code).path}</td>
                    {side(r.norm, kindsOf.norm, t('source.norm'))}
                    {side(r.practice, kindsOf.practice, t('source.practice'))}
                    <td>
                      <Button look="quiet" aria-expanded={open === id} aria-label={t('gap.links.open', { count: r.links.length })} onPress={() => { setOpen(open === id ? '' : id) }}>
                        <ChevronRight aria-hidden size="1em" className={open === id ? (styles['down'] ?? '') : ''} />
                        {r.links.length === 0 ? '·' : r.links.length}
                      </Button>
                    </td>
                    <td>
                      <span className={styles['verdict']} data-verdict={r.verdict}>{t(`gap.verdict.${r.verdict as 'both'}`)}</span>
                      {r.opposed && <span className={styles['sources']}>{t('gap.opposed')}</span>}
                    </td>
                  </tr>
                  {open === id && (
                    <tr>
                      <td colSpan={6} className={styles['opened']}>
                        <Beside
                          key={id}
                          row={r}
                          where={{ norm: where(r, kindsOf.norm), practice: where(r, kindsOf.practice) }}
                          writable={writable}
                          onClose={() => {
                            setOpen('')
                            table.current?.querySelector<HTMLElement>(`[data-row="${id}"] button[aria-expanded]`)?.focus()
                          }}
                        />
                        <ul>
                          {r.links.map((l) => (
                            <li key={l.id} className={styles['joined']}>
                              <strong>{t(`link.${l.kind as 'supports'}`)}</strong>
                              {[l.from, l.to].map((p, i) => (
                                <button key={i} type="button" className={styles['end']} onClick={() => { jumpTo({ document: p.document.id, start: p.start, end: p.end }) }}>
                                  <span dir="auto" className={styles['quote']}>{p.quote}</span>
                                  <span className={styles['muted']}>{`${t(`source.${p.source as 'norm'}`)} · ${p.document.title}`}</span>
                                </button>
                              ))}
                              {l.note !== '' && <p className={styles['muted']}>{l.note}</p>}
                            </li>
                          ))}
                        </ul>
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}
