import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { IconButton } from '../../components/IconButton'
import { numberFormat } from '../../i18n/formats'
import { Folded } from '../../model/search'
import { useReading } from '../../state/reading'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'

/** How many places are drawn; nobody walks through more. */
const most = 5000

/** Finds words in the document, or goes to a paragraph, a page or a turn of it. */
export function FindBar({ open: { text, shape, surface } }: { open: Open }) {
  const { t, i18n } = useTranslation()
  const { goto, set } = useReading(useShallow(({ goto, set }) => ({ goto, set })))
  const [words, setWords] = useState('')
  const [at, setAt] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const folded = useMemo(() => new Folded(text), [text])
  const hits = useMemo(() => (goto ? [] : folded.find(words, most)), [folded, words, goto])
  const start = useRef(surface?.selection.from ?? 0)

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [goto])
  useEffect(() => {
    surface?.found(hits, at)
  }, [surface, hits, at])
  useEffect(
    () => () => {
      surface?.found([], -1)
    },
    [surface],
  )

  const look = (i: number) => {
    const hit = hits[(i + hits.length) % hits.length]
    if (!hit || !surface) return
    setAt((i + hits.length) % hits.length)
    surface.select(hit.from, hit.to)
  }
  const typed = (value: string) => {
    setWords(value)
    if (goto) return
    const found = folded.find(value, most)
    const next = found.findIndex((h) => h.from >= start.current)
    const i = found.length === 0 ? -1 : Math.max(next, 0)
    setAt(i)
    const hit = found[i]
    if (hit) surface?.select(hit.from, hit.to)
  }
  const close = () => {
    set({ find: false })
    surface?.focus()
  }
  /** "12" is a paragraph; "p. 3" or "@3" a page, "t 7" a turn, "#1200" a character. */
  const go = () => {
    const m = /^\s*([a-z@#¶]*)[.\s]*(\S+)\s*$/i.exec(words)
    if (!m || !surface) return
    const [kind, rest = ''] = [m[1]?.toLowerCase() ?? '', m[2]]
    const n = Number(rest)
    const piece =
      kind.startsWith('p') || kind === '@' ? shape.pages.find((p) => p.label === rest)
      : kind.startsWith('t') ? shape.turns[n - 1]
      : kind === '#' ? { from: Math.min(n, text.length), to: Math.min(n, text.length) }
      : shape.blocks[n - 1]
    if (piece) {
      surface.jump(piece.from, 'kind' in piece && piece.kind === 'page' ? piece.from : piece.to)
      close()
    } else setAt(-2)
  }
  const number = numberFormat(i18n.language)
  const count = goto
    ? at === -2 ? t('reading.goto.none') : t('reading.goto.help')
    : words === '' ? ''
    : hits.length === 0 ? t('reading.find.none')
    : t('reading.find.count', { at: number.format(at + 1), total: `${number.format(hits.length)}${hits.length === most ? '+' : ''}` })
  return (
    <form
      role="search"
      aria-label={t(goto ? 'reading.goto' : 'reading.find')}
      className={styles['find']}
      onSubmit={(e) => {
        e.preventDefault()
        if (goto) go()
        else look(at + 1)
      }}
    >
      <input
        ref={field}
        type="text"
        aria-label={t(goto ? 'reading.goto' : 'reading.find')}
        placeholder={t(goto ? 'reading.goto' : 'reading.find')}
        value={words}
        spellCheck={false}
        onChange={(e) => {
          typed(e.target.value)
        }}
        onKeyDown={(e) => {
          if (e.key === 'Escape') close()
          else if (e.key === 'Enter' && e.shiftKey) look(at - 1)
          else if (e.key === 'F3') look(at + (e.shiftKey ? -1 : 1))
          else return
          e.preventDefault()
        }}
      />
      <span aria-live="polite" className={styles['count']}>{count}</span>
      {!goto && <IconButton icon={ChevronUp} label={t('reading.find.previous')} isDisabled={hits.length === 0} onPress={() => { look(at - 1) }} />}
      {!goto && <IconButton icon={ChevronDown} label={t('reading.find.next')} isDisabled={hits.length === 0} onPress={() => { look(at + 1) }} />}
      <IconButton icon={X} label={t('reading.find.close')} onPress={close} />
    </form>
  )
}
