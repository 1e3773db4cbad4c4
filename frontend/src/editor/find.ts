import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { lastBefore } from '../model/shape'
import type { Range } from '../model/spans'

interface Found {
  /** In reading order, not overlapping. */
  ranges: readonly Range[]
  /** Which of them is looked at, or −1. */
  now: number
}

export const setFound = StateEffect.define<Found>()

const field = StateField.define<Found>({
  create: () => ({ ranges: [], now: -1 }),
  update: (was, tr) => tr.effects.reduce((f, e) => (e.is(setFound) ? e.value : f), was),
})

const hit = Decoration.mark({ class: 'a-found' })
const nowHit = Decoration.mark({ class: 'a-found-now' })

function build(view: EditorView): DecorationSet {
  const { ranges, now } = view.state.field(field)
  const out = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let i = Math.max(0, lastBefore(ranges, from)); i < ranges.length; i++) {
      const r = ranges[i]
      if (!r || r.from >= to) break
      if (r.to > from && r.from >= from) out.add(r.from, r.to, i === now ? nowHit : hit)
    }
  }
  return out.finish()
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = build(view)
    }
    update(u: ViewUpdate) {
      if (u.viewportChanged || u.startState.field(field) !== u.state.field(field)) this.decorations = build(u.view)
    }
  },
  { decorations: (v) => v.decorations },
)

/** Draws what was found in the document. */
export const finding = [field, marks]
