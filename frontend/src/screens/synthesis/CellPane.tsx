import { ChevronDown, ChevronUp, Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellDetail } from '../../api/types'
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
import { type Making, type Slot, useSlots } from './use-slots'
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
  const { list, waiting, making, another } = useSlots(detail.cell.findings)
  // Whoever comes back from a text goes on where it was left; else at the statement.
  useEffect(() => {
    const { away, item, set } = useSynthesisView.getState()
    set({ away: false })
    const left = away && item !== '' ? body.current?.querySelector<HTMLElement>(`[data-item="${item}"]`) : null
    ;(left ?? body.current?.querySelector<HTMLElement>('textarea'))?.focus()
    left?.scrollIntoView({ block: 'nearest' })
  }, [])
  // A finding that goes, or that has come to an end of the list, may take the focus with it.
  const order = list.map((slot) => slot.key).join(' ')
  useEffect(() => {
    const now = document.activeElement
    const field = (of: string) => body.current?.querySelector<HTMLElement>(`${of} textarea`)
    if (now === document.body || now?.matches(':disabled')) (field('[data-aim=true]') ?? field(''))?.focus()
  }, [order])
  // Passages are cited for the finding that was worked on last.
  const [target, setTarget] = useState('')
  const aim = Math.max(0, list.findIndex((slot) => slot.key === target))
  const writings = useRef(new Map<string, Writing>())
  const writingAt = (i: number) => writings.current.get(list[i]?.key ?? '')
  return (
    <div ref={body} className={styles['paneBody']}>
      <Since detail={detail} readOnly={readOnly} onSeen={(ids) => writingAt(0)?.seen(ids)} />
      <Split detail={detail} />
      <div className={styles['halves']}>
        <div className={styles['findings']}>
          {list.map((slot, i) => (
            <div key={slot.key} data-aim={list.length > 1 && i === aim} onFocus={() => { setTarget(slot.key) }}>
              <Written place={place} slot={slot} of={list.length} readOnly={readOnly} making={making} give={(w) => { writings.current.set(slot.key, w) }} />
            </div>
          ))}
          {!readOnly && !waiting && (
            <Button look="quiet" onPress={() => { setTarget(another()) }}>
              <Plus aria-hidden size="1em" />
              {t('synthesis.another')}
            </Button>
          )}
        </div>
        <Passages list={detail.passages} readOnly={readOnly} aim={list.length > 1 ? aim + 1 : 0} onCite={(cites) => writingAt(aim)?.cite(cites)} />
      </div>
    </div>
  )
}

/** A finding with what is done to it; others in the cell may ask for that, too. */
function Written({ place, slot: { finding }, of, readOnly, making, give }: { place: CellRef; slot: Slot; of: number; readOnly: boolean; making: Making; give(writing: Writing): void }) {
  const writing = useWriting(place, finding, making)
  useEffect(() => {
    give(writing)
  })
  return <FindingCard finding={finding} writing={writing} readOnly={readOnly} of={of} />
}
