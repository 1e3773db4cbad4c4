import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moveEdge, surroundings } from './word-edges'

/** Half of a pair that stands alone. */
const lone = /\p{Surrogate}/u

describe('the ends of a passage by words', () => {
  const text = 'La mesa, 𠮷 dicen, se reúne poco.'
  const all = { from: 0, to: text.length }
  const said = (r: { from: number; to: number }) => text.slice(r.from, r.to)
  const of = (words: string) => ({ from: text.indexOf(words), to: text.indexOf(words) + words.length })

  it('go one word on or back', () => {
    expect(said(moveEdge(text, of('mesa'), 'from', false, all, 'es'))).toBe('La mesa')
    expect(said(moveEdge(text, of('La mesa'), 'from', true, all, 'es'))).toBe('mesa')
    expect(said(moveEdge(text, of('mesa, 𠮷'), 'to', false, all, 'es'))).toBe('mesa,')
    expect(said(moveEdge(text, of('mesa,'), 'to', true, all, 'es'))).toBe('mesa, 𠮷')
    expect(said(moveEdge(text, of('reúne'), 'to', true, all, 'es'))).toBe('reúne poco')
  })

  it('stay where there is no word, or where nothing would be left', () => {
    expect(moveEdge(text, of('La'), 'from', false, all, 'es')).toEqual(of('La'))
    expect(moveEdge(text, of('.'), 'to', true, all, 'es')).toEqual(of('.'))
    expect(moveEdge(text, of('mesa'), 'to', false, all, 'es')).toEqual(of('mesa'))
    expect(moveEdge(text, of('mesa'), 'from', false, of('mesa, '), 'es')).toEqual(of('mesa'))
  })

  it('are never empty, beyond their bounds, or within a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('ab', ' ', '\n', '𠮷', ', ', 'é') }), fc.nat(), fc.nat(), fc.boolean(), fc.boolean(), (t, a, b, forward, first) => {
        const from = t.length === 0 ? 0 : a % t.length
        const range = { from, to: Math.min(t.length, from + 1 + (b % 9)) }
        fc.pre(range.from < range.to && !lone.test(t.slice(range.from, range.to)))
        const moved = moveEdge(t, range, first ? 'from' : 'to', forward, { from: 0, to: t.length }, 'en')
        expect(moved.from).toBeLessThan(moved.to)
        expect(lone.test(t.slice(moved.from, moved.to))).toBe(false)
      }),
    )
  })

  it('are shown among whole words', () => {
    expect(said(surroundings(text, of('dicen'), 5))).toBe('𠮷 dicen, se')
    expect(surroundings(text, of('dicen'), 500)).toEqual(all)
  })
})
