import { type Range as Placed, type StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { depths } from '../model/spans'
import type { Scene } from './scene'
import { hueClass } from './theme'

const tints = [1, 2, 3].map((d) => Decoration.mark({ class: `a-depth-${String(d)}` }))
const linked = Decoration.mark({ class: 'a-linked' })
const judged = Decoration.mark({ class: 'a-judged' })
const flash = Decoration.mark({ class: 'a-flash' })
/** The selection while something else has the focus: the browser shows it no more. */
const kept = Decoration.mark({ class: 'a-kept' })
const strong = new Map<string, Decoration>()

/** Underlined in the colour of its code; one decoration for each colour. */
function strongMark(hue: number, hovered: boolean): Decoration {
  const name = `${hovered ? 'a-hovered' : 'a-focused'} code-colour ${hueClass(hue)}`
  let mark = strong.get(name)
  if (!mark) strong.set(name, (mark = Decoration.mark({ class: name })))
  return mark
}

function build(view: EditorView, scene: Scene): DecorationSet {
  const marks: Placed<Decoration>[] = []
  for (const { from, to } of view.visibleRanges) {
    const seen = scene.spans.meeting(from, to)
    for (const d of depths(seen, from, to)) {
      const mark = tints[Math.min(d.depth, 3) - 1]
      if (mark) marks.push(mark.range(d.from, d.to))
    }
    for (const c of seen) {
      const hovered = c.id === scene.hovered
      if (hovered || scene.focused.has(c.id)) marks.push(strongMark(c.hue, hovered).range(Math.max(c.from, from), Math.min(c.to, to)))
    }
    for (const l of scene.linked) if (l.from < to && l.to > from) marks.push(linked.range(Math.max(l.from, from), Math.min(l.to, to)))
    for (const j of scene.judged) if (j.from < to && j.to > from) marks.push(judged.range(Math.max(j.from, from), Math.min(j.to, to)))
    const { main } = view.state.selection
    if (!view.hasFocus && main.from < to && main.to > from && !main.empty) marks.push(kept.range(Math.max(main.from, from), Math.min(main.to, to)))
    if (scene.flash && scene.flash.from < to && scene.flash.to > from) {
      marks.push(flash.range(Math.max(scene.flash.from, from), Math.min(scene.flash.to, to)))
    }
  }
  return Decoration.set(marks, true)
}

/** How deep the words are coded, and the codings that are looked at. */
export function codingMarks(field: StateField<Scene>) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = build(view, view.state.field(field))
      }
      update(u: ViewUpdate) {
        const [was, is] = [u.startState.field(field), u.state.field(field)]
        if (u.viewportChanged || u.focusChanged || (u.selectionSet && !u.view.hasFocus) || was.spans !== is.spans || was.focused !== is.focused || was.hovered !== is.hovered || was.linked !== is.linked || was.judged !== is.judged || was.flash !== is.flash) {
          this.decorations = build(u.view, is)
        }
      }
    },
    { decorations: (v) => v.decorations },
  )
}
