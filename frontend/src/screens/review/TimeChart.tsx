import { useNumbers } from './say'
import styles from './follow.module.css'

/** A value at a moment, with the limits or the interval around it. */
export interface TimePoint {
  key: string
  name: string
  value: number | null
  ends: readonly [number, number] | null
  /** What was aimed at. */
  aim: number | null
  /** A reason to look. */
  odd: boolean
}

interface Props {
  label: string
  low: number
  high: number
  points: readonly TimePoint[]
  /** Moments between the points: after how many of them, and what happened. */
  marks: readonly { before: number; name: string }[]
}

const [width, height, left, right, top, bottom] = [640, 180, 40, 16, 12, 34]

/** Values over time with what surrounds them. The same numbers stand in the table below it. */
export function TimeChart({ label, low, high, points, marks }: Props) {
  const { value: said, tick } = useNumbers()
  if (points.length === 0) return null
  const step = (width - left - right) / points.length
  const x = (i: number) => left + step * (i + 0.5)
  const y = (v: number) => top + ((high - Math.min(high, Math.max(low, v))) / (high - low)) * (height - top - bottom)
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].filter((v) => v >= low && v <= high)
  const drawn = points.flatMap((p, i) => (p.value === null ? [] : [{ p, i, value: p.value }]))
  // Where marks fall together they are drawn once, and all of them said.
  const between = new Map<number, string[]>()
  for (const m of marks) between.set(m.before, [...(between.get(m.before) ?? []), m.name])
  const every = Math.max(1, Math.ceil(points.length / 8))
  return (
    <svg role="img" aria-label={label} className={styles['chart']} viewBox={`0 0 ${String(width)} ${String(height)}`}>
      {ticks.map((v) => (
        <g key={v}>
          <line x1={left} x2={width - right} y1={y(v)} y2={y(v)} className={styles['grid']} />
          <text x={left - 6} y={y(v)} className={styles['tick']} textAnchor="end" dominantBaseline="middle">
            {tick(v)}
          </text>
        </g>
      ))}
      {[...between].map(([before, names]) => (
        <g key={before}>
          <title>{names.join('\n')}</title>
          <line x1={left + step * before} x2={left + step * before} y1={top} y2={height - bottom} className={styles['mark']} />
        </g>
      ))}
      {points.map((p, i) => (
        <g key={p.key}>
          {p.aim !== null && <line x1={x(i) - step / 2} x2={x(i) + step / 2} y1={y(p.aim)} y2={y(p.aim)} className={styles['aim']} />}
          {p.ends && <line x1={x(i)} x2={x(i)} y1={y(p.ends[0])} y2={y(p.ends[1])} className={styles['range']} />}
          {i % every === 0 && (
            <text x={x(i)} y={height - bottom + 18} className={styles['tick']} textAnchor="middle">
              {p.name.length > 22 ? `${p.name.slice(0, 21)}…` : p.name}
            </text>
          )}
        </g>
      ))}
      <polyline points={drawn.map(({ i, value }) => `${String(x(i))},${String(y(value))}`).join(' ')} className={styles['path']} />
      {drawn.map(({ p, i, value }) => (
        <circle key={p.key} cx={x(i)} cy={y(value)} r={p.odd ? 6 : 4} className={p.odd ? styles['odd'] : styles['dot']}>
          <title>{`${p.name}: ${said(value)}`}</title>
        </circle>
      ))}
    </svg>
  )
}
