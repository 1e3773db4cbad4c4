/** A half-open range of UTF-16 offsets, not empty. */
export interface Range {
  readonly from: number
  readonly to: number
  /** Of two on the very same words the one with the smaller name goes first. */
  readonly id?: string
}

/** In reading order: by start, and of those that start together the longest first. */
export function inReadingOrder(a: Range, b: Range): number {
  const [x, y] = [a.id ?? '', b.id ?? '']
  return a.from - b.from || b.to - a.to || (x < y ? -1 : x > y ? 1 : 0)
}

/** Ranges of which one farthest end is kept. */
const block = 64

/**
 * Ranges of one text, made ready for the question which of them meet a part of it. The
 * cost of an answer goes with what is in view, not with how many there are.
 */
export class Spans<T extends Range> {
  /** In reading order. */
  readonly all: readonly T[]
  /** The lane of each of them. */
  readonly lanes: readonly number[]
  /** The farthest end in each block of `all`. */
  readonly #reach: readonly number[]

  /** With their lanes the ranges are in reading order already. */
  constructor(ranges: readonly T[], lanes?: readonly number[]) {
    this.all = lanes ? ranges : [...ranges].sort(inReadingOrder)
    this.lanes = lanes ?? lanesOf(this.all)
    const reach: number[] = []
    this.all.forEach((r, i) => {
      const b = Math.floor(i / block)
      reach[b] = Math.max(reach[b] ?? 0, r.to)
    })
    this.#reach = reach
  }

  /**
   * The same without those that are `gone`, and with those that `come`: what making all anew
   * would give. Nothing is sorted, and lanes are given anew only as far as the change reaches.
   */
  patched(gone: ReadonlySet<T>, come: readonly T[]): Spans<T> {
    const added = [...come].sort(inReadingOrder)
    const all: T[] = []
    const was: (number | undefined)[] = []
    // From which place on, and up to which offset, the lanes are in doubt.
    let first = -1
    let until = 0
    const doubt = (to: number) => {
      if (first < 0) first = all.length
      until = Math.max(until, to)
    }
    let next = 0
    const take = (before?: T) => {
      for (let a = added[next]; a && (!before || inReadingOrder(a, before) < 0); a = added[++next]) {
        doubt(a.from + 1)
        all.push(a)
        was.push(undefined)
      }
    }
    this.all.forEach((r, i) => {
      take(r)
      if (gone.has(r)) {
        doubt(r.to)
        return
      }
      all.push(r)
      was.push(this.lanes[i])
    })
    take()
    if (first < 0) return this
    return new Spans(all, lanesAgain(all, was, first, until))
  }

  /** Places in `all` of the ranges that share an offset with from…to, in reading order. */
  places(from: number, to: number): number[] {
    const end = this.#startingBefore(to)
    const found: number[] = []
    for (let b = 0; b * block < end; b++) {
      if ((this.#reach[b] ?? 0) <= from) continue
      for (let i = b * block; i < Math.min((b + 1) * block, end); i++) if ((this.all[i]?.to ?? 0) > from) found.push(i)
    }
    return found
  }

  /** How many ranges begin before an offset. */
  #startingBefore(offset: number): number {
    let [low, high] = [0, this.all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.all[middle]?.from ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
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

/** What is left of a range without those holes, in reading order. */
export function without({ from, to }: Range, holes: readonly Range[]): Range[] {
  const left: Range[] = []
  let at = from
  for (const h of [...holes].sort(inReadingOrder)) {
    if (h.from >= to) break
    if (h.to <= at) continue
    if (h.from > at) left.push({ from: at, to: h.from })
    at = h.to
  }
  if (at < to) left.push({ from: at, to })
  return left
}

/**
 * A lane for each range, given in reading order: no two ranges in one lane overlap, and
 * there are as many lanes as ranges lie on each other at the deepest place (greedy
 * partition of intervals). What begins earlier or is longer lies further out.
 */
export function lanesOf(ranges: readonly Range[]): number[] {
  const ends: number[] = []
  return ranges.map((r) => laneFor(r, ends))
}

/** The first lane that is free where the range begins; its end is noted. */
function laneFor(r: Range, ends: number[]): number {
  let lane = 0
  while ((ends[lane] ?? 0) > r.from) lane++
  ends[lane] = r.to
  return lane
}

/**
 * The lanes after some ranges came or went, none of them before the place `first`. The lane of
 * a range depends on those alone that it begins on: from the first that begins after `until`,
 * and after all whose lane has become another, each keeps the lane that it had.
 */
function lanesAgain(ranges: readonly Range[], was: readonly (number | undefined)[], first: number, until: number): number[] {
  const ends: number[] = []
  let certain = until
  let over = false
  return ranges.map((r, i) => {
    const before = was[i]
    over ||= i >= first && r.from >= certain
    if (before !== undefined && (i < first || over)) {
      if (!over) ends[before] = r.to
      return before
    }
    const lane = laneFor(r, ends)
    if (lane !== before) certain = Math.max(certain, r.to)
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
