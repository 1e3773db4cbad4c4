import { RangeSetBuilder, type StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { lastBefore, type Piece, Shape } from '../model/shape'
import type { Scene } from './scene'

const runs: Record<string, Decoration> = {
  turn_label: Decoration.mark({ class: 'a-speaker' }),
  bold: Decoration.mark({ class: 'a-bold' }),
  italic: Decoration.mark({ class: 'a-italic' }),
  running: Decoration.mark({ class: 'a-running' }),
}
const cell = Decoration.mark({ class: 'a-cell' })

/** The block that a line lies in, and whether the line begins it. */
function blockOf(blocks: readonly Piece[], from: number, to: number): { block: Piece; n: number; first: boolean } | null {
  const i = lastBefore(blocks, to)
  const block = blocks[i]
  if (!block || block.to < from || (block.to === from && block.from < from)) return null
  return { block, n: i + 1, first: block.from >= from }
}

function build(view: EditorView, { shape, asking, words }: Scene): DecorationSet {
  const out = new RangeSetBuilder<Decoration>()
  const { doc } = view.state
  for (const visible of view.visibleRanges) {
    const inline = Shape.meeting(shape.runs, visible.from, visible.to)
    let next = 0
    for (let at = visible.from; at <= visible.to; ) {
      const line = doc.lineAt(at)
      const found = blockOf(shape.blocks, line.from, line.to)
      const classes = [found ? `a-${found.block.kind}` : 'a-blank']
      // From the attribute, and not from the style, the surface learns which way a line runs.
      const attributes: Record<string, string> = { dir: 'auto' }
      if (found) {
        const { block, n, first } = found
        if (block.kind === 'heading' || block.kind === 'list_item') classes.push(`a-level-${String(Math.min(block.level || 1, 6))}`)
        if (first) attributes['data-n'] = String(n)
      }
      const turn = shape.turnAt(line.from)
      if (turn) {
        classes.push(asking.has(turn.speaker) ? 'a-asked' : 'a-said')
        if (turn.from >= line.from) classes.push('a-turn')
      }
      const page = shape.pages[lastBefore(shape.pages, line.to)]
      if (page && shape.pages.length > 1 && page.from >= line.from && page.from <= line.to && page.from > 0) {
        classes.push('a-page')
        attributes['data-page'] = words.page(page.label)
      }
      out.add(line.from, line.from, Decoration.line({ class: classes.join(' '), attributes }))
      // Runs within the line, and the signs between the cells of a table.
      const marks: { from: number; to: number; mark: Decoration }[] = []
      for (let r = inline[next]; r && r.from <= line.to; r = inline[++next]) {
        const mark = runs[r.kind]
        const [from, to] = [Math.max(r.from, visible.from), Math.min(r.to, visible.to)]
        if (mark && from < to) marks.push({ from, to, mark })
      }
      if (found?.block.kind === 'table_row') {
        for (let i = line.text.indexOf(' | '); i >= 0; i = line.text.indexOf(' | ', i + 3)) marks.push({ from: line.from + i, to: line.from + i + 3, mark: cell })
      }
      marks.sort((a, b) => a.from - b.from || b.to - a.to)
      for (const { from, to, mark } of marks) out.add(from, to, mark)
      at = line.to + 1
    }
  }
  return out.finish()
}

/** Headings, turns, rows, footnotes and pages, drawn for what is in view. */
export function structureMarks(field: StateField<Scene>) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = build(view, view.state.field(field))
      }
      update(u: ViewUpdate) {
        const [was, is] = [u.startState.field(field), u.state.field(field)]
        if (u.viewportChanged || u.docChanged || was.shape !== is.shape || was.asking !== is.asking || was.words !== is.words) {
          this.decorations = build(u.view, is)
        }
      }
    },
    { decorations: (v) => v.decorations },
  )
}
