import { useTranslation } from 'react-i18next'
import type { Holds } from './formats'
import styles from './export.module.css'

/** What engine.Exported and engine.ProjectWritten say. */
interface Written {
  path?: string
  rows?: number
  long?: number
  mended?: number
  hidden?: number
  manifest?: string
  elements?: readonly { stored: number; kept: number; left: number }[]
}

/** What was written, and what is to be known about it, in sentences. */
export function Result({ name, result, holds }: { name: string; result: unknown; holds: Holds }) {
  const { t } = useTranslation()
  const { path = name, rows = 0, long = 0, mended = 0, hidden = 0, manifest = '', elements = [] } = (result ?? {}) as Written
  const left = elements.reduce((n, e) => n + e.left, 0)
  const kept = elements.reduce((n, e) => n + e.kept, 0)
  return (
    <div className={styles['result']}>
      <p className={styles['name']}>{holds === 'rows' ? t('export.rows', { count: rows, name }) : t(holds === 'project' ? 'export.project' : 'export.written', { name })}</p>
      <p className={styles['help']}>{path}</p>
      {manifest !== '' && <p className={styles['help']}>{t('export.manifest', { name: manifest.slice(manifest.search(/[^/\\]*$/)) })}</p>}
      {long > 0 && <p>{t('export.long', { count: long })}</p>}
      {mended > 0 && <p>{t('export.mended', { count: mended })}</p>}
      {kept > 0 && <p>{t('export.kept', { count: kept })}</p>}
      {left > 0 && <p>{t('export.left', { count: left })}</p>}
      {hidden > 0 && <p>{t('export.hidden', { count: hidden })}</p>}
    </div>
  )
}
