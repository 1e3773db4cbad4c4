import { ProgressBar } from 'react-aria-components'
import styles from './Bar.module.css'

/** How far something is; a total of 0 means that nobody knows. */
export function Bar({ label, done, total }: { label: string; done: number; total: number }) {
  return (
    <ProgressBar aria-label={label} className={styles['bar'] ?? ''} maxValue={Math.max(total, 1)} value={done} isIndeterminate={total === 0}>
      {({ percentage = 0, isIndeterminate }) => (
        <svg className={`${styles['rail'] ?? ''} ${isIndeterminate ? (styles['moving'] ?? '') : ''}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden>
          <rect width={isIndeterminate ? 30 : percentage} height="4" />
        </svg>
      )}
    </ProgressBar>
  )
}
