import { type EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
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

/** What was found last. */
export const found = StateField.define<Found>({
  create: () => ({ ranges: [], now: -1 }),
  update: (was, tr) => tr.effects.reduce((f, e) => (e.is(setFound) ? e.value : f), was),
})

const hit = Decoration.mark({ class: 'a-found' })
const nowHit = Decoration.mark({ class: 'a-found-now' })

/** What was found from one offset to another, in reading order, and which of it is looked at. */
export function foundIn(state: EditorState, from: number, to: number): (Range & { now: boolean })[] {
  const { ranges, now } = state.field(found)
  const out: (Range & { now: boolean })[] = []
  for (let i = Math.max(0, lastBefore(ranges, from)); i < ranges.length; i++) {
    const r = ranges[i]
    if (!r || r.from >= to) break
    if (r.to > from && r.from >= from) out.push({ from: r.from, to: r.to, now: i === now })
  }
  return out
}

function build(view: EditorView): DecorationSet {
  const out = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (const r of foundIn(view.state, from, to)) out.add(r.from, r.to, r.now ? nowHit : hit)
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
      if (u.viewportChanged || u.startState.field(found) !== u.state.field(found)) this.decorations = build(u.view)
    }
  },
  { decorations: (v) => v.decorations },
)

/** Draws what was found in the document. */
export const finding = [found, marks]
