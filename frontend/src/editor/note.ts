import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { Compartment, EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from '@codemirror/view'
import { type Known, referencePattern, sayReference } from '../model/references'
import { styleNonce } from './nonce'

/** What the field tells those who show it. */
export interface NoteEvents {
  change(text: string, caret: number): void
  /** A key was pressed that a list of completions may want: true if it took it. */
  key(key: string): boolean
  open(token: string): void
}

const know = StateEffect.define<readonly Known[]>()

class Chip extends WidgetType {
  constructor(
    readonly token: string,
    readonly words: string,
    readonly open: (token: string) => void,
  ) {
    super()
  }
  override eq(other: Chip) {
    return other.token === this.token && other.words === this.words
  }
  toDOM() {
    const dom = document.createElement('span')
    dom.className = 'a-chip'
    dom.textContent = this.words
    dom.title = this.words
    dom.addEventListener('mousedown', (e) => {
      e.preventDefault()
      this.open(this.token)
    })
    return dom
  }
  override ignoreEvent() {
    return true
  }
}

function chips(text: string, known: readonly Known[], gone: string, open: (token: string) => void): DecorationSet {
  return Decoration.set(
    [...text.matchAll(referencePattern)].map((m) =>
      Decoration.replace({ widget: new Chip(m[0], sayReference(known.find((k) => k.text === m[0]), gone), open) }).range(m.index, m.index + m[0].length),
    ),
  )
}

const look = EditorView.theme({
  '&': { color: 'var(--text)', background: 'var(--raised)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { padding: 'var(--space-2) 0', caretColor: 'var(--text)', fontFamily: 'inherit', minHeight: '6.5rem' },
  '.cm-content:focus-visible': { boxShadow: 'none' },
  '.cm-line': { padding: '0 var(--space-3)', lineHeight: '1.45' },
  '.cm-scroller': { fontFamily: 'inherit', maxHeight: '28rem', overflow: 'auto' },
  '.a-chip': {
    padding: '0 0.25rem',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    background: 'var(--accent-soft)',
    cursor: 'pointer',
    overflowWrap: 'anywhere',
  },
})

/** A text that is written, in which references show as what they refer to. It lives outside React. */
export class Note {
  readonly view: EditorView
  readonly #writable = new Compartment()

  constructor(parent: HTMLElement, text: string, label: string, writable: boolean, gone: string, events: NoteEvents) {
    const drawn = StateField.define<{ known: readonly Known[]; set: DecorationSet }>({
      create: (state) => ({ known: [], set: chips(state.doc.toString(), [], gone, events.open) }),
      update: (now, tr) => {
        const news = tr.effects.find((e) => e.is(know))
        if (!news && !tr.docChanged) return now
        const known = news ? news.value : now.known
        return { known, set: chips(tr.state.doc.toString(), known, gone, events.open) }
      },
      provide: (field): Extension => [
        EditorView.decorations.from(field, (v) => v.set),
        EditorView.atomicRanges.of((view) => view.state.field(field).set),
      ],
    })
    const offer = (key: string) => ({ key, run: () => events.key(key) })
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          drawn,
          history(),
          Prec.high(keymap.of(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].map(offer))),
          // Those who show the field end it with this key; by itself it would begin a line first.
          Prec.high(keymap.of([{ key: 'Mod-Enter', run: () => true }])),
          keymap.of([...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.cspNonce.of(styleNonce()),
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', spellcheck: 'true' }),
          this.#writable.of(writable ? [] : [EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.contentAttributes.of({ tabindex: '0' })]),
          EditorView.updateListener.of((u) => {
            if (u.docChanged || u.selectionSet) events.change(u.state.doc.toString(), u.state.selection.main.head)
          }),
          look,
        ],
      }),
    })
  }

  /** Shows references as what is known of them. */
  know(known: readonly Known[]) {
    this.view.dispatch({ effects: know.of(known) })
  }

  /** Puts something in the place of a range, and the caret behind it. */
  put(text: string, from = this.view.state.selection.main.from, to = this.view.state.selection.main.to) {
    this.view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, userEvent: 'input.complete' })
  }

  /** Shows another text; the caret stays where it stood, unless that is among what differs. */
  show(text: string) {
    const now = this.view.state.doc.toString()
    let from = 0
    while (from < now.length && from < text.length && now[from] === text[from]) from++
    let [to, end] = [now.length, text.length]
    while (to > from && end > from && now[to - 1] === text[end - 1]) {
      to--
      end--
    }
    if (from < to || from < end) this.view.dispatch({ changes: { from, to, insert: text.slice(from, end) } })
  }

  destroy() {
    this.view.destroy()
  }
}
