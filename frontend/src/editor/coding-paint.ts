import type { StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { depths, type Range, without } from '../model/spans'
import { keptSelection } from './coding-marks'
import { found, foundIn } from './find'
import type { Scene } from './scene'
import { focusedPaint, hoveredPaint, tintPaint } from './theme'

/** Some words and the paint that they get, one of the theme. */
interface Painted extends Range {
  readonly paint: string
}

/** How deep the words in view are coded, and the codings that are looked at; what lies further down covers what is above. */
function painted(view: EditorView, scene: Scene): Painted[] {
  const out: Painted[] = []
  const selected = keptSelection(view)
  for (const { from, to } of view.visibleRanges) {
    // What stands out by itself is left as it is.
    const holes = [...foundIn(view.state, from, to), ...[scene.flash, selected].flatMap((r) => r ?? [])]
    const put = (paint: string, r: Range) => {
      for (const part of without({ from: Math.max(r.from, from), to: Math.min(r.to, to) }, holes)) out.push({ ...part, paint })
    }
    const seen = scene.spans.meeting(from, to)
    for (const d of depths(seen, from, to)) put(tintPaint(d.depth), d)
    for (const c of seen) if (scene.focused.has(c.id)) put(focusedPaint(c.hue), c)
    for (const c of seen) if (c.id === scene.hovered) put(hoveredPaint(c.hue), c)
  }
  return out
}

function changed(u: ViewUpdate, field: StateField<Scene>): boolean {
  const [was, is] = [u.startState.field(field), u.state.field(field)]
  return u.viewportChanged || u.focusChanged || (u.selectionSet && !u.view.hasFocus) || was.spans !== is.spans || was.focused !== is.focused || was.hovered !== is.hovered || was.flash !== is.flash || u.startState.field(found) !== u.state.field(found)
}

/** The highlight of the page that has this name. */
function highlight(paint: string): Highlight {
  let known = CSS.highlights.get(paint)
  if (!known) CSS.highlights.set(paint, (known = new Highlight()))
  return known
}

/** Paints over the words as they stand (CSS Custom Highlight API, level 1): no line is laid out again for it. */
class Highlights {
  readonly #view: EditorView
  readonly #field: StateField<Scene>
  #laid: [Highlight, StaticRange][] = []

  constructor(view: EditorView, field: StateField<Scene>) {
    this.#view = view
    this.#field = field
    // What comes first lies below. WebKit 2.50 ends where highlights have priorities that do not rise.
    for (const depth of [1, 2, 3]) highlight(tintPaint(depth))
    this.#ask()
  }

  update(u: ViewUpdate) {
    if (changed(u, this.#field)) this.#ask()
  }

  /** Lines were written anew: ranges end at nodes that are gone. */
  docViewUpdate() {
    this.#ask()
  }

  destroy() {
    this.#clear()
  }

  #clear() {
    for (const [h, range] of this.#laid) h.delete(range)
    this.#laid = []
  }

  #ask() {
    this.#view.requestMeasure({ key: this, read: () => this.#ranges(), write: (ranges) => { this.#draw(ranges) } })
  }

  #ranges(): [string, StaticRange][] {
    return painted(this.#view, this.#view.state.field(this.#field)).map(({ paint, from, to }) => {
      const [start, end] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)]
      return [paint, new StaticRange({ startContainer: start.node, startOffset: start.offset, endContainer: end.node, endOffset: end.offset })]
    })
  }

  #draw(ranges: [string, StaticRange][]) {
    this.#clear()
    for (const [paint, range] of ranges) {
      const h = highlight(paint)
      h.add(range)
      this.#laid.push([h, range])
    }
  }
}

/** The same where the web view knows no highlights: marks in the text. */
class Marks {
  readonly #field: StateField<Scene>
  decorations: DecorationSet

  constructor(view: EditorView, field: StateField<Scene>) {
    this.#field = field
    this.decorations = this.#build(view)
  }

  update(u: ViewUpdate) {
    if (changed(u, this.#field)) this.decorations = this.#build(u.view)
  }

  #build(view: EditorView): DecorationSet {
    const marks = painted(view, view.state.field(this.#field))
    // Of marks on the same words the last lies within, and is seen.
    return Decoration.set(marks.map(({ paint, from, to }) => Decoration.mark({ class: paint }).range(from, to)), true)
  }
}

/** How deep the words are coded, and the codings that are looked at. */
export function codingPaint(field: StateField<Scene>) {
  if ('highlights' in CSS) return ViewPlugin.define((view) => new Highlights(view, field))
  return ViewPlugin.define((view) => new Marks(view, field), { decorations: (v) => v.decorations })
}
