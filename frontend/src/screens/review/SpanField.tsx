import { ChevronLeft, ChevronRight } from 'lucide-react'
import { Fragment, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { wordsOf } from '../../model/grow'
import { codePoint, PositionIndex, utf16, type Span } from '../../model/positions'
import type { Range } from '../../model/spans'
import { moveEdge, surroundings } from '../../model/word-edges'
import styles from './differences.module.css'

/** How much text stands before and after, in characters. */
const around = 500

/** A passage that may be meant. */
export interface Offer {
  key: string
  name: string
  span: Span
}

interface Props {
  text: string
  lang: string
  /** The passage that was compared: the text around it is shown. */
  passage: Span
  offers: readonly Offer[]
  value: Span
  onChange(span: Span): void
}

/** Which words a coding is to have: those of somebody, selected in the text, or moved word by word. */
export function SpanField({ text, lang, passage, offers, value, onChange }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLParagraphElement>(null)
  const index = useMemo(() => new PositionIndex(text), [text])
  const range = (s: Span): Range => ({ from: index.toUtf16(codePoint(s.start)), to: index.toUtf16(codePoint(s.end)) })
  const put = (r: Range) => {
    onChange(index.span(utf16(r.from), utf16(r.to)))
  }
  const chosen = range(value)
  const seen = surroundings(text, [...offers.map((o) => o.span), passage].map(range).reduce((a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) })), around)
  const take = () => {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || !box.current?.contains(selection.anchorNode) || !box.current.contains(selection.focusNode)) return
    const picked = selection.getRangeAt(0)
    const before = document.createRange()
    before.setStart(box.current, 0)
    before.setEnd(picked.startContainer, picked.startOffset)
    const from = seen.from + before.toString().length
    const words = wordsOf(text, from, from + picked.toString().length)
    selection.removeAllRanges()
    if (words) put(words)
  }
  // The words that are chosen are in view.
  useLayoutEffect(() => {
    const mark = box.current?.querySelector('mark')
    if (!box.current || !mark) return
    const [m, b] = [mark.getBoundingClientRect(), box.current.getBoundingClientRect()]
    if (m.top < b.top || m.bottom > b.bottom) box.current.scrollTop += m.top - b.top - b.height / 4
  }, [value])
  const edges = [['from', false], ['from', true], ['to', false], ['to', true]] as const
  return (
    <section className={styles['span']} aria-label={t('review.decide.new.where')}>
      <h3 className={styles['spanHead']}>{t('review.decide.new.where')}</h3>
      <div className={styles['choices']}>
        {offers.map((o) => (
          <Button key={o.key} aria-pressed={o.span.start === value.start && o.span.end === value.end} look={o.span.start === value.start && o.span.end === value.end ? 'primary' : 'plain'} onPress={() => { onChange(o.span) }}>
            {o.name}
          </Button>
        ))}
        <span className={styles['space']} />
        {edges.map(([end, forward]) => {
          const moved = moveEdge(text, chosen, end, forward, seen, lang)
          return (
            <Fragment key={end + String(forward)}>
              {!forward && <span className={styles['edge']}>{t(end === 'from' ? 'review.span.begin' : 'review.span.end')}</span>}
              <IconButton
                icon={forward ? ChevronRight : ChevronLeft}
                label={t(end === 'from' ? (forward ? 'review.span.begin.later' : 'review.span.begin.earlier') : forward ? 'review.span.end.later' : 'review.span.end.earlier')}
                isDisabled={moved.from === chosen.from && moved.to === chosen.to}
                onPress={() => { put(moved) }}
              />
            </Fragment>
          )
        })}
      </div>
      <p ref={box} className={styles['spanText']} dir="auto" lang={lang} tabIndex={0} onPointerUp={take}>
        {text.slice(seen.from, Math.max(seen.from, chosen.from))}
        <mark>{text.slice(chosen.from, chosen.to)}</mark>
        {text.slice(chosen.to, Math.max(seen.to, chosen.to))}
      </p>
      <p className={styles['quiet']}>{t('review.decide.new.select')}</p>
    </section>
  )
}
