import { FileText } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentCoverage } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { numberFormat } from '../../i18n/formats'
import { documentOrders, useCoverageView, useDocumentCoverage, type DocumentOrder } from '../../state/coverage'
import { useCodeNames } from '../../state/code-names'
import { useWorkspace } from '../../state/workspace'
import styles from './coverage.module.css'

/** New codes document by document: when none come any more, the material is saturated. */
export function Saturation() {
  const { t, i18n } = useTranslation()
  const { order, set } = useCoverageView()
  const { read, retrieve } = useWorkspace()
  const list = useDocumentCoverage(order).data
  /** The number whose codes are listed. */
  const [open, setOpen] = useState<{ document: string; of: 'new' | 'total' } | null>(null)
  if (!list) return null
  if (list.length === 0) return <Empty icon={FileText} title={t('coverage.documents.none')} help={t('coverage.documents.none.help')} />
  const share = numberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const last = list.findLastIndex((d) => d.new > 0)
  const after = last < 0 ? 0 : list.length - 1 - last
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <Choice<DocumentOrder> label={t('coverage.order')} value={order} options={documentOrders.map((o) => ({ value: o, label: t(`coverage.order.${o}`) }))} onChange={(o) => { set({ order: o }) }} />
        <span role="status" className={styles['muted']}>
          {t('coverage.saturation', { count: list.at(-1)?.total ?? 0, after })}
        </span>
      </div>
      <Chart list={list} />
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('coverage.tab.documents')}>
        <table aria-label={t('coverage.tab.documents')} className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('coverage.document')}</th>
              <th scope="col" className={styles['number']}>{t('coverage.new')}</th>
              <th scope="col" className={styles['number']}>{t('coverage.total')}</th>
              <th scope="col" className={styles['number']}>{t('actors.codings')}</th>
              <th scope="col" className={styles['number']}>{t('coverage.coded')}</th>
              <th scope="col" className={styles['number']}>{t('coverage.uncoded')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((d, at) => (
              <Fragment key={d.document.id}>
              <tr>
                <th scope="row">
                  <button type="button" className={styles['link']} onClick={() => { read(d.document.id) }}>
                    {d.document.title}
                  </button>
                </th>
                {(['new', 'total'] as const).map((of) => {
                  const expanded = open?.document === d.document.id && open.of === of
                  return (
                    <td key={of} className={styles['number']}>
                      {d[of] === 0 ? '·' : (
                        <Button
                          look="quiet"
                          aria-expanded={expanded}
                          aria-label={t(`coverage.open.${of}`, { count: d[of], title: d.document.title })}
                          onPress={() => { setOpen(expanded ? null : { document: d.document.id, of }) }}
                        >
                          {d[of]}
                        </Button>
                      )}
                    </td>
                  )
                })}
                <td className={styles['number']}>
                  {d.codings === 0 ? '·' : (
                    <Button look="quiet" aria-label={t('coverage.open.codings', { count: d.codings, title: d.document.title })} onPress={() => { retrieve(`document:"${d.document.id}"`) }}>
                      {d.codings}
                    </Button>
                  )}
                </td>
                <td className={styles['number']}>{share.format(d.characters === 0 ? 0 : d.coded / d.characters)}</td>
                <td className={styles['number']}>
                  {d.uncoded === 0 ? '·' : (
                    <Button look="quiet" aria-label={`${t('coverage.of', { n: d.uncoded, of: d.passages })}: ${t('coverage.open.uncoded', { count: d.uncoded, title: d.document.title })}`} onPress={() => { set({ tab: 'uncoded', uncodedOf: d.document.id }) }}>
                      {t('coverage.of', { n: d.uncoded, of: d.passages })}
                    </Button>
                  )}
                </td>
              </tr>
              {open?.document === d.document.id && (
                <tr>
                  <td colSpan={6}>
                    <Brought label={t(`coverage.open.${open.of}`, { count: d[open.of], title: d.document.title })} list={open.of === 'new' ? [d] : list.slice(0, at + 1)} />
                  </td>
                </tr>
              )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** The codes that documents brought; each opens its passages in its document. */
function Brought({ label, list }: { label: string; list: readonly DocumentCoverage[] }) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const retrieve = useWorkspace((s) => s.retrieve)
  return (
    <section aria-label={label} className={styles['brought']}>
      <p className={styles['muted']}>{t('coverage.open.help')}</p>
      <ul>
        {list.flatMap((d) =>
          d.new_codes.map((c) => {
            const { name, path } = nameOf(c)
            return (
              <li key={c.id}>
                <button type="button" className={styles['link']} title={`${path}\n${d.document.title}`} onClick={() => { retrieve(`code:"${c.id}" document:"${d.document.id}"`) }}>
                  {name}
                </button>
              </li>
            )
          }),
        )}
      </ul>
    </section>
  )
}

const high = 96

/** Bars of new codes, and the line of all codes so far; the table below says the same. */
function Chart({ list }: { list: readonly DocumentCoverage[] }) {
  const { t } = useTranslation()
  const most = Math.max(1, list.at(-1)?.total ?? 1)
  const wide = 1000 / list.length
  const y = (n: number) => high - (n / most) * (high - 8)
  const path = list.map((d, i) => `${i === 0 ? 'M' : 'L'}${((i + 0.5) * wide).toFixed(1)} ${y(d.total).toFixed(1)}`).join('')
  return (
    <figure className={styles['chart']}>
      <svg viewBox={`0 0 1000 ${String(high)}`} preserveAspectRatio="none" role="img" aria-label={t('coverage.chart', { count: most, documents: list.length })}>
        {list.map((d, i) => (
          <rect key={d.document.id} x={i * wide + wide * 0.15} width={wide * 0.7} y={y(d.new)} height={high - y(d.new)} className={styles['newBar']}>
            <title>{`${d.document.title}: ${String(d.new)} / ${String(d.total)}`}</title>
          </rect>
        ))}
        <path d={path} className={styles['allLine']} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className={styles['keys']}>
        <span><i className={styles['barKey']} aria-hidden />{t('coverage.new')}</span>
        <span><i className={styles['lineKey']} aria-hidden />{t('coverage.total')}</span>
      </figcaption>
    </figure>
  )
}
