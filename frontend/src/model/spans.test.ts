import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { density, depths, inReadingOrder, lanesOf, Spans, type Range, without } from './spans'

const length = 9000
const range = fc.tuple(fc.nat(length - 1), fc.integer({ min: 1, max: 3000 })).map(([from, n]): Range => ({ from, to: Math.min(from + n, length) }))
const ranges = fc.array(range, { maxLength: 60 })
const window_ = fc.tuple(fc.nat(length), fc.nat(4000)).map(([from, n]) => ({ from, to: from + n + 1 }))

describe('what is in view', () => {
  it('is what looking at everything finds, in reading order', () => {
    fc.assert(
      fc.property(ranges, window_, (list, { from, to }) => {
        const slow = [...list].sort(inReadingOrder).filter((r) => r.from < to && r.to > from)
        expect(new Spans(list).meeting(from, to)).toEqual(slow)
      }),
    )
  })

  it('holds the edges for a caret', () => {
    fc.assert(
      fc.property(ranges, fc.nat(length), (list, at) => {
        const slow = [...list].sort(inReadingOrder).filter((r) => r.from <= at && at <= r.to)
        expect(new Spans(list).at(at)).toEqual(slow)
      }),
    )
  })

  it('has at each offset the depth that counting gives', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), window_, (list, { from, to }) => {
        const count = new Array<number>(length + 8000).fill(0)
        for (const d of depths(list, from, to)) {
          expect(d.from).toBeLessThan(d.to)
          for (let i = d.from; i < d.to; i++) count[i] = (count[i] ?? 0) + d.depth
        }
        for (let i = from; i < to; i += 7) expect(count[i]).toBe(list.filter((r) => r.from <= i && i < r.to).length)
        expect(count.slice(0, from).every((n) => n === 0)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})

it('a range without holes has every offset that no hole has, and no other', () => {
  fc.assert(
    fc.property(range, fc.array(range, { maxLength: 6 }), (one, holes) => {
      const left = without(one, holes)
      for (let i = 0; i < left.length; i++) {
        const [piece, next] = [left[i], left[i + 1]]
        if (piece) expect(piece.from).toBeLessThan(piece.to)
        if (piece && next) expect(piece.to).toBeLessThan(next.from)
      }
      for (let i = one.from - 3; i < one.to + 3; i++) {
        const wanted = i >= one.from && i < one.to && !holes.some((h) => h.from <= i && i < h.to)
        if (left.some((r) => r.from <= i && i < r.to) !== wanted) throw new Error(`offset ${String(i)} is ${wanted ? 'missing' : 'too much'}`)
      }
    }),
  )
})

describe('lanes', () => {
  it('never hold two ranges that overlap, and are no more than the deepest place', () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const sorted = [...list].sort(inReadingOrder)
        const lanes = lanesOf(sorted)
        for (let a = 0; a < sorted.length; a++) {
          for (let b = a + 1; b < sorted.length; b++) {
            const [x, y] = [sorted[a], sorted[b]]
            if (x && y && lanes[a] === lanes[b]) expect(x.to <= y.from || y.to <= x.from).toBe(true)
          }
        }
        const deepest = Math.max(0, ...sorted.map((r) => sorted.filter((o) => o.from <= r.from && r.from < o.to).length))
        expect(new Set(lanes).size).toBe(deepest)
      }),
    )
  })
})

describe('what came and went', () => {
  const named = fc.array(range, { maxLength: 60 }).map((list) => list.map((r, i): Range & { id: string } => ({ ...r, id: String((i * 37) % 101).padStart(3, '0') })))

  it('gives the order, the lanes and the answers that making all anew gives', () => {
    fc.assert(
      fc.property(named, fc.array(fc.tuple(fc.array(fc.nat(60), { maxLength: 4 }), fc.array(range, { maxLength: 4 })), { maxLength: 5 }), window_, (list, steps, { from, to }) => {
        let standing = list
        let spans = new Spans(list)
        steps.forEach(([places, come], n) => {
          const gone = new Set(places.flatMap((i) => standing[i] ?? []))
          const added = come.map((r, i) => ({ ...r, id: `${String((i * 7 + n) % 10)}${String(n)}${String(i)}` }))
          standing = [...standing.filter((r) => !gone.has(r)), ...added]
          const [patched, anew] = [spans.patched(gone, added), new Spans(standing)]
          expect(patched.all).toEqual(anew.all)
          expect(patched.lanes).toEqual(anew.lanes)
          expect(patched.places(from, to)).toEqual(anew.places(from, to))
          spans = patched
        })
      }),
      { numRuns: 300 },
    )
  })

  it('keeps the very same ranges, and itself where nothing did', () => {
    const list = [{ from: 0, to: 9 }, { from: 4, to: 20 }, { from: 30, to: 40 }]
    const spans = new Spans(list)
    expect(spans.patched(new Set(), [])).toBe(spans)
    expect(spans.patched(new Set([{ from: 4, to: 20 }]), [])).toBe(spans)
    expect(spans.patched(new Set(), [{ from: 2, to: 3 }]).all[3]).toBe(list[2])
  })
})

it('the density of a text adds up to what is coded', () => {
  fc.assert(
    fc.property(ranges, fc.integer({ min: 1, max: 400 }), (list, bins) => {
      const sum = density(list, length, bins).reduce((a, b) => a + b, 0) * (length / bins)
      expect(Math.abs(sum - list.reduce((a, r) => a + r.to - r.from, 0))).toBeLessThan(5)
    }),
  )
})
