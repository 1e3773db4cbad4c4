/** A half-open range of UTF-16 offsets, not empty. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Offsets in one bucket of the index. */
const bucket = 2048

/** In reading order: by start, and of those that start together the longest first. */
export const inReadingOrder = (a: Range, b: Range) => a.from - b.from || b.to - a.to

/**
 * Ranges of one text, made ready for the question which of them meet a part of it. The
 * cost of an answer goes with what is in view, not with how many there are.
 */
export class Spans<T extends Range> {
  /** In reading order. */
  readonly all: readonly T[]
  readonly #buckets: number[][] = []

  constructor(ranges: readonly T[]) {
    this.all = [...ranges].sort(inReadingOrder)
    this.all.forEach((r, i) => {
      for (let b = Math.floor(r.from / bucket); b <= Math.floor((r.to - 1) / bucket); b++) (this.#buckets[b] ??= []).push(i)
    })
  }

  /** Places in `all` of the ranges that share an offset with from…to, in reading order. */
  places(from: number, to: number): number[] {
    const found = new Set<number>()
    for (let b = Math.max(0, Math.floor(from / bucket)); b <= Math.floor(Math.max(to - 1, from) / bucket) && b < this.#buckets.length; b++) {
      for (const i of this.#buckets[b] ?? []) {
        const r = this.all[i]
        if (r && r.from < to && r.to > from) found.add(i)
      }
    }
    return [...found].sort((a, b) => a - b)
  }

  /** The ranges that share an offset with from…to, in reading order. */
  meeting(from: number, to: number): T[] {
    return this.places(from, to).flatMap((i) => this.all[i] ?? [])
  }

  /** The ranges that a caret at the offset stands in or at the edge of. */
  at(offset: number): T[] {
    return this.meeting(Math.max(0, offset - 1), offset + 1).filter((r) => r.from <= offset && r.to >= offset)
  }
}

export interface Depth extends Range {
  /** How many ranges lie on it, at least 1. */
  depth: number
}

/** Cuts from…to into pieces by how many of the ranges lie on them; bare pieces are left out. */
export function depths(ranges: readonly Range[], from: number, to: number): Depth[] {
  const change = new Map<number, number>()
  for (const r of ranges) {
    const [a, b] = [Math.max(r.from, from), Math.min(r.to, to)]
    if (a >= b) continue
    change.set(a, (change.get(a) ?? 0) + 1)
    change.set(b, (change.get(b) ?? 0) - 1)
  }
  const edges = [...change].filter(([, by]) => by !== 0).sort(([a], [b]) => a - b)
  const out: Depth[] = []
  let depth = 0
  edges.forEach(([at, by], i) => {
    depth += by
    const next = edges[i + 1]
    if (depth > 0 && next) out.push({ from: at, to: next[0], depth })
  })
  return out
}

/**
 * A lane for each range, given in reading order: no two ranges in one lane overlap, and
 * there are as many lanes as ranges lie on each other at the deepest place (greedy
 * partition of intervals). What begins earlier or is longer lies further out.
 */
export function lanesOf(ranges: readonly Range[]): number[] {
  const ends: number[] = []
  return ranges.map((r) => {
    let lane = ends.findIndex((end) => end <= r.from)
    if (lane < 0) lane = ends.length
    ends[lane] = r.to
    return lane
  })
}

/** How many characters of the text have a range on them, in `bins` equal parts of it, each 0 to many. */
export function density(ranges: readonly Range[], length: number, bins: number): Float32Array {
  const out = new Float32Array(bins)
  if (length === 0) return out
  const size = length / bins
  for (const r of ranges) {
    for (let b = Math.floor(r.from / size); b < bins && b * size < r.to; b++) {
      out[b] = (out[b] ?? 0) + Math.max(0, Math.min(r.to, (b + 1) * size) - Math.max(r.from, b * size)) / size
    }
  }
  return out
}
