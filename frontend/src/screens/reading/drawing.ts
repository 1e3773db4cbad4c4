import type { CodingView } from '../../api/types'
import type { Drawn } from '../../editor/scene'
import { codePoint, type PositionIndex } from '../../model/positions'
import { differing } from '../../model/reading-list'
import { Spans } from '../../model/spans'

/** What all codings of one code have in common when they are drawn. */
export type Look = Pick<Drawn, 'name' | 'path' | 'hue' | 'pattern'>

/** What is seen of a coding beside its place and its code. */
export type Seen = Pick<Drawn, 'coder' | 'own' | 'memo'>

/** How codings are drawn, and which. As long as it is the very same, codings that stay are not looked at again. */
export interface Ways {
  shows(c: CodingView): boolean
  lookOf(code: string): Look
  seenOf(c: CodingView): Seen
}

/**
 * Draws the codings of one text. One that looks as before stays the very same object, and if
 * all do, so do the spans: a code tree that only counts anew draws nothing. What came and went
 * is patched into the spans.
 */
export class Drawing {
  readonly #index: PositionIndex
  readonly #known = new Map<string, { start: number; end: number; drawn: Drawn }>()
  #ways: Ways | null = null
  #codings: readonly CodingView[] = []
  /** What is drawn of `#codings`, by identity. */
  #shown = new Map<string, Drawn>()
  #spans = new Spans<Drawn>([])

  constructor(index: PositionIndex) {
    this.#index = index
  }

  draw(codings: readonly CodingView[], ways: Ways): Spans<Drawn> {
    const part = ways === this.#ways ? differing(this.#codings, codings) : { from: 0, was: this.#codings.length, is: codings.length }
    const gone = new Set(this.#codings.slice(part.from, part.was).flatMap((c) => this.#shown.get(c.id) ?? []))
    for (const d of gone) this.#shown.delete(d.id)
    const come: Drawn[] = []
    for (const c of codings.slice(part.from, part.is)) {
      if (!ways.shows(c)) continue
      const drawn = this.#one(c, ways.lookOf(c.code), ways.seenOf(c))
      if (drawn.from >= drawn.to) continue
      this.#shown.set(drawn.id, drawn)
      if (!gone.delete(drawn)) come.push(drawn)
    }
    this.#codings = codings
    this.#ways = ways
    this.#spans = this.#spans.patched(gone, come)
    return this.#spans
  }

  #one(c: CodingView, look: Look, seen: Seen): Drawn {
    const was = this.#known.get(c.id)
    const placed = was?.start === c.start && was.end === c.end ? was.drawn : undefined
    if (
      placed?.name === look.name && placed.path === look.path && placed.hue === look.hue && placed.pattern === look.pattern &&
      placed.coder === seen.coder && placed.own === seen.own && placed.memo === seen.memo
    ) {
      return placed
    }
    const drawn: Drawn = {
      id: c.id,
      from: placed?.from ?? this.#index.toUtf16(codePoint(c.start)),
      to: placed?.to ?? this.#index.toUtf16(codePoint(c.end)),
      ...look,
      ...seen,
    }
    this.#known.set(c.id, { start: c.start, end: c.end, drawn })
    return drawn
  }
}
