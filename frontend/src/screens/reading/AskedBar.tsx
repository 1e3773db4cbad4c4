import { ArrowLeft, ArrowRight, ClipboardCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/IconButton'
import { useCommands } from '../../state/commands'
import { placeAmong, useAsked } from '../../state/excerpts'
import { useWorkspace } from '../../state/workspace'
import styles from './Reading.module.css'

/** Where the reader stands among the passages that a round asks to be judged; from one to the next. */
export function AskedBar({ document }: { document: string }) {
  const { t } = useTranslation()
  const asked = useAsked()
  const at = useWorkspace((s) => s.caret)
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const here = placeAmong(asked, document, at)
  const round = (asked[here] ?? asked.find((a) => a.excerpt.document.id === document) ?? asked[0])?.round
  const own = asked.filter((a) => a.round.id === round?.id)
  const i = here < 0 ? -1 : own.findIndex((a) => a.excerpt.id === asked[here]?.excerpt.id)
  const go = (by: 1 | -1) => {
    const to = own[i < 0 ? (by > 0 ? 0 : own.length - 1) : (i + by + own.length) % own.length]?.excerpt
    if (to) jumpTo({ document: to.document.id, start: to.start, end: to.end })
  }
  useCommands([
    { id: 'reading.asked_next', group: 'reading', title: t('reading.asked.next'), keys: ['Alt+PageDown'], possible: own.length > 0, run: () => { go(1) } },
    { id: 'reading.asked_before', group: 'reading', title: t('reading.asked.before'), keys: ['Alt+PageUp'], possible: own.length > 0, run: () => { go(-1) } },
  ])
  if (!round) return null
  return (
    <section aria-label={t('reading.asked')} className={styles['asked']}>
      <ClipboardCheck aria-hidden size="1.125em" />
      <span className={styles['askedWords']} role="status">
        {i < 0 ? t('reading.asked.none', { round: round.label, count: own.length }) : t('reading.asked.at', { round: round.label, n: i + 1, of: own.length })}
      </span>
      <IconButton icon={ArrowLeft} label={t('reading.asked.before')} command="reading.asked_before" onPress={() => { go(-1) }} />
      <IconButton icon={ArrowRight} label={t('reading.asked.next')} command="reading.asked_next" onPress={() => { go(1) }} />
    </section>
  )
}
