import { useMemo } from 'react'
import type { CodeNode, CodingView, Info } from '../../api/types'
import type { Drawn } from '../../editor/scene'
import { hueOf } from '../../model/colour'
import { readablePath } from '../../model/code-path'
import { codePoint, type PositionIndex } from '../../model/positions'
import { Spans } from '../../model/spans'
import type { Shown } from '../../state/reading'

/** Every code of a tree by its identity. */
export function codesById(tree: readonly CodeNode[], into = new Map<string, CodeNode>()): Map<string, CodeNode> {
  for (const n of tree) {
    into.set(n.id, n)
    codesById(n.children, into)
  }
  return into
}

/** The codes, and all below them. */
function withBelow(byId: Map<string, CodeNode>, ids: readonly string[]): Set<string> {
  const out = new Set<string>()
  const take = (n: CodeNode) => {
    out.add(n.id)
    n.children.forEach(take)
  }
  for (const id of ids) {
    const n = byId.get(id)
    if (n) take(n)
  }
  return out
}

interface Result {
  spans: Spans<Drawn>
  /** How many codings the filter leaves out, and how many of these are of other coders. */
  left: number
  others: number
}

/** What all codings of one code have in common when they are drawn. */
type Look = Pick<Drawn, 'name' | 'path' | 'hue' | 'pattern'>

/** Hues that are nearer than this are taken for one, in degrees. */
const alike = 24

/**
 * A pattern for the stripes of each code: of those whose hues are much alike the first has
 * a plain one, and the others take turns.
 */
export function patternsOf(byId: ReadonlyMap<string, CodeNode>): Map<string, number> {
  const seen = new Map<number, number>()
  return new Map(
    [...byId].map(([id, n]) => {
      const band = Math.floor(hueOf(n.color) / alike)
      const before = seen.get(band) ?? 0
      seen.set(band, before + 1)
      return [id, before % 4]
    }),
  )
}

function lookOf(node: CodeNode | undefined, pattern: number): Look {
  return {
    name: node?.name ?? '',
    path: readablePath(node?.path ?? ''),
    hue: hueOf(node?.color ?? ''),
    pattern,
  }
}

/** What is seen of a coding beside its place and its code. */
type Seen = Pick<Drawn, 'coder' | 'own' | 'memo'>

/**
 * Draws the codings of one text. One that looks as before stays the very same object, and
 * if all do, so do the spans: a code tree that only counts anew draws nothing, and adding
 * one coding to thousands costs little.
 */
export class Drawing {
  readonly #index: PositionIndex
  #known = new Map<string, { start: number; end: number; code: string; drawn: Drawn }>()
  #spans = new Spans<Drawn>([])
  #list: readonly Drawn[] = []

  constructor(index: PositionIndex) {
    this.#index = index
  }

  draw(codings: readonly CodingView[], lookOfCode: (code: string) => Look, seenOf: (c: CodingView) => Seen): Spans<Drawn> {
    const list: Drawn[] = []
    for (const c of codings) {
      const drawn = this.#one(c, lookOfCode(c.code), seenOf(c))
      if (drawn.from < drawn.to) list.push(drawn)
    }
    if (list.length === this.#list.length && list.every((d, i) => d === this.#list[i])) return this.#spans
    this.#list = list
    this.#spans = new Spans(list)
    return this.#spans
  }

  #one(c: CodingView, look: Look, seen: Seen): Drawn {
    const was = this.#known.get(c.id)
    const placed = was?.start === c.start && was.end === c.end ? was.drawn : undefined
    if (
      was && placed && was.code === c.code && placed.name === look.name && placed.path === look.path && placed.hue === look.hue && placed.pattern === look.pattern &&
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
    this.#known.set(c.id, { start: c.start, end: c.end, code: c.code, drawn })
    return drawn
  }
}

/**
 * The codings of a document as they are drawn, without those that the filter leaves out.
 */
export function useDrawn(index: PositionIndex, codings: readonly CodingView[], tree: readonly CodeNode[], info: Info | undefined, shown: Shown): Result {
  const byId = useMemo(() => codesById(tree), [tree])
  const patterns = useMemo(() => patternsOf(byId), [byId])
  const coders = info?.coders
  const me = info?.coder.id
  const drawing = useMemo(() => new Drawing(index), [index])
  return useMemo(() => {
    const codes = shown.codes.length > 0 ? withBelow(byId, shown.codes) : null
    const initials = new Map(coders?.map((c) => [c.id, c.initials || c.name]))
    const looks = new Map<string, Look>()
    const kept = codings.filter(
      (c) =>
        (!codes || codes.has(c.code)) &&
        (shown.coders.length === 0 || shown.coders.includes(c.coder)) &&
        (shown.rounds.length === 0 || shown.rounds.includes(c.round)) &&
        (shown.values.length === 0 || c.facets.some((f) => shown.values.includes(f.value))),
    )
    const spans = drawing.draw(
      kept,
      (code) => {
        let look = looks.get(code)
        if (!look) looks.set(code, (look = lookOf(byId.get(code), patterns.get(code) ?? 0)))
        return look
      },
      (c) => ({ coder: initials.get(c.coder) ?? '', own: c.coder === me, memo: c.memos > 0 }),
    )
    const [of, ofKept] = [codings, kept].map((list) => list.filter((c) => c.coder !== me).length)
    return { spans, left: codings.length - kept.length, others: (of ?? 0) - (ofKept ?? 0) }
  }, [byId, patterns, codings, coders, me, drawing, shown])
}
