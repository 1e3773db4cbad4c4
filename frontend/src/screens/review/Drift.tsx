import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementQuery } from '../../api/types'
import { Choice } from '../../components/Choice'
import { numberFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { keys } from '../../state/queries'
import { useCoders } from '../../state/review'
import { useCodeNames } from '../../state/code-names'
import { Changes } from './Changes'
import { useDecidedNames, PairedPlaces } from './PairedPlaces'
import { Part } from './Part'
import { useDates, useNumbers } from './say'
import { TimeChart } from './TimeChart'
import styles from './follow.module.css'

const widths = ['1', '7', '14', '30'] as const

/** One coder against what was decided, window by window of time. */
export function Drift({ compared }: { compared: AgreementQuery }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { value, percent, count } = useNumbers()
  const { day } = useDates()
  const names = useDecidedNames()
  const nameOf = useCodeNames()
  const coders = useCoders()
  const [coder, setCoder] = useState('')
  const [shown, setShown] = useState('')
  const [days, setDays] = useState<(typeof widths)[number]>('7')
  const who = coders.find((c) => c.id === coder) ?? coders[0]
  const { data, error, isPending } = useQuery({
    queryKey: [...keys.agreement, 'drift', who?.id, days, JSON.stringify(compared)],
    queryFn: ({ signal }) => api.during(signal).review.drift(who?.id ?? '', Number(days), compared),
    enabled: who !== undefined,
    retry: false,
  })
  const one = numberFormat(i18n.language, { maximumFractionDigits: 1 })
  const windows = data?.windows ?? []
  return (
    <Part
      title={t('review.drift')}
      help={t('review.drift.help')}
      error={error}
      busy={isPending}
      {...(data && windows.length === 0 ? { empty: t('review.drift.none') } : {})}
      tools={
        <>
          <Choice label={t('workspace.coder')} value={who?.id ?? ''} options={coders.map((c) => ({ value: c.id, label: c.name }))} onChange={setCoder} />
          <Choice<(typeof widths)[number]> label={t('review.drift.window')} value={days} options={widths.map((d) => ({ value: d, label: t('review.drift.days', { count: Number(d) }) }))} onChange={setDays} />
        </>
      }
    >
      <TimeChart
        label={t('review.drift')}
        low={0}
        high={1}
        points={windows.map((w) => ({ key: w.from, name: day(w.from), value: w.ewma, ends: [w.low, w.high], aim: data?.target ?? null, odd: w.signal }))}
        marks={(data?.changes ?? []).map((c) => ({ before: windows.filter((w) => w.from <= c.at.slice(0, 10)).length, name: `${day(c.at)}: ${nameOf(c.code).name}` }))}
      />
      {data && data.z !== undefined && <p>{t('review.drift.trend', { z: value(data.z), p: value(data.p) })}</p>}
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('review.drift.from')}</th>
            <th scope="col">{t('review.documents')}</th>
            <th scope="col">{t('review.drift.agreed')}</th>
            <th scope="col">EWMA</th>
            <th scope="col">{t('review.drift.limits')}</th>
            <th scope="col">{t('review.drift.rate')}</th>
            <th scope="col">{t('review.drift.length')}</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((w) => (
            <tr key={w.from}>
              <th scope="row">
                <button
                  type="button"
                  className={styles['number']}
                  aria-pressed={shown === w.from}
                  onClick={() => {
                    setShown(shown === w.from ? '' : w.from)
                  }}
                >
                  {day(w.from)}
                </button>
              </th>
              <td>{count(w.documents)}</td>
              <td>{`${t('review.of.plain', { n: count(w.agreed), of: count(w.units) })} (${percent(w.units === 0 ? null : w.agreed / w.units)})`}</td>
              <td>
                {value(w.ewma)} {w.signal && <strong>{t('review.drift.signal')}</strong>}
              </td>
              <td>{`${value(w.low)} – ${value(w.high)}`}</td>
              <td>{one.format(w.rate)}</td>
              <td>{one.format(w.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {windows.length > 0 && <Changes list={data?.changes ?? []} />}
      <PairedPlaces places={windows.find((w) => w.from === shown)?.places ?? []} only={null} names={names} />
    </Part>
  )
}
