import { type Range as Placed, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import type { Piece } from '../model/shape'

/** Folds away the turns of these speakers. */
export const silence = StateEffect.define<{ turns: readonly Piece[]; speakers: ReadonlySet<string> }>()

class Away extends WidgetType {
  readonly speaker: string
  constructor(speaker: string) {
    super()
    this.speaker = speaker
  }
  override eq(o: Away) {
    return o.speaker === this.speaker
  }
  override toDOM() {
    const e = document.createElement('div')
    e.className = 'a-away'
    e.textContent = `${this.speaker} …`
    return e
  }
}

/** What is folded away. It changes the heights of lines, so it cannot be drawn by what is in view. */
export const folded = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (set, tr) => {
    for (const e of tr.effects) {
      if (!e.is(silence)) continue
      const { turns, speakers } = e.value
      const marks: Placed<Decoration>[] = []
      let reached = -1
      for (const t of turns) {
        if (!speakers.has(t.speaker)) continue
        const [from, to] = [tr.state.doc.lineAt(t.from).from, tr.state.doc.lineAt(Math.max(t.from, t.to - 1)).to]
        if (from <= reached || from >= to) continue
        reached = to
        marks.push(Decoration.replace({ widget: new Away(t.speaker), block: true }).range(from, to))
      }
      set = Decoration.set(marks)
    }
    return set
  },
  provide: (f) => EditorView.decorations.from(f),
})
