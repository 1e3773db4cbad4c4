import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CodingView } from '../../api/types'
import { PositionIndex } from '../../model/positions'
import { inListOrder } from '../../model/reading-list'
import { Drawing, type Ways } from './drawing'

const text = 'a👩b\n'.repeat(300)
const index = new PositionIndex(text)
const coding = fc.record({ start: fc.nat(1100), length: fc.integer({ min: 1, max: 300 }), code: fc.constantFrom('x', 'y', 'z'), coder: fc.constantFrom('me', 'other'), memos: fc.nat(1) })
type Made = typeof coding extends fc.Arbitrary<infer T> ? T : never

const made = (id: string, { start, length, code, coder, memos }: Made) =>
  ({ id, start, end: Math.min(start + length, index.length), code, coder, memos }) as CodingView

const waysOf = (hidden: string, hue: number): Ways => ({
  shows: (c) => c.code !== hidden,
  lookOf: (code) => ({ name: code, path: code, hue, pattern: 0 }),
  seenOf: (c) => ({ coder: c.coder, own: c.coder === 'me', memo: c.memos > 0 }),
})

const step = fc.oneof(
  fc.record({ add: fc.array(coding, { minLength: 1, maxLength: 3 }) }),
  fc.record({ remove: fc.array(fc.nat(40), { minLength: 1, maxLength: 3 }) }),
  fc.record({ change: fc.tuple(fc.nat(40), coding) }),
  fc.record({ ways: fc.tuple(fc.constantFrom('', 'x'), fc.constantFrom(10, 200)) }),
)

describe('what is drawn of codings', () => {
  it('is after any changes what drawing all anew gives', () => {
    fc.assert(
      fc.property(fc.array(coding, { maxLength: 30 }), fc.array(step, { maxLength: 8 }), (begin, steps) => {
        let list = begin.map((c, i) => made(`a${String(i).padStart(3, '0')}`, c)).sort(inListOrder)
        let ways = waysOf('', 10)
        const drawing = new Drawing(index)
        drawing.draw(list, ways)
        steps.forEach((s, n) => {
          if ('add' in s) list = [...list, ...s.add.map((c, i) => made(`b${String(n)}${String(i)}`, c))]
          else if ('remove' in s) list = list.filter((_, i) => !s.remove.includes(i))
          else if ('change' in s) list = list.map((c, i) => (i === s.change[0] ? made(c.id, s.change[1]) : c))
          else ways = waysOf(...s.ways)
          list = list.sort(inListOrder)
          const [patched, anew] = [drawing.draw([...list], ways), new Drawing(index).draw(list, ways)]
          expect(patched.all).toEqual(anew.all)
          expect(patched.lanes).toEqual(anew.lanes)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('stays the very same where nothing that is seen changed', () => {
    const list = [made('a', { start: 0, length: 9, code: 'x', coder: 'me', memos: 0 }), made('b', { start: 4, length: 9, code: 'y', coder: 'me', memos: 0 })]
    const drawing = new Drawing(index)
    const spans = drawing.draw(list, waysOf('', 10))
    expect(drawing.draw([...list], waysOf('', 10))).toBe(spans)
    const more = drawing.draw([...list, made('c', { start: 20, length: 5, code: 'x', coder: 'me', memos: 0 })], waysOf('', 10))
    expect(more.all.slice(0, 2)).toEqual(spans.all)
    expect(more.all[0]).toBe(spans.all[0])
  })
})
