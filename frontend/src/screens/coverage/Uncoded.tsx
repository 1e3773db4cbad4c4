import { CheckCheck } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Feed } from '../../components/Feed'
import { Tick } from '../../components/Tick'
import { useCoverageView, useUncoded } from '../../state/coverage'
import { useDocuments } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { usePosition } from '../finding/position'
import styles from './coverage.module.css'

/** Turns and paragraphs that bear no coding; each opens in its text. */
export function Uncoded() {
  const { t } = useTranslation()
  const { uncodedOf, set } = useCoverageView()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const documents = useDocuments().data
  const answer = useUncoded(uncodedOf).data
  const [asking, setAsking] = useState(false)
  const [scrolled, setScrolled] = useState(0)
  const onRange = useCallback(() => undefined, [])
  const position = usePosition()
  if (!answer) return null
  const list = answer.filter((p) => asking || !p.asking)
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <Choice label={t('coverage.document')} value={uncodedOf} options={[{ value: '', label: t('coverage.every') }, ...(documents ?? []).map((d) => ({ value: d.id, label: d.title }))]} onChange={(of) => { set({ uncodedOf: of }) }} />
        <Tick label={t('coverage.asking')} value={asking} onChange={setAsking} />
        <span role="status" className={styles['muted']}>
          {t('coverage.uncoded.count', { count: list.length })}
        </span>
      </div>
      {list.length === 0 ? (
        <Empty icon={CheckCheck} title={t('coverage.uncoded.none')} help={t('coverage.uncoded.none.help')} />
      ) : (
        <Feed
          label={t('coverage.tab.uncoded')}
          count={list.length}
          estimate={84}
          scrolled={scrolled}
          onScroll={setScrolled}
          onRange={onRange}
          name={(i) => `${list[i]?.document.title ?? ''}: ${list[i]?.quote.slice(0, 80) ?? ''}`}
          onOpen={(i) => {
            const p = list[i]
            if (p) jumpTo({ document: p.document.id, start: p.start, end: p.end })
          }}
          render={(i) => {
            const p = list[i]
            return (
              p && (
                <div className={styles['passage']}>
                  <p dir="auto" className={styles['quote']}>{p.quote}</p>
                  <p className={styles['muted']}>{[p.document.title, position(p.position)].filter((x) => x !== '').join(' · ')}</p>
                </div>
              )
            )
          }}
        />
      )}
    </div>
  )
}
