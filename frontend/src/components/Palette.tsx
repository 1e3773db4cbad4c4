import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import styles from './Palette.module.css'

interface Props<T> {
  /** What a screen reader calls the field. */
  label: string
  placeholder: string
  /** What fits the words that were typed, the best first. */
  find(words: string): readonly T[]
  keyOf(item: T): string
  /** The row of an item. Its first line should be its name. */
  row(item: T): ReactNode
  /** Shown when nothing fits. */
  none: ReactNode
  /** Shown below the list, of the item that Enter would take. */
  about?(item: T): ReactNode
  /** Enter, or a click; with `more` (Shift) the person wants to take another one after it. */
  take(item: T, more: boolean): void
  onEscape(): void
  /** Enter in the empty field, while no other row was walked to: what was taken so far is enough. */
  done?(): void
  /** Shown before the field: what was taken so far. */
  before?: ReactNode
}

/** A field with a list that what is typed narrows: the pattern "combobox" of ARIA with a listbox. */
export function Palette<T>({ label, placeholder, find, keyOf, row, none, about, take, onEscape, done, before }: Props<T>) {
  const id = useId()
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const items = find(words)
  const active = Math.min(at, items.length - 1)
  const option = (i: number) => `${id}-${String(i)}`
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const choose = (i: number, more: boolean) => {
    const item = items[i]
    if (item === undefined) return
    if (more) {
      setWords('')
      setAt(0)
    }
    take(item, more)
  }
  const now = items[active]
  return (
    <div className={styles['picker']}>
      <div className={styles['head']}>
        <Search aria-hidden size="1em" />
        {before}
        <input
          // A picker is opened to type into it.
          autoFocus
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(now === undefined ? {} : { 'aria-activedescendant': option(active) })}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          className={styles['field']}
          value={words}
          onChange={(e) => {
            setWords(e.target.value)
            setAt(0)
          }}
          onKeyDown={(e) => {
            const page = 8
            const to: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page }
            const next = to[e.key]
            if (next !== undefined) setAt(items.length === 0 ? 0 : e.key.startsWith('Arrow') ? (next + items.length) % items.length : Math.min(Math.max(next, 0), items.length - 1))
            else if (e.key === 'Enter' && done && words.trim() === '' && active === 0 && !e.shiftKey) done()
            else if (e.key === 'Enter') choose(active, e.shiftKey)
            else if (e.key === 'Escape') onEscape()
            else return
            e.preventDefault()
            e.stopPropagation()
          }}
        />
      </div>
      <ul ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={styles['list']}>
        {items.map((item, i) => (
          <li
            key={keyOf(item)}
            id={option(i)}
            role="option"
            aria-selected={i === active}
            className={styles['item']}
            onPointerMove={() => {
              setAt(i)
            }}
            onMouseDown={(e) => {
              e.preventDefault()
            }}
            onClick={(e) => {
              choose(i, e.shiftKey || e.ctrlKey || e.metaKey)
            }}
          >
            {row(item)}
          </li>
        ))}
      </ul>
      {now === undefined ? <p role="status" className={styles['none']}>{none}</p> : about && <div className={styles['about']} tabIndex={0} role="group" aria-label={label}>{about(now)}</div>}
    </div>
  )
}
