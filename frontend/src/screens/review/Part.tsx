import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import { sentence } from '../../i18n'
import { Computing } from './Computing'
import styles from './follow.module.css'

/** One answer of the program, under its heading, with what is said while there is none. */
export function Part({ title, help, tools, error, busy = false, empty, children }: { title: string; help?: string; tools?: ReactNode; error?: Error | null; busy?: boolean; empty?: string; children?: ReactNode }) {
  const { i18n } = useTranslation()
  return (
    <section className={styles['section']} aria-label={title}>
      <div className={styles['head']}>
        <h3>{title}</h3>
        {tools}
      </div>
      {help !== undefined && <p className={styles['quiet']}>{help}</p>}
      {error ? <p className={styles['quiet']}>{sentence(toApiError(error).failure, i18n.language)}</p> : busy ? <Computing /> : empty !== undefined ? <p className={styles['quiet']}>{empty}</p> : children}
    </section>
  )
}
