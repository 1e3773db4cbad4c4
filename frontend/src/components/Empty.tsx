import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './Empty.module.css'

interface Props {
  icon: LucideIcon
  title: string
  /** What to do next. */
  help?: string
  /** The button that does it. */
  children?: ReactNode
}

/** What a pane shows while there is nothing to show: what goes there, and how. */
export function Empty({ icon: Icon, title, help, children }: Props) {
  return (
    <div className={styles['empty']}>
      <Icon aria-hidden size="2rem" strokeWidth={1.5} />
      <p className={styles['title']}>{title}</p>
      {help !== undefined && <p>{help}</p>}
      {children}
    </div>
  )
}
