import { ChevronDown, ChevronRight, CircleAlert, CircleCheck, CircleDot, CircleMinus, Scale, Settings2, type LucideIcon } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { toApiError } from '../../api/failure'
import type { AgreementCode, AgreementPair, AgreementReport } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Heat } from '../../components/Heat'
import { IconButton } from '../../components/IconButton'
import { Dot } from '../../components/Picker'
import { sentence } from '../../i18n'
import { useAgreement, useCompared, useReview, type Cell } from '../../state/review'
import { useCodeNames } from '../../state/code-names'
import { Computing } from './Computing'
import { Interval } from './Interval'
import { endsOf, fillsNone, unfilled, unused, used, useCover, useNumbers } from './say'
import { SettingsDialog } from './SettingsDialog'
import { Table2 } from './Table2'
import { Unfilled } from './Unfilled'
import styles from './overview.module.css'

const views = ['codes', 'pairs', 'documents'] as const
type View = (typeof views)[number]

/** How consistently the coders coded: all together, code by code, pair by pair, and by document. */
export function Overview() {
  const { t, i18n } = useTranslation()
  const [view, setView] = useState<View>('codes')
  const [choosing, setChoosing] = useState(false)
  const answer = useAgreement(useCompared(i18n.language))
  const report = answer.data
  if (answer.error) {
    const { failure } = toApiError(answer.error)
    return failure.code === 'agreement.no_round' ? (
      <Empty icon={Scale} title={t('review.nothing')} help={t('review.nothing.help')} />
    ) : (
      <p role="alert" className={styles['failed']}>
        {sentence(failure, i18n.language)}
      </p>
    )
  }
  if (!report) return <Computing />
  return (
    <div className={styles['overview']} aria-busy={answer.isPlaceholderData}>
      {answer.isPlaceholderData && <Computing />}
      <Together
        report={report}
        onSettings={() => {
          setChoosing(true)
        }}
      />
      <div className={styles['tools']}>
        <ToggleButtonGroup
          aria-label={t('review.view')}
          className={styles['views'] ?? ''}
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={([to]) => {
            if (to !== undefined) setView(to as View)
          }}
        >
          {views.map((v) => (
            <ToggleButton key={v} id={v} className={styles['view'] ?? ''}>
              {t(`review.view.${v}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <span className={styles['quiet']}>{t('review.sorted')}</span>
      </div>
      {view === 'codes' && <ByCode report={report} />}
      {view === 'pairs' && <ByPair report={report} />}
      {view === 'documents' && <ByDocument report={report} />}
      {choosing && (
        <SettingsDialog
          settings={report.settings}
          onClose={() => {
            setChoosing(false)
          }}
        />
      )}
    </div>
  )
}

const standings: Record<string, LucideIcon> = { good: CircleCheck, tentative: CircleDot, low: CircleAlert, none: CircleMinus }

/** How a coefficient stands to the limits of the project, in a word and a sign. */
function Standing({ standing }: { standing: string }) {
  const { t } = useTranslation()
  const Icon = standings[standing] ?? CircleMinus
  return (
    <span className={styles['standing']} data-standing={standing}>
      <Icon aria-hidden size="1em" />
      <span>{t(`review.standing.${standing as 'good'}`)}</span>
    </span>
  )
}

interface CountedProps {
  said: string
  name: string
  /** Of all codes together where none is named. */
  code?: string
  says: readonly string[]
  /** It stands large, with its name before it. */
  headline?: boolean
}

/** A number that opens the passages that were counted for it; where there is none, a dash says why. */
function Counted({ said, name, code = '', says, headline = false }: CountedProps) {
  const { t } = useTranslation()
  const open = useReview((s) => s.open)
  const why = says.join(' ')
  const before = headline ? `${name} ` : ''
  if (said === '–') {
    return (
      <span className={headline ? styles['big'] : undefined} title={why === '' ? t('review.no_value') : why}>
        {before}
        <span aria-hidden>–</span>
        <span className="hidden-text">{`${t('review.no_value')} ${why}`}</span>
      </span>
    )
  }
  return (
    <button
      type="button"
      className={headline ? `${styles['number'] ?? ''} ${styles['big'] ?? ''}` : styles['number']}
      aria-label={t('review.counted', { name, value: said })}
      onClick={() => {
        open({ code, cell: 'counted' })
      }}
    >
      {before}
      {said}
    </button>
  )
}

/** All codes together: the plain sentence first, then the numbers, each with how sure it is. */
function Together({ report, onSettings }: { report: AgreementReport; onSettings(): void }) {
  const { t } = useTranslation()
  const { value, percent, count } = useNumbers()
  const open = useReview((s) => s.open)
  const { pooled, settings } = report
  const ends = endsOf(pooled)
  const cover = useCover()(report)
  return (
    <section className={styles['together']} aria-label={t('review.together')}>
      <div className={styles['headline']}>
        {!settings.off && (
          <div className={styles['alpha']}>
            <Counted headline said={value(pooled.alpha)} name="α" says={pooled.says} />
            <Interval value={pooled.alpha} ends={ends} settings={settings} label={ends ? t('review.alpha.said', { alpha: value(pooled.alpha), low: value(ends[0]), high: value(ends[1]) }) : t('review.interval.none')} />
            <span className={styles['quiet']}>{ends ? t('review.interval', { low: value(ends[0]), high: value(ends[1]) }) : t('review.interval.none')}</span>
            <Standing standing={pooled.standing} />
          </div>
        )}
        <div className={styles['figures']}>
          <dl className={styles['numbers']}>
            <div>
              <dt>{t('review.differ')}</dt>
              <dd>
                <button
                  type="button"
                  className={styles['number']}
                  onClick={() => {
                    open({})
                  }}
                >
                  {t('review.of', { n: count(pooled.disagreed), of: count(pooled.units) })}
                </button>
              </dd>
            </div>
            <div>
              <dt>{t('review.percent')}</dt>
              <dd>
                <Counted said={percent(pooled.percent)} name={t('review.percent')} says={pooled.says} />
              </dd>
            </div>
            <div>
              <dt title={t('review.positive.help')}>{t('review.positive')}</dt>
              <dd>
                <Counted said={percent(pooled.positive)} name={t('review.positive')} says={pooled.says} />
              </dd>
            </div>
            {!settings.off && (
              <>
                <div>
                  <dt title={t('review.ac1.help')}>AC1</dt>
                  <dd>
                    <Counted said={value(pooled.ac1)} name="AC1" says={pooled.says} />
                  </dd>
                </div>
                <div>
                  <dt>{report.coders.length > 2 ? t('review.fleiss') : t('review.kappa')}</dt>
                  <dd>
                    <Counted said={value(pooled.kappa)} name={report.coders.length > 2 ? t('review.fleiss') : t('review.kappa')} says={pooled.says} />
                  </dd>
                </div>
              </>
            )}
          </dl>
          <PairTables
            label={t('review.together')}
            pairs={tablesOf(report, report.pairs)}
            onOpen={(pair, cell) => {
              open({ cell, ...(report.pairs.length > 1 ? { pair } : {}) })
            }}
          />
        </div>
      </div>
      <div className={styles['what']}>
        <p>
          {t('review.what', {
          coders: report.coders.map((c) => c.name).join(', '),
          count: report.documents.filter((d) => d.coders.length > 1).length,
          round: report.round.name,
          unit: t(`review.unit.${report.unit as 'turn'}`),
          })}
          {cover !== '' && ` · ${cover}`}
        </p>
        <IconButton icon={Settings2} label={t('review.settings')} onPress={onSettings} />
      </div>
      {report.notices.map((n) => (
        <p key={n} className={styles['notice']}>
          {n}
        </p>
      ))}
      {!settings.off &&
        pooled.says.map((s) => (
          <p key={s} className={styles['says']}>
            {s}
          </p>
        ))}
      {!settings.off && report.levels.length > 1 && (
        <p className={styles['says']}>
          {t('review.levels')}{' '}
          {report.levels.map((l, i) => {
            const said = `${value(l.alpha)} (${percent(l.percent)})`
            const name = t(`review.level.${l.level as 'leaf'}`)
            return (
              <span key={l.level}>
                {i > 0 && ' · '}
                {name}{' '}
                <button
                  type="button"
                  className={styles['number']}
                  aria-label={t('review.counted', { name, value: said })}
                  onClick={() => {
                    open({ cell: 'counted', level: l.level === 'leaf' ? '' : (l.level as 'parent') })
                  }}
                >
                  {said}
                </button>
              </span>
            )
          })}
        </p>
      )}
    </section>
  )
}

/** The codes, those with most differences first; a line unfolds into what its numbers mean. */
function ByCode({ report }: { report: AgreementReport }) {
  const { t } = useTranslation()
  const { value, percent, count } = useNumbers()
  const nameOf = useCodeNames()
  const open = useReview((s) => s.open)
  const [unfolded, setUnfolded] = useState('')
  const { settings } = report
  const codes = report.codes.filter(used)
  const silent = report.codes.filter(unused).length
  return (
    <div className={styles['box']} role="group" aria-label={t('review.view.codes')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('review.code')}</th>
            <th scope="col">{t('review.differ.short')}</th>
            <th scope="col">%</th>
            {!settings.off && (
              <th scope="col">
                <span className={styles['alphaCell']}>
                  <span className={styles['alphaValue']}>α</span>
                </span>
              </th>
            )}
            <th scope="col" title={t('review.positive.help')}>
              {t('review.positive.short')}
            </th>
            {!settings.off && (
              <>
                <th scope="col">AC1</th>
                <th scope="col">κ</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {codes.map((c) => {
            const code = nameOf({ id: c.id, name: c.code })
            const here = unfolded === c.id
            const ends = endsOf(c)
            return (
              <Fragment key={c.id}>
                <tr data-open={here}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles['unfold']}
                      aria-expanded={here}
                      title={code.path}
                      onClick={() => {
                        setUnfolded(here ? '' : c.id)
                      }}
                    >
                      {here ? <ChevronDown aria-hidden size="1em" /> : <ChevronRight aria-hidden size="1em" />}
                      <Dot hue={code.hue} />
                      <span className={styles['codeName']}>{code.name}</span>
                    </button>
                  </th>
                  <td>
                    <button
                      type="button"
                      className={styles['number']}
                      disabled={c.disagreed === 0}
                      aria-label={t('review.open', { code: code.name, n: count(c.disagreed), of: count(c.units) })}
                      onClick={() => {
                        open({ code: c.id })
                      }}
                    >
                      {t('review.of', { n: count(c.disagreed), of: count(c.units) })}
                    </button>
                  </td>
                  <td>
                    <Counted said={percent(c.percent)} name={`${code.name}: %`} code={c.id} says={c.says} />
                  </td>
                  {!settings.off && (
                    <td>
                      <span className={styles['alphaCell']}>
                        <span className={styles['alphaValue']}>
                          <Counted said={value(c.alpha)} name={`${code.name}: α`} code={c.id} says={c.says} />
                        </span>
                        <Interval value={c.alpha} ends={ends} settings={settings} label={ends ? t('review.interval', { low: value(ends[0]), high: value(ends[1]) }) : t('review.interval.none')} />
                        <Standing standing={c.standing} />
                      </span>
                    </td>
                  )}
                  <td>
                    <Counted said={percent(c.positive)} name={`${code.name}: ${t('review.positive')}`} code={c.id} says={c.says} />
                  </td>
                  {!settings.off && (
                    <>
                      <td>
                        <Counted said={value(c.ac1)} name={`${code.name}: AC1`} code={c.id} says={c.says} />
                      </td>
                      <td>
                        <Counted said={value(c.kappa)} name={`${code.name}: κ`} code={c.id} says={c.says} />
                      </td>
                    </>
                  )}
                </tr>
                {here && (
                  <tr>
                    <td colSpan={settings.off ? 4 : 7} className={styles['explained']}>
                      <Explained code={c} report={report} />
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
      {silent > 0 && <p className={styles['foot']}>{t('review.unused', { count: silent })}</p>}
      <Unfilled codes={report.codes.filter(fillsNone)} />
      <MixUps report={report} />
    </div>
  )
}

/** What the numbers of a code mean, in sentences and with the table behind them. */
function Explained({ code, report }: { code: AgreementCode; report: AgreementReport }) {
  const { t } = useTranslation()
  const { value, count } = useNumbers()
  const name = useCodeNames()({ id: code.id, name: code.code }).name
  const open = useReview((s) => s.open)
  const kinds = Object.entries(code.kinds).filter(([, n]) => n > 0)
  return (
    <div className={styles['explain']}>
      <div>
        {code.says.map((s) => (
          <p key={s}>{s}</p>
        ))}
        {code.prevalence_index !== undefined && code.bias_index !== undefined && !report.settings.off && (
          <p className={styles['quiet']}>{t('review.indices', { prevalence: value(code.prevalence_index), bias: value(code.bias_index), max: value(code.kappa_max) })}</p>
        )}
        {(kinds.length > 0 || unfilled(code) > 0) && (
          <p className={styles['kinds']}>
            {unfilled(code) > 0 && (
              <Button
                look="quiet"
                onPress={() => {
                  open({ code: code.id, cell: 'unfilled' })
                }}
              >
                {`${t('review.cell.unfilled')}: ${count(unfilled(code))}`}
              </Button>
            )}
            {kinds.map(([kind, n]) => (
              <Button
                key={kind}
                look="quiet"
                onPress={() => {
                  open({ code: code.id, kind: kind as 'missed' })
                }}
              >
                {`${t(`review.kind.${kind as 'missed'}`)}: ${count(n)}`}
              </Button>
            ))}
          </p>
        )}
      </div>
      <PairTables
        label={name}
        pairs={tablesOf(report, code.pairs)}
        onOpen={(pair, cell) => {
          open({ code: code.id, cell, ...(code.pairs.length > 1 ? { pair } : {}) })
        }}
      />
    </div>
  )
}

/** The pairs with a table: matched segments have none, for there is nothing that neither coded. */
const tablesOf = (report: AgreementReport, pairs: readonly AgreementPair[]) => (report.unit === 'segment' ? [] : pairs)

/** What each two of the coders did: one table, and of several pairs the one that is chosen. */
function PairTables({ label, pairs, onOpen }: { label: string; pairs: readonly AgreementPair[]; onOpen(pair: readonly string[], cell: Cell): void }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const [chosen, setChosen] = useState('')
  const key = (p: AgreementPair) => `${p.first.id} ${p.second.id}`
  const name = (p: AgreementPair) => `${p.first.name} – ${p.second.name}`
  const pair = pairs.find((p) => key(p) === chosen) ?? pairs[0]
  if (!pair) return null
  return (
    <div className={styles['pairTables']}>
      {pairs.length > 1 && <Choice label={t('review.pair')} value={key(pair)} options={pairs.map((p) => ({ value: key(p), label: `${name(p)} (${count(p.disagreed)})` }))} onChange={setChosen} />}
      <Table2
        label={pairs.length > 1 ? `${label}: ${name(pair)}` : label}
        table={pair.table}
        first={pair.first.name}
        second={pair.second.name}
        onOpen={(cell) => {
          onOpen([pair.first.id, pair.second.id], cell)
        }}
      />
    </div>
  )
}

/** Which codes one coder gave where another gave another one. */
function MixUps({ report }: { report: AgreementReport }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const open = useReview((s) => s.open)
  const list = report.confusions.filter((m) => m.second.name !== '').slice(0, 8)
  if (list.length === 0) return null
  return (
    <section className={styles['mixUps']}>
      <h3>{t('review.mixed')}</h3>
      <ul>
        {list.map((m) => (
          <li key={m.first.id + m.second.id}>
            <button
              type="button"
              className={styles['mix']}
              onClick={() => {
                open({ code: m.first.id })
              }}
            >
              <Dot hue={nameOf(m.first).hue} />
              {nameOf(m.first).name}
              <span aria-hidden>↔</span>
              <Dot hue={nameOf(m.second).hue} />
              {nameOf(m.second).name}
              <span className={styles['quiet']}>{count(m.count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Codes by pairs of coders: how often they differ, and alpha; all codes together in the first row. */
function ByPair({ report }: { report: AgreementReport }) {
  const { t } = useTranslation()
  const { value, percent, count } = useNumbers()
  const nameOf = useCodeNames()
  const open = useReview((s) => s.open)
  const codes = report.codes.filter(used)
  const most = Math.max(1, ...codes.flatMap((c) => c.pairs.map((p) => p.disagreed)))
  return (
    <Heat
      label={t('review.view.pairs')}
      corner={t('review.code')}
      rows={[
        { key: '', name: t('matrix.all'), title: t('review.together') },
        ...codes.map((c) => {
          const n = nameOf({ id: c.id, name: c.code })
          return { key: c.id, name: n.name, title: n.path }
        }),
      ]}
      columns={report.pairs.map((p) => {
        const name = `${p.first.name} – ${p.second.name}`
        return { key: p.first.id + p.second.id, name, title: name }
      })}
      cell={(row, column) => {
        const pair = report.pairs[column]
        const code = codes[row - 1]
        const p = row === 0 ? pair : code?.pairs.find((x) => x.first.id === pair?.first.id && x.second.id === pair.second.id)
        const n = p?.disagreed ?? 0
        const units = p ? p.table.both + p.table.only_first + p.table.only_second + p.table.neither : 0
        const name = code ? nameOf({ id: code.id, name: code.code }).name : t('review.together')
        const all = `${t('review.of', { n: count(n), of: count(units) })}, ${percent(p?.percent)}${report.settings.off ? '' : `, α ${value(p?.alpha)}`}`
        const why = report.settings.off ? '' : (p?.why ?? '')
        return {
          text: p === undefined ? '' : report.settings.off ? count(n) : `${count(n)} · ${value(p.alpha)}`,
          label: `${name}, ${pair?.first.name ?? ''} – ${pair?.second.name ?? ''}: ${all}${why === '' ? '' : `. ${why}`}`,
          title: [name, all, why].filter((s) => s !== '').join('\n'),
          strength: row === 0 || n === 0 ? 0 : Math.sqrt(n / most),
          none: n === 0,
          sum: row === 0,
        }
      }}
      onOpen={(row, column) => {
        const pair = report.pairs[column]
        open({ code: codes[row - 1]?.id ?? '', pair: pair ? [pair.first.id, pair.second.id] : [] })
      }}
    />
  )
}

/** Documents by codes: how many units the coders differ on. */
function ByDocument({ report }: { report: AgreementReport }) {
  const { t } = useTranslation()
  const { value, percent, count } = useNumbers()
  const nameOf = useCodeNames()
  const open = useReview((s) => s.open)
  const documents = report.documents.filter((d) => d.coders.length > 1)
  const codes = report.codes.filter((c) => used(c) && c.disagreed > 0)
  const at = new Map(codes.flatMap((c) => c.by_document.map((d) => [`${c.id} ${d.document}`, d] as const)))
  const most = Math.max(1, ...[...at.values()].map((d) => d.disagreed))
  return (
    <Heat
      label={t('review.view.documents')}
      corner={t('review.document')}
      rows={documents.map((d) => ({ key: d.document.id, name: d.document.name, title: d.document.name }))}
      columns={[
        { key: '', name: t('matrix.all'), title: '' },
        ...codes.map((c) => {
          const n = nameOf({ id: c.id, name: c.code })
          return { key: c.id, name: n.name, title: n.path }
        }),
      ]}
      cell={(row, column) => {
        const doc = documents[row]
        const code = codes[column - 1]
        const place = code ? at.get(`${code.id} ${doc?.document.id ?? ''}`) : doc
        const n = place?.disagreed ?? 0
        const name = `${doc?.document.name ?? ''} × ${code ? nameOf({ id: code.id, name: code.code }).name : t('matrix.all')}`
        const all = `${t('review.of', { n: count(n), of: count(place?.units ?? 0) })}, ${percent(place?.percent)}${report.settings.off ? '' : `, α ${value(place?.alpha)}`}`
        const why = report.settings.off ? '' : (place?.why ?? '')
        return { text: n === 0 ? '·' : count(n), label: `${name}: ${all}${why === '' ? '' : `. ${why}`}`, title: [name, all, why].filter((s) => s !== '').join('\n'), strength: column === 0 || n === 0 ? 0 : Math.sqrt(n / most), none: n === 0, sum: column === 0 }
      }}
      onOpen={(row, column) => {
        open({ document: documents[row]?.document.id ?? '', code: codes[column - 1]?.id ?? '' })
      }}
    />
  )
}
