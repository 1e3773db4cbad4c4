import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementQuery } from '../../api/types'
import { Choice } from '../../components/Choice'
import { Dot } from '../../components/Picker'
import { useApi } from '../../state/api'
import { keys } from '../../state/queries'
import { useCoders, useRounds } from '../../state/review'
import { useCodeNames } from '../../state/code-names'
import { Opening, PairedPlaces, type Side } from './PairedPlaces'
import { Part } from './Part'
import { endsOf, useNumbers } from './say'
import styles from './follow.module.css'

/** One coder's second pass over documents against her first, or against the answers of the one she learns from. */
export function Stability({ compared }: { compared: AgreementQuery }) {
  const { t } = useTranslation()
  const api = useApi()
  const { value, percent, count } = useNumbers()
  const nameOf = useCodeNames()
  const coders = useCoders()
  const rounds = useRounds().data ?? []
  const again = rounds.filter((r) => r.kind !== 'consensus' && r.of.id !== '')
  const [coder, setCoder] = useState('')
  const [second, setSecond] = useState('')
  const [code, setCode] = useState<{ side: Side; code: string } | null>(null)
  const pass = again.find((r) => r.id === second) ?? again.at(-1)
  const who = coders.find((c) => c.id === coder) ?? coders.find((c) => pass?.assignments.some((a) => a.coder.id === c.id))
  const query = { ...compared, round: '' }
  const { data, error, isPending } = useQuery({
    queryKey: [...keys.agreement, 'stability', who?.id, pass?.id, JSON.stringify(query)],
    queryFn: ({ signal }) => api.during(signal).review.stability(who?.id ?? '', pass?.of.id ?? '', pass?.id ?? '', query),
    enabled: who !== undefined && pass !== undefined,
    retry: false,
  })
  if (!pass || !who) return <Part title={t('review.stability')} help={t('review.stability.help')} empty={t('review.stability.none')} />
  return (
    <Part
      title={t('review.stability')}
      help={t('review.stability.help')}
      error={error}
      busy={isPending}
      tools={
        <>
          <Choice label={t('workspace.coder')} value={who.id} options={coders.map((c) => ({ value: c.id, label: c.name }))} onChange={setCoder} />
          <Choice label={t('review.stability.second')} value={pass.id} options={again.map((r) => ({ value: r.id, label: r.label }))} onChange={setSecond} />
        </>
      }
    >
      {data && (
        <>
          {data.expert.name !== '' && <p>{t('review.stability.expert', { name: data.expert.name, round: data.first.name })}</p>}
          {data.unit !== 'character' && data.unit !== 'segment' && <p>{t('review.stability.same', { same: count(data.same), count: data.units, kappa: value(data.kappa) })}</p>}
          <p>{t('review.stability.sum', { percent: percent(data.percent), alpha: value(data.alpha), low: value(endsOf(data)?.[0]), high: value(endsOf(data)?.[1]), count: data.documents })}</p>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('review.code')}</th>
                <th scope="col">%</th>
                <th scope="col">α</th>
                <th scope="col">{t('review.positive.short')}</th>
                <th scope="col">{t('review.stability.lost')}</th>
                <th scope="col">{t('review.stability.gained')}</th>
                <th scope="col" title={t('review.stability.p.help')}>
                  p
                </th>
              </tr>
            </thead>
            <tbody>
              {data.codes.map((c) => (
                <tr key={c.code.id}>
                  <th scope="row">
                    <Dot hue={nameOf(c.code).hue} /> {nameOf(c.code).name}
                  </th>
                  <td>{percent(c.percent)}</td>
                  <td>{value(c.alpha)}</td>
                  <td>{percent(c.positive)}</td>
                  {([['lost', 'first'], ['gained', 'second']] as const).map(([word, side]) => (
                    <td key={side}>
                      <Opening
                        n={c[word]}
                        label={`${nameOf(c.code).name}: ${t(`review.stability.${word}`)} ${count(c[word])}`}
                        on={code?.code === c.code.id && code.side === side}
                        onOpen={(on) => {
                          setCode(on ? { side, code: c.code.id } : null)
                        }}
                      />
                    </td>
                  ))}
                  <td>{value(c.p)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <PairedPlaces places={data.places} only={code} names={[t('review.stability.both'), t('review.stability.lost'), t('review.stability.gained')]} />
        </>
      )}
    </Part>
  )
}
