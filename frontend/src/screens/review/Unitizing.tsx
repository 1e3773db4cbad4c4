import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementQuery, UnitizingClash, UnitizingQuery, UnitizingReport, UnitizingValue } from '../../api/types'
import { Button } from '../../components/Button'
import { Dot, Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { keys } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { useCodeNames } from '../../state/code-names'
import { useOptions } from '../finding/options'
import { Part } from './Part'
import { endsOf, useNumbers } from './say'
import styles from './follow.module.css'

/** How alike coders cut the texts: coefficients in which the boundaries count, for codes that exclude each other. */
export function Unitizing({ compared }: { compared: AgreementQuery }) {
  const { t } = useTranslation()
  const api = useApi()
  const options = useOptions().get('code') ?? []
  const [chosen, setChosen] = useState<string[]>([])
  const [gamma, setGamma] = useState(false)
  const [asked, setAsked] = useState<UnitizingQuery | null>(null)
  const { data, error, isFetching } = useQuery({
    queryKey: [...keys.agreement, 'unitizing', JSON.stringify(asked)],
    queryFn: ({ signal }) => api.during(signal).review.unitizing(asked as UnitizingQuery),
    enabled: asked !== null,
    retry: false,
  })
  return (
    <Part
      title={t('review.cut')}
      help={t('review.cut.help')}
      tools={
        <Button
          isDisabled={chosen.length === 0}
          onPress={() => {
            setAsked({ ...compared, codes: chosen, gamma, near: 0 })
          }}
        >
          {t('review.cut.compute')}
        </Button>
      }
    >
      <div className={styles['cutting']}>
        <Picker label={t('review.cut.codes')} empty={t('finding.pick.none')} options={options} chosen={chosen} several rows={5} onChange={setChosen} />
        <Tick label={t('review.cut.gamma')} value={gamma} onChange={setGamma} />
      </div>
      {asked && <Part title={t('review.cut.answer')} error={error} busy={isFetching}>{data && <Answer report={data} />}</Part>}
    </Part>
  )
}

/** A number that has neither interval nor reason. */
const bare = (value: number | undefined): Partial<UnitizingValue> => (value === undefined ? {} : { value })

/** The coefficients, each with how sure it is and how much of the text it speaks of. */
function Answer({ report: r }: { report: UnitizingReport }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const rows: [string, string, Partial<UnitizingValue> | undefined | null][] = [
    ['u', t('review.cut.u'), r.u],
    ['|u', t('review.cut.bar'), r.bar],
    ['cu', t('review.cut.c'), r.c],
    ['α_U', t('review.cut.alpha1995'), r.alpha_1995],
    ['γ', t('review.cut.gamma.name'), r.gamma?.gamma],
    ['γ_cat', t('review.cut.gamma.category'), r.gamma?.category],
    ['B', t('review.cut.similarity'), r.boundaries && bare(r.boundaries.similarity)],
    ['Pk', t('review.cut.pk'), r.boundaries && bare(r.boundaries.pk)],
    ['WD', t('review.cut.window'), r.boundaries && bare(r.boundaries.window_diff)],
  ]
  return (
    <>
      <p>{t('review.cut.sum', { coders: r.coders.map((c) => c.name).join(', '), count: r.documents })}</p>
      {r.experimental && <p className={styles['warn']}>{t('review.cut.experimental')}</p>}
      <table className={styles['table']} aria-label={t('review.cut')}>
        <thead>
          <tr>
            <th scope="col">{t('review.cut.measure')}</th>
            <th scope="col">{t('review.cut.value')}</th>
            <th scope="col">{t('review.cut.interval')}</th>
            <th scope="col" title={t('review.cut.coverage.help')}>{t('review.cut.coverage')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([sign, name, v]) => v && <Row key={sign} sign={sign} name={name} v={v} />)}
          {r.codes.map((v) => (
            <Row key={v.code.id} sign="(k)u" name={<><Dot hue={nameOf(v.code).hue} /> {nameOf(v.code).name}</>} v={v} />
          ))}
        </tbody>
      </table>
      {r.gamma && <p className={styles['quiet']}>{t(r.gamma.exact ? 'review.cut.gamma.exact' : 'review.cut.gamma.near', { count: r.gamma.passages, samples: count(r.gamma.samples), seed: r.gamma.seed })}</p>}
      {!r.boundaries && <p className={styles['quiet']}>{t('review.cut.two')}</p>}
      {r.clashes.length > 0 && <Clashes list={r.clashes} />}
    </>
  )
}

const reasons = ['no_variation', 'code_not_used', 'codes_overlap', 'no_pairable_units', 'not_computed'] as const

function Row({ sign, name, v }: { sign: string; name: React.ReactNode; v: Partial<UnitizingValue> }) {
  const { t } = useTranslation()
  const { value, percent } = useNumbers()
  const ends = v.ci ? endsOf({ ci: v.ci }) : null
  const reason = reasons.find((r) => r === v.reason)
  return (
    <tr>
      <th scope="row">
        {sign} <span className={styles['quiet']}>{name}</span>
      </th>
      <td>{value(v.value)}</td>
      <td>{ends ? `${value(ends[0])} – ${value(ends[1])}` : reason ? t(`review.cut.reason.${reason}`) : '–'}</td>
      <td>{percent(v.coverage)}</td>
    </tr>
  )
}

/** Where a coder used two of the codes together: a text that is cut twice has no boundary. */
function Clashes({ list }: { list: readonly UnitizingClash[] }) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  return (
    <ul className={styles['changed']} aria-label={t('review.cut.clashes', { count: list.length })}>
      {list.map((c) => (
        <li key={`${c.document.id} ${c.coder.name} ${String(c.start)}`}>
          <button type="button" className={styles['quote']} onClick={() => { jumpTo({ document: c.document.id, start: c.start, end: c.end }) }}>
            <q>{c.quote}</q> <span className={styles['quiet']}>{c.document.name}</span>
          </button>
          <span className={styles['side']}>{t('review.cut.clash', { coder: c.coder.name, first: nameOf(c.first).name, second: nameOf(c.second).name })}</span>
        </li>
      ))}
    </ul>
  )
}
