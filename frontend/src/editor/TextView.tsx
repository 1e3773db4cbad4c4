import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { styleNonce } from './nonce'

interface Props {
  /** The text in the program's normal form: line feeds only. */
  text: string
  /** What a screen reader calls the text: the title of the document. */
  label: string
}

const look = EditorView.theme({
  '&': { height: '100%', background: 'transparent', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--reading-face)', fontSize: 'var(--reading)', lineHeight: 'var(--reading-line)' },
  '.cm-line': { unicodeBidi: 'plaintext', textAlign: 'start' },
  '.cm-content': { maxWidth: '72ch', padding: 'var(--space-3)' },
})

/**
 * A text to read, of any length: only what is in view is in the page, yet selecting
 * and copying cover all of it.
 */
export function TextView({ text, label }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current) return
    const view = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
          look,
        ],
      }),
    })
    return () => {
      view.destroy()
    }
  }, [text, label])
  return <div ref={host} style={{ height: '100%' }} />
}
