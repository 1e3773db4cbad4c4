import { useEffect, useId, useImperativeHandle, useRef, useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Note } from '../../editor/note'
import { type Known, referenceBegun } from '../../model/references'
import styles from './NoteField.module.css'

/** Something that a memo can refer to. */
export interface Offered {
  token: string
  name: string
  /** What it is, in words. */
  what: string
}

/** What the field does when it is told. */
export interface NoteHandle {
  /** Puts a text at the caret. */
  insert(text: string): void
  /** Shows another text, which nobody typed. */
  show(text: string): void
}

interface Props {
  label: string
  /** What it begins with; afterwards it keeps what is typed, until it is told to show something else. */
  start: string
  writable: boolean
  known: readonly Known[]
  handle: Ref<NoteHandle>
  /** What could be meant by words behind "[[", the likeliest first. */
  offer(words: string): readonly Offered[]
  onChange(text: string): void
  onOpen(token: string): void
}

/** The field for the text of a memo. Two brackets complete names of documents, codes, cases and memos. */
export function NoteField({ label, start, writable, known, handle, offer, onChange, onOpen }: Props) {
  const { t } = useTranslation()
  const host = useRef<HTMLDivElement>(null)
  const note = useRef<Note | null>(null)
  const id = useId()
  const [begun, setBegun] = useState<{ from: number; words: string } | null>(null)
  const [active, setActive] = useState(0)
  const list = begun ? offer(begun.words) : []

  const take = (o: Offered | undefined) => {
    if (!o || !begun || !note.current) return
    note.current.put(o.token, begun.from, note.current.view.state.selection.main.head)
    setBegun(null)
    note.current.view.focus()
  }
  const latest = useRef({ onChange, onOpen, list, active, take, text: start })
  useEffect(() => {
    latest.current = { ...latest.current, onChange, onOpen, list, active, take }
  })
  useEffect(() => {
    if (!host.current) return
    const made = new Note(host.current, start, label, writable, t('memo.reference.gone'), {
      change: (text, caret) => {
        if (text !== latest.current.text) {
          latest.current.text = text
          latest.current.onChange(text)
        }
        setBegun(referenceBegun(text, caret))
        setActive(0)
      },
      key: (key) => {
        const { list: offered, active: at, take: chosen } = latest.current
        if (offered.length === 0) return false
        if (key === 'ArrowDown' || key === 'ArrowUp') setActive((at + (key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length)
        else if (key === 'Escape') setBegun(null)
        else chosen(offered[at])
        return true
      },
      open: (token) => {
        latest.current.onOpen(token)
      },
    })
    note.current = made
    if (writable) made.view.focus()
    return () => {
      note.current = null
      made.destroy()
    }
    // The field is made once: what is typed in it is its own.
  }, []) // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    note.current?.know(known)
  }, [known])
  const shown = list.length > 0
  useEffect(() => {
    const dom = note.current?.view.contentDOM
    if (!dom) return
    const set = (name: string, value: string | null) => {
      if (value === null) dom.removeAttribute(name)
      else dom.setAttribute(name, value)
    }
    set('aria-controls', shown ? `${id}-list` : null)
    set('aria-activedescendant', shown ? `${id}-${String(active)}` : null)
  }, [shown, active, id])
  useImperativeHandle(handle, () => ({
    insert: (text) => {
      note.current?.put(text)
      note.current?.view.focus()
    },
    show: (text) => {
      latest.current.text = text
      note.current?.show(text)
      setBegun(null)
    },
  }))

  return (
    <div
      className={styles['field']}
      onKeyDown={(e) => {
        // The list is closed before the form is.
        if (shown && e.key === 'Escape') e.stopPropagation()
      }}
    >
      <span className={styles['label']} aria-hidden>
        {label}
      </span>
      <div ref={host} className={styles['text']} />
      {shown && (
        <ul role="listbox" id={`${id}-list`} aria-label={t('memo.reference.list')} className={styles['list']}>
          {list.map((o, i) => (
            <li
              key={o.token}
              role="option"
              id={`${id}-${String(i)}`}
              aria-selected={i === active}
              className={styles['item']}
              onMouseDown={(e) => {
                e.preventDefault()
                take(o)
              }}
            >
              <span className={styles['name']}>{o.name}</span>
              <span className={styles['what']}>{o.what}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
