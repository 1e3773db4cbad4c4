import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Check, ChevronDown, History, PenLine } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disclosure, DisclosurePanel, Heading, Button as PlainButton } from 'react-aria-components'
import type { AgreementQuery, Ref } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { Dot } from '../../components/Picker'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import { useCodesView } from '../../state/codes'
import { keys, useInfo } from '../../state/queries'
import { useCalled, useCompared, useReview, useRounds } from '../../state/review'
import { useWorkspace } from '../../state/workspace'
import { useCodeNames } from '../../state/code-names'
import { VersionsDialog } from '../team/VersionsDialog'
import { Changes } from './Changes'
import { Drift } from './Drift'
import { endsOf, useDates, useNumbers } from './say'
import { DecidedPassages, type Asked } from './DecidedPassages'
import { useDecidedNames, Opening, PairedPlaces, type Side } from './PairedPlaces'
import { Part } from './Part'
import { Stability } from './Stability'
import { TimeChart } from './TimeChart'
import { Unitizing } from './Unitizing'
import styles from './follow.module.css'

/** What the differences lead to: better definitions, codings to look at again, and how it goes over time. */
export function FollowUp() {
  const { i18n } = useTranslation()
  const compared = useCompared(i18n.language)
  const [versions, setVersions] = useState(false)
  return (
    <div className={styles['follow']}>
      <Reasons
        onVersions={() => {
          setVersions(true)
        }}
      />
      <LookAgain />
      <OverTime compared={compared} />
      <Accuracy compared={compared} />
      <Drift compared={compared} />
      <Stability compared={compared} />
      <Unitizing compared={compared} />
      {versions && (
        <VersionsDialog
          onClose={() => {
            setVersions(false)
          }}
        />
      )}
    </div>
  )
}

/** The round that is followed: the chosen one, or the latest one with decisions, or the latest. */
function useFollowed() {
  const chosen = useReview((s) => s.round)
  const rounds = useRounds().data ?? []
  const decided = rounds.findLast((r) => r.kind === 'consensus')?.of.id
  return chosen === '' ? (decided ?? rounds.findLast((r) => r.kind !== 'consensus')?.id ?? '') : chosen
}

const reasons = ['definition', 'oversight', 'boundary', 'ambiguous', ''] as const

