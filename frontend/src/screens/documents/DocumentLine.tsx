import { EyeOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DocumentKind, DocumentRow } from '../../api/types'
import { KindIcon } from '../../components/KindIcon'
import { numberFormat } from '../../i18n/formats'
import type { Row } from '../../model/document-rows'
import { languageName } from '../../model/languages'
import { useWorkspace } from '../../state/workspace'
import styles from './DocumentsPane.module.css'

/** A line of the list: a document with its kind, language and number of codings, or a group. */
export function DocumentLine({ row }: { row: Row<DocumentRow> }) {
  const { t, i18n } = useTranslation()
  const reading = useWorkspace((s) => row.document !== null && s.document === row.document.id)
  const n = (value: number) => numberFormat(i18n.language).format(value)
  const d = row.document
  if (!d) {
    return (
      <>
        <span className={styles['group']} title={row.label}>
          {row.label}
        </span>
        <span className={styles['count']} title={t('documents.count', { count: row.count })}>
          {n(row.count)}
        </span>
      </>
    )
  }
  const kind = d.kind as DocumentKind
  return (
    <>
      <span className={styles['kind']} title={t(`kind.${kind}`)}>
        <KindIcon kind={d.kind} />
        <span className="hidden-text">{t(`kind.${kind}`)}</span>
      </span>
      <span className={`${styles['title'] ?? ''} ${reading ? (styles['reading'] ?? '') : ''}`} title={d.title}>
        {d.title}
      </span>
      {reading && <span className="hidden-text">{t('documents.reading')}</span>}
      {d.hidden && (
        <span title={t('documents.hidden')} className={styles['mark']}>
          <EyeOff aria-hidden size="1em" />
          <span className="hidden-text">{t('documents.hidden')}</span>
        </span>
      )}
      {d.lang !== '' && (
        <abbr className={styles['lang']} title={languageName(d.lang, i18n.language)}>
          {d.lang}
        </abbr>
      )}
      <span className={styles['count']} title={t('documents.codings', { count: d.codings })}>
        {d.codings > 0 ? n(d.codings) : '–'}
        <span className="hidden-text">{t('documents.codings', { count: d.codings })}</span>
      </span>
    </>
  )
}
