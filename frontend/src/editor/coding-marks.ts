import { type Range as Placed, type StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Range } from '../model/spans'
import type { Scene } from './scene'

const linked = Decoration.mark({ class: 'a-linked' })
const judged = Decoration.mark({ class: 'a-judged' })
const flash = Decoration.mark({ class: 'a-flash' })
/** The selection while something else has the focus: the browser shows it no more. */
const kept = Decoration.mark({ class: 'a-kept' })

/** The selection that is drawn because the browser shows none. */
export function keptSelection(view: EditorView): Range | null {
  const { main } = view.state.selection
  return view.hasFocus || main.empty ? null : main
}

function build(view: EditorView, scene: Scene): DecorationSet {
  const marks: Placed<Decoration>[] = []
  const selected = keptSelection(view)
  for (const { from, to } of view.visibleRanges) {
    const put = (mark: Decoration, r: Range | null) => {
      if (r && r.from < to && r.to > from) marks.push(mark.range(Math.max(r.from, from), Math.min(r.to, to)))
    }
    for (const l of scene.linked) put(linked, l)
    for (const j of scene.judged) put(judged, j)
    put(kept, selected)
    put(flash, scene.flash)
  }
  return Decoration.set(marks, true)
}

/** Marks that come and go seldom: links, what is to be judged, what was jumped to, the selection that is kept. */
export function codingMarks(field: StateField<Scene>) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = build(view, view.state.field(field))
      }
      update(u: ViewUpdate) {
        const [was, is] = [u.startState.field(field), u.state.field(field)]
        if (u.viewportChanged || u.focusChanged || (u.selectionSet && !u.view.hasFocus) || was.linked !== is.linked || was.judged !== is.judged || was.flash !== is.flash) {
          this.decorations = build(u.view, is)
        }
      }
    },
    { decorations: (v) => v.decorations },
  )
}
