import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Info } from '../../api/types'
import { Button } from '../../components/Button'
import { Tick } from '../../components/Tick'
import { useCodeNames, useFacetsNamed } from '../../state/code-names'
import { everything, type Shown, useReading } from '../../state/reading'
import { useWorkspace } from '../../state/workspace'
import { useCoders } from '../../state/review'
import styles from './Reading.module.css'

interface Props {
  info: Info | undefined
}

/** Which codings are drawn: by code, coder, round and facet. */
export function StripeFilter({ info }: Props) {
  const { t } = useTranslation()
  const facets = useFacetsNamed()
  const called = useCodeNames()
  const coders = useCoders()
  const picked = useWorkspace((s) => s.codes)
  const { shown, set } = useReading(useShallow(({ shown, set }) => ({ shown, set })))
  const change = (part: Partial<Shown>) => {
    const next = { ...shown, ...part }
    set({ shown: Object.values(next).every((l: readonly string[]) => l.length === 0) ? everything : next })
  }
  /** A tick in a list where no tick at all means every one of them. */
  const ticks = (name: 'coders' | 'rounds' | 'values', title: string, all: readonly { id: string; name: string }[]) =>
    all.length > 0 && (
      <section key={title} aria-label={title}>
        <h4>{title}</h4>
        {all.map((o) => (
          <Tick
            key={o.id}
            label={o.name}
            value={shown[name].includes(o.id)}
            onChange={(on) => {
              change({ [name]: on ? [...shown[name], o.id] : shown[name].filter((x) => x !== o.id) })
            }}
          />
        ))}
      </section>
    )
  return (
    <div className={styles['filter']}>
      <h3>{t('reading.filter')}</h3>
      <p>{t('reading.filter.help')}</p>
      <section aria-label={t('reading.filter.codes')}>
        <h4>{t('reading.filter.codes')}</h4>
        {shown.codes.length > 0 && <p>{shown.codes.map((c) => called({ id: c, name: '' }).name).join(', ')}</p>}
        <div className={styles['row']}>
          <Button isDisabled={picked.length === 0} onPress={() => { change({ codes: picked }) }}>
            {t('reading.filter.picked', { count: picked.length })}
          </Button>
          {shown.codes.length > 0 && <Button look="quiet" onPress={() => { change({ codes: [] }) }}>{t('reading.filter.every')}</Button>}
        </div>
      </section>
      {ticks('coders', t('reading.filter.coders'), coders)}
      {(info?.rounds.length ?? 0) > 1 && ticks('rounds', t('reading.filter.rounds'), info?.rounds.map((r) => ({ id: r.id, name: r.label })) ?? [])}
      {facets.map((f) => ticks('values', f.name, f.values))}
      <Button onPress={() => { set({ shown: everything }) }}>
        {t('reading.filter.clear')}
      </Button>
    </div>
  )
}
