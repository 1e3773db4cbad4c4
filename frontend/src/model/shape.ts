import type { CodePoint, PositionIndex } from './positions'
import type { Range } from './spans'

/** A piece of the structure as the program gives it: code points, times in ms or −1. */
export interface PartLike {
  kind: string
  span: { start: number; end: number }
  level?: number
  label?: string
  speaker?: string
  begin_ms: number
  end_ms: number
}

/** A piece of the structure in UTF-16 offsets. */
export interface Piece extends Range {
  kind: string
  level: number
  label: string
  speaker: string
  begin: number
}

/** Where in a document a position lies; what it does not lie in is 0 or "". */
export interface Where {
  line: number
  paragraph: number
  turn: number
  speaker: string
  page: string
}

const blockKinds = new Set(['heading', 'paragraph', 'list_item', 'table_row', 'footnote', 'metadata'])
const inlineKinds = new Set(['turn_label', 'bold', 'italic', 'running', 'cue'])

/** The last piece that starts at or before the offset, or −1. */
export function lastBefore(pieces: readonly Range[], offset: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle]?.from ?? Infinity) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The form of one text, made ready for drawing it and for saying where something stands. */
export class Shape {
  readonly blocks: Piece[] = []
  readonly turns: Piece[] = []
  readonly pages: Piece[] = []
  /** Runs of characters: labels of turns, emphasis, running headers. */
  readonly runs: Piece[] = []
  readonly headings: Piece[] = []

  constructor(index: PositionIndex, parts: readonly PartLike[]) {
    for (const p of parts) {
      const piece: Piece = {
        kind: p.kind,
        from: index.toUtf16(p.span.start as CodePoint),
        to: index.toUtf16(p.span.end as CodePoint),
        level: p.level ?? 0,
        label: p.label ?? '',
        speaker: p.speaker ?? '',
        begin: p.begin_ms,
      }
      if (blockKinds.has(p.kind)) this.blocks.push(piece)
      else if (p.kind === 'turn') this.turns.push(piece)
      else if (p.kind === 'page') this.pages.push(piece)
      else if (inlineKinds.has(p.kind) && piece.from < piece.to) this.runs.push(piece)
      if (p.kind === 'heading') this.headings.push(piece)
    }
  }

  /** The pieces of a list, ordered by start, that share an offset with from…to. */
  static meeting(pieces: readonly Piece[], from: number, to: number): Piece[] {
    const out: Piece[] = []
    for (let i = lastBefore(pieces, to - 1); i >= 0; i--) {
      const p = pieces[i]
      if (!p) break
      if (p.to > from) out.push(p)
      // Runs are short and blocks do not overlap: nothing that starts far before reaches here.
      else if (from - p.from > 20_000) break
    }
    return out.reverse()
  }

  /** The turn that the offset lies in. */
  turnAt(offset: number): Piece | undefined {
    const t = this.turns[lastBefore(this.turns, offset)]
    return t && offset <= t.to ? t : undefined
  }

  /** As the program counts (engine.Position); the line is for the caller to know. */
  where(offset: number, line: number): Where {
    const block = lastBefore(this.blocks, offset)
    const turn = lastBefore(this.turns, offset)
    const t = this.turns[turn]
    const inTurn = t !== undefined && offset <= t.to
    return {
      line,
      paragraph: offset <= (this.blocks[block]?.to ?? -1) ? block + 1 : 0,
      turn: inTurn ? turn + 1 : 0,
      speaker: inTurn ? t.speaker : '',
      page: this.pages[lastBefore(this.pages, offset)]?.label ?? '',
    }
  }
}
