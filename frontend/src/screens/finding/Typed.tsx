import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import { Button } from '../../components/Button'
import { sentence } from '../../i18n'
import { typingAt, valueText, type Completion } from '../../model/completing'
import { withLetters, withoutLetters } from '../../model/coder-letters'
import { fitsWords, fold } from '../../model/fold'
import { useCases, useCodes, useDocuments, useFacets, useInfo } from '../../state/queries'
import { useCoders, useReview } from '../../state/review'
import type { CaseNode, CodeNode } from '../../api/types'
import { kindsOfDocument, rolesOfSpeakers } from './options'
import styles from './typed.module.css'

interface Props {
  /** The condition as it is asked now. */
  value: string
  /** Asks the program whether it understands the condition; rejects with what is wrong. */
  check(where: string): Promise<unknown>
  onAsk(where: string): void
  onClose(): void
}

const fields = ['code', 'case', 'document', 'kind', 'lang', 'coder', 'round', 'role', 'speaker', 'jurisdiction', 'date', 'coded', 'memo', 'weight', 'text', 'overlaps', 'within', 'contains', 'near', 'set'] as const

/** How many completions are shown at once. */
const most = 8

/** The names that can stand behind each field, as the language takes them. */
function useNames(): (field: string) => readonly string[] {
  const codes = useCodes().data
  const cases = useCases().data
  const documents = useDocuments().data
  const facets = useFacets().data
  const info = useInfo().data
  const coders = useCoders()
  return useMemo(() => {
    const paths = (nodes: readonly (CodeNode | CaseNode)[]): string[] => nodes.flatMap((n) => [n.path, ...paths(n.children)])
    const code = paths(codes ?? [])
    const some = (values: readonly string[] | undefined) => [...new Set(values?.filter((v) => v !== ''))]
    const names: Record<string, readonly string[]> = {
      code, overlaps: code, within: code, contains: code, near: code,
      case: paths(cases ?? []),
      document: some(documents?.map((d) => d.title)),
      kind: kindsOfDocument,
      role: rolesOfSpeakers,
      lang: some(documents?.map((d) => d.lang)),
      jurisdiction: some(documents?.map((d) => d.jurisdiction)),
      coder: some(coders.map((c) => c.name)),
      round: some(info?.rounds.map((r) => r.label)),
      memo: ['yes', 'no'],
    }
    for (const f of facets ?? []) names[f.name] = names[`facet.${f.name}`] = f.values.map((v) => v.name)
    return (field) => names[field] ?? []
  }, [codes, cases, documents, facets, info, coders])
}

/** The condition as text, with what could stand at the caret, and what is wrong with it. */
export function Typed({ value, check, onAsk, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const names = useNames()
  const facets = useFacets().data
  const info = useInfo().data
  const masked = useReview((s) => s.masked)
  const lettered = useMemo(() => (info?.coders ?? []).map(({ id, name }) => ({ id, name, letter: info?.masks[id] ?? '?' })), [info])
  const begins = masked ? withLetters(value, lettered) : value
  const [text, setText] = useState(begins)
  const [caret, setCaret] = useState(begins.length)
  const [error, setError] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const input = useRef<HTMLInputElement>(null)
  const placed = useRef<number | null>(null)
  const id = useId()

  const typing = typingAt(text, caret)
  const completions = useMemo((): Completion[] => {
    const begun = fold(typing.begun)
    const all: Completion[] =
      typing.field !== ''
        ? names(typing.field).map((n) => ({ text: valueText(n), label: n, detail: '' }))
        : [
            ...fields.map((f) => ({ text: `${f}:`, label: f, detail: t(`finding.field.${f}`) })),
            ...(facets ?? []).map((f) => ({ text: `${valueText(f.name)}:`, label: f.name, detail: t('finding.field.facet') })),
          ]
    return all
      .map((c) => ({ c, n: begun === '' ? 1 : Math.max(fitsWords(begun, fold(c.label)), fitsWords(begun, fold(c.detail)) / 2) }))
      .filter(({ n }) => n > 0)
      .sort((a, b) => b.n - a.n)
      .slice(0, most)
      .map(({ c }) => c)
  }, [typing.field, typing.begun, names, facets, t])
  const shown = open && completions.length > 0 && !(completions.length === 1 && completions[0]?.label === typing.begun)

  const take = (c: Completion) => {
    const field = c.text.endsWith(':')
    const rest = text.slice(typing.to)
    const next = `${text.slice(0, typing.from)}${c.text}${field || rest.startsWith(' ') ? '' : ' '}`
    setText(next + rest)
    setActive(-1)
    setOpen(field)
    setCaret(next.length)
    placed.current = next.length
  }
  // The caret goes behind what was taken before the next key is heard.
  useLayoutEffect(() => {
    if (placed.current === null) return
    input.current?.focus()
    input.current?.setSelectionRange(placed.current, placed.current)
    placed.current = null
  }, [text])
  const ask = async () => {
    setOpen(false)
    const where = masked ? withoutLetters(text.trim(), lettered) : text.trim()
    if (where === undefined) {
      setError(t('finding.typed.letters'))
      return
    }
    try {
      await check(where)
      setError('')
      onAsk(where)
    } catch (reason) {
      const { failure } = toApiError(reason)
      setError(sentence(failure, i18n.language))
      const position = failure.args['position']
      if (typeof position === 'number') {
        const where = [...text].slice(0, position - 1).join('').length
        input.current?.focus()
        input.current?.setSelectionRange(where, where)
      }
    }
  }
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      setOpen(true)
      setActive((n) => (n + (e.key === 'ArrowDown' ? 1 : -1) + completions.length + 1) % (completions.length + 1))
      if (!shown) setActive(0)
    } else if ((e.key === 'Enter' || e.key === 'Tab') && shown && completions[active]) {
      e.preventDefault()
      take(completions[active])
    } else if (e.key === 'Enter') {
      e.preventDefault()
      void ask()
    } else if (e.key === 'Escape') {
      e.preventDefault()
      if (shown) setOpen(false)
      else onClose()
    }
  }
  const moved = () => {
    setCaret(input.current?.selectionStart ?? 0)
  }

  return (
    <div className={styles['typed']}>
      <label htmlFor={`${id}-input`} className="hidden-text">
        {t('finding.typed')}
      </label>
      <div className={styles['line']}>
        <input
          ref={input}
          id={`${id}-input`}
          role="combobox"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          className={styles['input']}
          placeholder={t('finding.typed.example')}
          value={text}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${id}-${String(active)}` : undefined}
          aria-invalid={error !== ''}
          aria-describedby={`${id}-error`}
          onChange={(e) => {
            setText(e.target.value)
            setCaret(e.target.selectionStart ?? 0)
            setOpen(true)
            setActive(-1)
          }}
          onSelect={moved}
          onKeyDown={keys}
          onBlur={() => {
            setOpen(false)
          }}
        />
        <Button look="primary" onPress={() => void ask()}>
          {t('finding.typed.ask')}
        </Button>
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={t('finding.typed.completions')} hidden={!shown} className={styles['list']}>
        {completions.map((c, i) => (
          <li
            key={c.text}
            id={`${id}-${String(i)}`}
            role="option"
            aria-selected={i === active}
            className={styles['item']}
            onPointerDown={(e) => {
              e.preventDefault() // keeps the focus in the field
              take(c)
            }}
          >
            <span>{c.label}</span>
            <span className={styles['detail']}>{c.detail}</span>
          </li>
        ))}
      </ul>
      <p id={`${id}-error`} role={error === '' ? undefined : 'alert'} className={styles['error']}>
        {error}
      </p>
    </div>
  )
}
