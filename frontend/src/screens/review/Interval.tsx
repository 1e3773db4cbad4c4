import type { AgreementSettings } from '../../api/types'
import styles from './overview.module.css'

interface Props {
  value: number | null | undefined
  ends: readonly [number, number] | null
  settings: Pick<AgreementSettings, 'low' | 'high'>
  /** What a screen reader says. */
  label: string
}

const [from, to] = [-0.25, 1]
const x = (v: number) => ((Math.min(to, Math.max(from, v)) - from) / (to - from)) * 100

/** A coefficient between chance and 1, with its interval and the limits of the project. */
export function Interval({ value, ends, settings, label }: Props) {
  return (
    <svg role="img" aria-label={label} className={styles['interval']} viewBox="0 0 100 16" preserveAspectRatio="none">
      <rect x={x(settings.low)} y="2" width={x(settings.high) - x(settings.low)} height="12" className={styles['between']} />
      <rect x={x(settings.high)} y="2" width={100 - x(settings.high)} height="12" className={styles['beyond']} />
      <line x1="0" x2={x(settings.low)} y1="8" y2="8" className={styles['axis']} vectorEffect="non-scaling-stroke" />
      <line x1={x(0)} x2={x(0)} y1="2" y2="14" className={styles['chance']} vectorEffect="non-scaling-stroke" />
      {ends && <line x1={x(ends[0])} x2={Math.max(x(ends[1]), x(ends[0]) + 0.5)} y1="8" y2="8" className={styles['range']} vectorEffect="non-scaling-stroke" />}
      {value !== null && value !== undefined && <line x1={x(value)} x2={x(value)} y1="3" y2="13" className={styles['point']} vectorEffect="non-scaling-stroke" />}
    </svg>
  )
}
