import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellFilters, changesOf, fits, moveBy, nextFit, putBefore } from './synthesis'

const fresh = { new: 0, withdrawn: 0, resized: 0, recoded: 0, definitions: 0 }
const finding = (over: object = {}) => ({ statement: 'S', status: 'draft', stale: fresh, citations: [{ binned: false }], ...over })
const cell = (findings: readonly ReturnType<typeof finding>[], state = 'written', single = false) => ({ state, voices: { single }, findings })
const found = (c: ReturnType<typeof cell>) => cellFilters.filter((f) => fits(c, f))

describe('what a cell is found by', () => {
  it.each([
    ['empty', cell([], 'empty'), ['all', 'empty']],
    ['evidence without a statement', cell([], 'unwritten'), ['all', 'unwritten']],
    ['a statement without evidence', cell([finding({ citations: [] })], 'unfounded'), ['all', 'unfounded', 'draft']],
    ['a statement whose evidence is in the bin', cell([finding({ citations: [{ binned: true }] })], 'unfounded'), ['all', 'unfounded', 'draft']],
    ['one of two statements without evidence', cell([finding({ status: 'reviewed' }), finding({ citations: [] })]), ['all', 'unfounded', 'draft', 'reviewed']],
    ['new passages', cell([finding({ stale: { ...fresh, new: 2 }, status: 'reviewed' })]), ['all', 'stale', 'reviewed']],
    ['a passage with another code', cell([finding({ stale: { ...fresh, recoded: 1 }, status: 'reviewed' })]), ['all', 'stale', 'reviewed']],
    ['a changed definition', cell([finding({ stale: { ...fresh, definitions: 1 }, status: 'contested' })]), ['all', 'stale', 'contested']],
    ['one voice', cell([finding()], 'written', true), ['all', 'single', 'draft']],
    ['passages cited for nothing yet', cell([finding({ statement: '', status: 'empty' })], 'unwritten'), ['all', 'unwritten']],
  ])('%s', (_, c, want) => {
    expect(found(c)).toEqual(want)
  })
})

it('a cell with several findings tells the most that changed since one of them', () => {
  expect(changesOf(cell([finding({ stale: { ...fresh, new: 3 } }), finding({ stale: { ...fresh, new: 1, withdrawn: 1 } })]))).toEqual({ ...fresh, new: 3, withdrawn: 1 })
})

describe('an order', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 })
  it('keeps everything, and has what was moved where it was put', () => {
    fc.assert(
      fc.property(list, fc.nat(), fc.nat(), (l, a, b) => {
        const moved = l[a % l.length] as number
        const before = b % (l.length + 1) === l.length ? null : (l[b % l.length] as number)
        const out = putBefore(l, moved, before)
        expect([...out].sort()).toEqual([...l].sort())
        if (before === null) expect(out.at(-1)).toBe(moved)
        else if (before !== moved) expect(out[out.indexOf(moved) + 1]).toBe(before)
        else expect(out).toEqual(l)
      }),
    )
  })
  it('is what it was after a step and a step back, away from its ends', () => {
    fc.assert(
      fc.property(list, fc.nat(), (l, a) => {
        const moved = l[a % l.length] as number
        if (l.indexOf(moved) < l.length - 1) expect(moveBy(moveBy(l, moved, 1), moved, -1)).toEqual(l)
        else expect(moveBy(l, moved, 1)).toEqual(l)
      }),
    )
  })
})

it('the next that fits is found around the end, in both directions', () => {
  const stale = [false, true, false, true]
  const next = (from: number, step: 1 | -1) => nextFit(4, from, step, (i) => stale[i] === true)
  expect([next(-1, 1), next(1, 1), next(3, 1), next(1, -1), next(3, -1)]).toEqual([1, 3, 1, 3, 1])
  expect(nextFit(4, 0, 1, () => false)).toBe(-1)
})
