import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lanesByHeight } from './lanes'
import { type Beside, nameHeight, namesBeside } from './margin-names'

const pitch = 10
/** Stripes of which none covers another. */
const margins = fc
  .array(fc.tuple(fc.nat(600), fc.integer({ min: 10, max: 300 })), { maxLength: 40 })
  .map((all): Beside[] => {
    const standing = all.map(([top, height], i) => ({ id: String(i), lane: 0, top, bottom: top + height }))
    const given = lanesByHeight(standing)
    return standing.map(({ id, top, bottom }) => ({ id, top, height: bottom - top, lane: given.get(id)?.lane ?? 0 }))
  })

describe('names in the margin', () => {
  it('stand right of the lanes that are used there, not of those used elsewhere', () => {
    const stripes = [
      { id: 'alone', lane: 0, top: 0, height: 60 },
      ...[0, 1, 2, 3].map((lane) => ({ id: `with ${String(lane)}`, lane, top: 200, height: 90 })),
    ]
    const named = namesBeside(stripes, pitch, 200)
    expect(named[0]).toEqual({ id: 'alone', top: 0, left: 14 })
    expect(named.slice(1).map((n) => [n.top, n.left])).toEqual([200, 218, 236, 254].map((top) => [top, 44]))
  })

  it('begin at one place where they stand close together', () => {
    const stripes = [
      { id: 'wide', lane: 2, top: 0, height: 20 },
      { id: 'below', lane: 0, top: 30, height: 200 },
      { id: 'apart', lane: 1, top: 120, height: 20 },
    ]
    expect(namesBeside(stripes, pitch, 200).map((n) => n.left)).toEqual([34, 34, 24])
  })

  it('lie on no stripe and on no other name, near where their codings begin', () => {
    fc.assert(
      fc.property(margins, fc.integer({ min: 60, max: 400 }), (stripes, width) => {
        const named = namesBeside(stripes, pitch, width)
        const byId = new Map(stripes.map((s) => [s.id, s]))
        expect(new Set(named.map((n) => n.id)).size).toBe(named.length)
        named.forEach((n, i) => {
          const own = byId.get(n.id)
          expect(n.top - (own?.top ?? NaN)).toBeGreaterThanOrEqual(0)
          expect(n.top - (own?.top ?? NaN)).toBeLessThanOrEqual(54)
          expect(width - n.left).toBeGreaterThan(64)
          const next = named[i + 1]
          if (next) expect(next.top - n.top).toBeGreaterThanOrEqual(nameHeight)
          for (const s of stripes) if (s.top < n.top + nameHeight && s.top + s.height > n.top) expect(n.left).toBeGreaterThan(s.lane * pitch + 7)
        })
      }),
    )
  })
})
