import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Given, lanesByHeight, type Standing } from './lanes'
import { lanesOf } from './spans'

/** Passages on lines of ten characters, as stripes that are as high as their lines. */
const passages = fc
  .array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 40 })), { maxLength: 40 })
  .map((all) => all.map(([from, length], i) => ({ id: String(i), from, to: from + length })).sort((a, b) => a.from - b.from || b.to - a.to))

const onLines = (ranges: readonly { id: string; from: number; to: number }[]): Standing[] => {
  const lanes = lanesOf(ranges)
  return ranges.map((r, i) => ({ id: r.id, lane: lanes[i] ?? 0, top: Math.floor(r.from / 10) * 20, bottom: Math.floor((r.to - 1) / 10) * 20 + 18 }))
}

const covering = (stripes: readonly Standing[], given: ReadonlyMap<string, Given>) =>
  stripes.flatMap((a, i) => stripes.slice(i + 1).filter((b) => given.get(a.id)?.lane === given.get(b.id)?.lane && a.top < b.bottom && b.top < a.bottom).map((b) => [a.id, b.id]))

describe('lanes by height', () => {
  it('two passages on one line stand beside each other', () => {
    const stripes = onLines([{ id: 'a', from: 0, to: 4 }, { id: 'b', from: 5, to: 25 }, { id: 'c', from: 31, to: 39 }])
    expect(stripes.map((s) => s.lane)).toEqual([0, 0, 0])
    expect([...lanesByHeight(stripes)].map(([id, g]) => [id, g.lane])).toEqual([['a', 0], ['b', 1], ['c', 0]])
  })

  it('no stripe covers another, whatever was before', () => {
    fc.assert(
      fc.property(passages, passages, (first, second) => {
        const [a, b] = [onLines(first), onLines(second)]
        const before = lanesByHeight(a)
        expect(covering(a, before)).toEqual([])
        expect(covering(b, lanesByHeight(b, before))).toEqual([])
      }),
    )
  })

  it('each stays where it was while others scroll in and out', () => {
    fc.assert(
      fc.property(passages, fc.nat(40), fc.nat(40), (all, x, y) => {
        const stripes = onLines(all)
        const [from, to] = [Math.min(x, y), Math.max(x, y)]
        const before = lanesByHeight(stripes.slice(0, to))
        const after = lanesByHeight(stripes.slice(from), before)
        for (const s of stripes.slice(from, to)) expect(after.get(s.id)).toEqual(before.get(s.id))
      }),
    )
  })

  it('where no two share a line, the lanes of the text hold', () => {
    const stripes = onLines([{ id: 'a', from: 0, to: 60 }, { id: 'b', from: 10, to: 20 }, { id: 'c', from: 30, to: 40 }])
    expect([...lanesByHeight(stripes).values()].map((g) => g.lane)).toEqual(stripes.map((s) => s.lane))
  })

  it('what lies further in once something longer is coded gives way', () => {
    const [word] = onLines([{ id: 'word', from: 10, to: 20 }])
    const before = lanesByHeight(word ? [word] : [])
    const both = onLines([{ id: 'all', from: 0, to: 60 }, { id: 'word', from: 10, to: 20 }])
    expect([...lanesByHeight(both, before)].map(([id, g]) => [id, g.lane])).toEqual([['all', 0], ['word', 1]])
  })
})
