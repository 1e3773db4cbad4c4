import { type Range as Placed, type StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Range } from '../model/spans'
import type { Scene } from './scene'

/** A passage in another language than its document. */
export interface InLanguage extends Range {
  /** ISO 639-1. */
  readonly lang: string
  /** What the language is called. */
  readonly name: string
}

function build(view: EditorView, { languages }: Scene): DecorationSet {
  const marks: Placed<Decoration>[] = []
  const { head } = view.state.selection.main
  for (const { from, to } of view.visibleRanges) {
    for (const l of languages) {
      if (l.from >= to || l.to <= from) continue
      const here = view.hasFocus && head >= l.from && head <= l.to
      const attributes = { lang: l.lang, 'data-language': l.name }
      marks.push(Decoration.mark({ class: here ? 'a-lang a-lang-here' : 'a-lang', attributes }).range(Math.max(l.from, from), Math.min(l.to, to)))
      // Its first character carries the name.
      if (l.from >= from) marks.push(Decoration.mark({ class: 'a-lang-start', attributes: { 'data-code': l.lang, 'data-language': l.name } }).range(l.from, Math.min(l.from + 1, l.to)))
    }
  }
  return Decoration.set(marks, true)
}

/** Says to screen readers, and quietly to all others, which passages are in another language. */
export function languageMarks(field: StateField<Scene>) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = build(view, view.state.field(field))
      }
      update(u: ViewUpdate) {
        const [was, is] = [u.startState.field(field), u.state.field(field)]
        if (is.languages.length === 0 && was.languages === is.languages) return
        if (u.viewportChanged || u.focusChanged || u.selectionSet || was.languages !== is.languages) this.decorations = build(u.view, is)
      }
    },
    { decorations: (v) => v.decorations },
  )
}
