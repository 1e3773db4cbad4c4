import { ArrowDown, ArrowUp, EllipsisVertical, Languages, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitationView } from '../../api/types'
import { IconButton } from '../../components/IconButton'
import { Menu } from '../../components/Menu'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { usePosition } from '../finding/position'
import { Translations } from '../translations/Translations'
import styles from './cases.module.css'

const roles = ['supports', 'qualifies', 'contradicts'] as const

interface Props {
  citation: CitationView
  /** All that the value rests on, in their order. */
  among: readonly CitationView[]
  readOnly: boolean
}

/** A cited passage, with what it does for the value and its place among others; its words open it in its text. */
export function Cited({ citation: c, among, readOnly }: Props) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const at = usePosition()
  const here = among.findIndex((o) => o.id === c.id)
  /** Puts it behind the citation of that number; before the first it is the first. */
  const follow = (number: number) => void attempt(() => api.analysis.editCitation({ id: c.id, after: among[number]?.id ?? '' }))
  const items = [
    ...roles.map((role) => ({ id: role, label: t(`cases.cite.${role}`), checked: c.role === role, onAction: () => void attempt(() => api.analysis.editCitation({ id: c.id, role })) })),
    { id: 'up', label: t('cases.cite.up'), icon: ArrowUp, apart: true, disabled: here <= 0, onAction: () => { follow(here - 2) } },
    { id: 'down', label: t('cases.cite.down'), icon: ArrowDown, disabled: here === among.length - 1, onAction: () => { follow(here + 1) } },
  ]
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
          {c.binned && ` · ${t('cases.cite.binned')}`}
        </span>
        <IconButton icon={Languages} label={t('translation.title')} pressed={translating} onPress={() => { setTranslating(!translating) }} />
        {!readOnly && (
          <Menu icon label={t('cases.cite.menu')} items={items}>
            <EllipsisVertical aria-hidden size="1.125em" />
          </Menu>
        )}
        {!readOnly && <IconButton icon={X} label={t('cases.cite.remove')} onPress={() => void attempt(() => api.analysis.removeCitations([c.id]))} />}
      </div>
      {translating && <Translations owner="citation" id={c.id} original={c.lang} readOnly={readOnly} />}
    </li>
  )
}
