import { Languages, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitationView } from '../../api/types'
import { IconButton } from '../../components/IconButton'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { usePosition } from '../finding/position'
import { Translations } from '../translations/Translations'
import styles from './cases.module.css'

/** A cited passage; its words open it in its text. */
export function Cited({ citation: c, readOnly }: { citation: CitationView; readOnly: boolean }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const at = usePosition()
  const [translating, setTranslating] = useState(c.translations.length > 0)
  return (
    <li className={styles['citation']} data-role={c.role}>
      <button
        type="button"
        className={styles['open']}
        lang={c.lang}
        dir="auto"
        title={t('synthesis.read')}
        onClick={() => {
          useWorkspace.getState().jumpTo({ document: c.document.id, start: c.start, end: c.end })
        }}
      >
        “{c.quote}”
      </button>
      <div className={styles['citationFeet']}>
        <span className={styles['muted']}>
          {c.role !== 'supports' && <strong>{t(`cases.cite.${c.role as 'qualifies'}`)} · </strong>}
          {[c.document.title, at(c.position)].filter((x) => x !== '').join(' · ')}
          {c.moved && ` · ${t('cases.cite.moved')}`}
        </span>
        <IconButton icon={Languages} label={t('translation.title')} pressed={translating} onPress={() => { setTranslating(!translating) }} />
        {!readOnly && <IconButton icon={X} label={t('cases.cite.remove')} onPress={() => void attempt(() => api.analysis.removeCitations([c.id]))} />}
      </div>
      {translating && <Translations owner="citation" id={c.id} original={c.lang} readOnly={readOnly} />}
    </li>
  )
}
