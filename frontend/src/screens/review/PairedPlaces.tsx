import { useTranslation } from 'react-i18next'
import type { PairedPlace } from '../../api/types'
import { Dot } from '../../components/Picker'
import { useWorkspace } from '../../state/workspace'
import { useCodeNames } from '../../state/code-names'
import { useNumbers } from './say'
import styles from './follow.module.css'

const sides = ['both', 'first', 'second'] as const
export type Side = (typeof sides)[number]

/** How the sides are called where a coder is held against what was decided. */
export function useDecidedNames(): [string, string, string] {
  const { t } = useTranslation()
  return [t('review.accuracy.right'), t('review.accuracy.extra'), t('review.accuracy.missed')]
}

/** A number that shows its passages, and hides them again. */
export function Opening({ n, label, on, onOpen }: { n: number; label: string; on: boolean; onOpen(on: boolean): void }) {
  const { count } = useNumbers()
  if (n === 0) return '·'
  return (
    <button
      type="button"
      className={styles['number']}
      aria-pressed={on}
      aria-label={label}
      onClick={() => {
        onOpen(!on)
      }}
    >
      {count(n)}
    </button>
  )
}

interface Props {
  places: readonly PairedPlace[]
  /** Of one side, and perhaps of one code; null for all on which the sides differ. */
  only: { side: Side; code: string } | null
  /** How the sides are called: both, the first only, the second only. */
  names: readonly [string, string, string]
}

/** The passages behind a comparison of two sides; each opens its text. */
export function PairedPlaces({ places, only, names }: Props) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const shown = places.filter((p) => (only === null ? p.first.length + p.second.length > 0 : p[only.side].some((c) => only.code === '' || c.id === only.code)))
  if (shown.length === 0) return null
  return (
    <ul className={styles['changed']} aria-label={t('review.passages', { count: shown.length })} tabIndex={0}>
      {shown.map((p) => (
        <li key={`${p.document.id} ${String(p.start)} ${String(p.end)}`}>
          <button
            type="button"
            className={styles['quote']}
            onClick={() => {
              jumpTo({ document: p.document.id, start: p.start, end: p.end })
            }}
          >
            <q>{p.quote}</q> <span className={styles['quiet']}>{p.document.name}</span>
          </button>
          {sides.map(
            (side, i) =>
              p[side].length > 0 && (
                <span key={side} className={styles['side']}>
                  {names[i]}:
                  {p[side].map((c) => (
                    <span key={c.id}>
                      <Dot hue={nameOf(c).hue} /> {nameOf(c).name}
                    </span>
                  ))}
                </span>
              ),
          )}
        </li>
      ))}
    </ul>
  )
}
