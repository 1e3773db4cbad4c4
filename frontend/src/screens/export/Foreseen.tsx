import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ExportPreview } from '../../api/types'
import { Account } from '../documents/Account'
import styles from './export.module.css'

const takes = ['names', 'users', 'paths', 'files', 'history', 'memos', 'times', 'identities'] as const

/** What will be written and what will not, before anything is. */
export function Foreseen({ preview }: { preview: ExportPreview | null }) {
  const { t } = useTranslation()
  if (!preview) {
    return (
      <p className={styles['foreseen']} role="status">
        {t('export.looking')}
      </p>
    )
  }
  const out = takes.filter((what) => preview.takes.includes(what))
  return (
    <section aria-label={t('export.foreseen')} className={styles['foreseen']}>
      <p role="status">
        {t('export.holds', { count: preview.codings })} {t('export.holds.documents', { count: preview.documents })}
      </p>
      {out.length > 0 && (
        <p className={styles['taken']}>
          <ShieldCheck aria-hidden size="1.125em" />
          <span>
            {t('export.takes', { list: out.map((what) => t(`export.takes.${what}`)).join(', ') })} {t('export.names', { count: preview.names })}
          </span>
        </p>
      )}
      {preview.open > 0 && (
        <p className={styles['open']}>
          <ShieldAlert aria-hidden size="1.125em" />
          {t('export.open', { count: preview.open })}
        </p>
      )}
      {preview.hidden > 0 && <p>{t('export.hidden', { count: preview.hidden })}</p>}
      {preview.elements.length > 0 && (
        <details className={styles['account']}>
          <summary>{t('export.account')}</summary>
          <Account elements={preview.elements} out />
        </details>
      )}
    </section>
  )
}
