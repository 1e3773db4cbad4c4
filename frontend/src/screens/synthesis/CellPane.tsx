import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellDetail, FindingView } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { useInfo } from '../../state/queries'
import { useCell, useSynthesisView, type CellRef } from '../../state/synthesis'
import { FindingCard } from './FindingCard'
import { Passages } from './Passages'
import { useRowOf, useTitles } from './row-names'
import { Since } from './Since'
import { Split } from './Split'
import styles from './synthesis.module.css'
import { useWriting, type Writing } from './use-writing'

interface Props {
  place: CellRef
  onClose(): void
  /** Opens the next or previous cell of those that are looked for. */
  onStep(step: 1 | -1): void
}

/** A cell opened: what is said, the passages that it rests on, and what else stands there. */
export function CellPane({ place, onClose, onStep }: Props) {
  const { t } = useTranslation()
  const detail = useCell(place).data
  const { columnOf } = useTitles()
  const row = useRowOf(place, detail?.row ?? '')
  return (
    <section
      aria-label={t('synthesis.drawer')}
      className={styles['cellPane']}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onClose()
      }}
    >
      <header className={styles['paneHead']}>
        <div className={styles['paneTitle']}>
          <h3>{detail && columnOf(detail.column)}</h3>
          <p className={styles['muted']}>{row.replaceAll('/', ' › ')}</p>
        </div>
        <IconButton icon={ChevronUp} label={t('synthesis.previous')} command="synthesis.previous" onPress={() => { onStep(-1) }} />
        <IconButton icon={ChevronDown} label={t('synthesis.next')} command="synthesis.next" onPress={() => { onStep(1) }} />
        <IconButton icon={X} label={t('synthesis.close')} onPress={onClose} />
      </header>
      {detail && <Opened place={place} detail={detail} />}
    </section>
  )
}

function Opened({ place, detail }: { place: CellRef; detail: CellDetail }) {
  const { t } = useTranslation()
  const readOnly = useInfo().data?.read_only !== false
  const body = useRef<HTMLDivElement>(null)
  const { findings } = detail.cell
  // A further finding is asked for at a number of them: once it is written there is one more.
  const [asked, setAsked] = useState(-1)
  const another = asked === findings.length
  const shown = another || findings.length === 0 ? [...findings, null] : findings
  // Whoever comes back from a text goes on where it was left; else at the statement.
  useEffect(() => {
    const { away, item, set } = useSynthesisView.getState()
    set({ away: false })
    const left = away && item !== '' ? body.current?.querySelector<HTMLElement>(`[data-item="${item}"]`) : null
    ;(left ?? body.current?.querySelector<HTMLElement>('textarea'))?.focus()
    left?.scrollIntoView({ block: 'nearest' })
  }, [])
  // Passages are cited for the finding that was worked on last.
  const [target, setTarget] = useState(0)
  const aim = Math.min(target, shown.length - 1)
  const writings = useRef(new Map<number, Writing>())
  return (
    <div ref={body} className={styles['paneBody']}>
      <Since detail={detail} readOnly={readOnly} onSeen={(ids) => writings.current.get(0)?.seen(ids)} />
      <Split detail={detail} />
      <div className={styles['halves']}>
        <div className={styles['findings']}>
          {shown.map((f, i) => (
            <div key={i} data-aim={shown.length > 1 && i === aim} onFocus={() => { setTarget(i) }}>
              <Written place={place} finding={f} of={shown.length} readOnly={readOnly} give={(w) => { writings.current.set(i, w) }} />
            </div>
          ))}
          {!readOnly && findings.length > 0 && !another && (
            <Button
              look="quiet"
              onPress={() => {
                setAsked(findings.length)
                setTarget(findings.length)
              }}
            >
              <Plus aria-hidden size="1em" />
              {t('synthesis.another')}
            </Button>
          )}
        </div>
        <Passages list={detail.passages} readOnly={readOnly} aim={shown.length > 1 ? aim + 1 : 0} onCite={(cites) => writings.current.get(aim)?.cite(cites)} />
      </div>
    </div>
  )
}

/** A finding with what is done to it; others in the cell may ask for that, too. */
function Written({ place, finding, of, readOnly, give }: { place: CellRef; finding: FindingView | null; of: number; readOnly: boolean; give(writing: Writing): void }) {
  const writing = useWriting(place, finding)
  useEffect(() => {
    give(writing)
  })
  return <FindingCard finding={finding} writing={writing} readOnly={readOnly} of={of} />
}