/** Why coders differed, code by code; from here to the definition. */
function Reasons({ onVersions }: { onVersions(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const edit = useCodesView((s) => s.edit)
  const [shown, setShown] = useState<Asked | null>(null)
  const round = useFollowed()
  const number = (code: Ref, reason: string, title: string, n: number) => {
    const on = shown?.code === code.id && shown.reason === reason
    return (
      <Opening
        n={n}
        label={`${nameOf(code).name}: ${title} ${count(n)}`}
        on={on}
        onOpen={(to) => {
          setShown(to ? { code: code.id, reason } : null)
        }}
      />
    )
  }
  const { data, error } = useQuery({ queryKey: [...keys.agreement, 'reasons', round], queryFn: ({ signal }) => api.during(signal).review.reasons(round), enabled: round !== '' })
  return (
    <Part
      title={t('review.reasons')}
      help={t('review.reasons.help')}
      error={error}
      {...(round === '' || data?.length === 0 ? { empty: t('review.reasons.none') } : {})}
      tools={
        <Button onPress={onVersions}>
          <History aria-hidden size="1em" />
          {t('team.versions')}
        </Button>
      }
    >
      {/* WebKit keeps the widths of columns when a row comes: with another number of rows it is another table. */}
      {data && (
        <table key={data.length} className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('review.code')}</th>
              <th scope="col">{t('review.decisions')}</th>
              {reasons.map((r) => (
                <th key={r} scope="col">
                  {t(r === '' ? 'review.reason.none' : `review.reason.${r}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {data.map((r) => (
              <tr key={r.code.id}>
                <th scope="row" title={nameOf(r.code).path}>
                  <Dot hue={nameOf(r.code).hue} /> {nameOf(r.code).name}
                </th>
                <td>{number(r.code, '', t('review.decisions'), r.decisions)}</td>
                {reasons.map((reason) => (
                  <td key={reason}>{number(r.code, reason === '' ? 'none' : reason, t(reason === '' ? 'review.reason.none' : `review.reason.${reason}`), r.reasons[reason] ?? 0)}</td>
                ))}
                <td>
                  <IconButton
                    icon={PenLine}
                    label={`${t('review.define')}: ${nameOf(r.code).name}`}
                    onPress={() => {
                      edit(r.code.id)
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown && <DecidedPassages round={round} {...shown} />}
    </Part>
  )
}

/** Codings that were made before what their code means was changed, until somebody says that they still hold. */
function LookAgain() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const writable = useInfo().data?.read_only === false
  const nameOf = useCodeNames()
  const { day } = useDates()
  const { count } = useNumbers()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const called = useCalled()
  const [limit, setLimit] = useState(50)
  const { data, error } = useQuery({ queryKey: [...keys.agreement, 'look-again', limit], queryFn: ({ signal }) => api.during(signal).review.lookAgain(limit), placeholderData: keepPreviousData })
  return (
    <Part title={t('review.look')} help={t('review.look.help')} error={error} {...(data?.length === 0 ? { empty: t('review.look.none') } : {})}>
      {data?.map((l) => (
        <Disclosure key={l.code.id} className={styles['fold'] ?? ''}>
          <Heading level={4}>
            <PlainButton slot="trigger" className={styles['trigger'] ?? ''}>
              <ChevronDown aria-hidden size="1em" />
              <Dot hue={nameOf(l.code).hue} />
              {nameOf(l.code).name}
              <span className={styles['quiet']}>
                {t('review.look.changed', { count: l.count, day: day(l.changed), by: called(l.by) })}
                {l.looked > 0 && ` · ${t('review.look.looked', { count: l.looked })}`}
              </span>
            </PlainButton>
          </Heading>
          <DisclosurePanel>
            {l.count === 0 && <p className={styles['quiet']}>{t('review.look.left')}</p>}
            <ul className={styles['quotes']}>
              {l.segments.map((s) => (
                <li key={s.id} className={styles['looked']}>
                  <button
                    type="button"
                    className={styles['quote']}
                    onClick={() => {
                      jumpTo({ document: s.document.id, start: s.start, end: s.end })
                    }}
                  >
                    <span dir="auto">{s.quote}</span>
                    <span className={styles['quiet']}>
                      {s.document.title} · {called({ id: s.coder_id, name: s.coder })}
                    </span>
                  </button>
                  {writable && <IconButton icon={Check} label={t('review.look.holds')} onPress={() => void attempt(() => api.review.checkCodings([s.id]))} />}
                </li>
              ))}
            </ul>
            {l.count > l.segments.length && (
              <Button
                look="quiet"
                onPress={() => {
                  setLimit(limit * 4)
                }}
              >
                {t('review.look.more', { shown: count(l.segments.length), all: count(l.count) })}
              </Button>
            )}
          </DisclosurePanel>
        </Disclosure>
      ))}
    </Part>
  )
}

/** How agreement went from round to round, with the moments at which codes came to mean something else. */
function OverTime({ compared }: { compared: AgreementQuery }) {
  const { t } = useTranslation()
  const api = useApi()
  const { value, percent } = useNumbers()
  const { day } = useDates()
  const nameOf = useCodeNames()
  const { set, open } = useReview.getState()
  const query = { ...compared, round: '' }
  const { data, error, isPending } = useQuery({ queryKey: [...keys.agreement, 'over-time', JSON.stringify(query)], queryFn: ({ signal }) => api.during(signal).review.overTime(query), gcTime: 60_000 })
  const rounds = data?.rounds ?? []
  return (
    <Part title={t('review.time')} help={t('review.time.help')} error={error} busy={isPending}>
      <TimeChart
        label={t('review.time')}
        low={-0.2}
        high={1}
        points={rounds.map((r) => ({ key: r.round.id, name: r.round.name, value: r.alpha ?? null, ends: endsOf(r), aim: r.target > 0 ? r.target : null, odd: false }))}
        marks={(data?.changes ?? []).map((c) => ({ before: rounds.filter((r) => r.created < c.at).length, name: `${day(c.at)}: ${nameOf(c.code).name}` }))}
      />
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('review.round')}</th>
            <th scope="col">{t('team.version')}</th>
            <th scope="col">{t('review.documents')}</th>
            <th scope="col">%</th>
            <th scope="col">α</th>
            <th scope="col">{t('review.interval.head')}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((r) => (
            <tr key={r.round.id}>
              <th scope="row">
                <button
                  type="button"
                  className={styles['number']}
                  onClick={() => {
                    set({ part: 'overview', round: r.round.id })
                  }}
                >
                  {r.round.name}
                </button>
              </th>
              <td>{r.codebook_version.name === '' ? '–' : r.codebook_version.name}</td>
              <td>{r.documents}</td>
              {[percent(r.percent), value(r.alpha)].map((said, i) => (
                <td key={i}>
                  {said === '–' ? (
                    said
                  ) : (
                    <button
                      type="button"
                      className={styles['number']}
                      aria-label={t('review.counted', { name: `${r.round.name}: ${i === 0 ? '%' : 'α'}`, value: said })}
                      onClick={() => {
                        set({ round: r.round.id })
                        open({ cell: 'counted' })
                      }}
                    >
                      {said}
                    </button>
                  )}
                </td>
              ))}
              <td>{endsOf(r) ? `${value(endsOf(r)?.[0])} – ${value(endsOf(r)?.[1])}` : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Changes list={data?.changes ?? []} />
    </Part>
  )
}

/** Each coder against what was decided: accuracy, which is no agreement. */
function Accuracy({ compared }: { compared: AgreementQuery }) {
  const { t } = useTranslation()
  const api = useApi()
  const { percent, count } = useNumbers()
  const [shown, setShown] = useState<{ coder: string; side: Side } | null>(null)
  const names = useDecidedNames()
  const round = useFollowed()
  const query = { ...compared, round }
  const { data, error, isPending } = useQuery({ queryKey: [...keys.agreement, 'accuracy', JSON.stringify(query)], queryFn: ({ signal }) => api.during(signal).review.accuracy(query), enabled: round !== '', retry: false })
  return (
    <Part title={t('review.accuracy')} help={t('review.accuracy.help')} error={error} busy={isPending && round !== ''}>
      {data && data.undecided > 0 && <p className={styles['warn']}>{t('review.accuracy.undecided', { count: data.undecided })}</p>}
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('workspace.coder')}</th>
            <th scope="col">{t('review.accuracy.right')}</th>
            <th scope="col">{t('review.accuracy.extra')}</th>
            <th scope="col">{t('review.accuracy.missed')}</th>
            <th scope="col">{t('review.accuracy.precision')}</th>
            <th scope="col">{t('review.accuracy.recall')}</th>
            <th scope="col">F1</th>
          </tr>
        </thead>
        <tbody>
          {data?.coders.map((c) => (
            <tr key={c.coder.name}>
              <th scope="row">{c.coder.name}</th>
              {([['right', 'both'], ['extra', 'first'], ['missed', 'second']] as const).map(([word, side]) => (
                <td key={side}>
                  <Opening
                    n={c.all[word]}
                    label={`${c.coder.name}: ${t(`review.accuracy.${word}`)} ${count(c.all[word])}`}
                    on={shown?.coder === c.coder.name && shown.side === side}
                    onOpen={(on) => {
                      setShown(on ? { coder: c.coder.name, side } : null)
                    }}
                  />
                </td>
              ))}
              <td>{percent(c.all.precision)}</td>
              <td>{percent(c.all.recall)}</td>
              <td>{percent(c.all.f1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown && <PairedPlaces places={data?.coders.find((c) => c.coder.name === shown.coder)?.places ?? []} only={{ side: shown.side, code: '' }} names={names} />}
    </Part>
  )
}
