import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snapToGraphemes } from './graphemes'
import { codePoint, PositionIndex, utf16 } from './positions'

/** What breaks position arithmetic; the same pieces as in the tests of the program. */
const pieces = [
  'a', 'b', ' ', '\n', '\t', 'é', 'e\u0301', 'a\u0308\u0323', 'ñ', 'ß', '\u00a0',
  '😀', '👩‍👩‍👧‍👦', '🧑🏽‍🌾', '🇵🇪', '𠮷', 'क्षि', 'שלום', 'العربية', '\u200f', '\u202e', '한국', '\uFEFF', '\u2028', '\u0085', '\uFFFD',
]
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 1200 }).map((parts) => parts.join(''))

interface Vector {
  name: string
  text: string
  runes: number
  utf16: number
  at: [runes: number, utf16: number, bytes: number][]
}
const root = join(import.meta.dirname, '..', '..', '..')
const vectors = JSON.parse(readFileSync(join(root, 'internal/textpos/testdata/vectors.json'), 'utf8')) as Vector[]

describe('positions agree with the program', () => {
  it.each(vectors)('$name', (v) => {
    const ix = new PositionIndex(v.text)
    expect(ix.length).toBe(v.runes)
    expect(v.text.length).toBe(v.utf16)
    expect(v.at.length).toBeGreaterThan(0)
    for (const [runes, units, bytes] of v.at) {
      expect(ix.toUtf16(codePoint(runes))).toBe(units)
      expect(ix.toCodePoint(utf16(units))).toBe(runes)
      expect(new TextEncoder().encode(v.text.slice(0, units)).length).toBe(bytes)
    }
  })
})

describe('positions agree with counting one by one', () => {
  it('in both directions, at every place of any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const ix = new PositionIndex(text)
        const all = Array.from(text)
        expect(ix.length).toBe(all.length)
        let u = 0
        all.forEach((char, cp) => {
          expect(ix.toUtf16(codePoint(cp))).toBe(u)
          for (let half = 0; half < char.length; half++) expect(ix.toCodePoint(utf16(u + half))).toBe(cp)
          u += char.length
        })
        expect(ix.toUtf16(ix.length)).toBe(u)
        expect(ix.toCodePoint(utf16(u))).toBe(all.length)
      }),
      { numRuns: 150 },
    )
  })

  it('slices what a reader of code points would', () => {
    fc.assert(
      fc.property(texts, fc.nat(2000), fc.nat(2000), (text, a, b) => {
        const ix = new PositionIndex(text)
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        expect(ix.slice({ start: codePoint(start), end: codePoint(end) })).toBe(Array.from(text).slice(start, end).join(''))
      }),
    )
  })

  it('clamps what lies outside', () => {
    const ix = new PositionIndex('a😀')
    expect(ix.toUtf16(codePoint(-1))).toBe(0)
    expect(ix.toUtf16(codePoint(99))).toBe(3)
    expect(ix.toCodePoint(utf16(-1))).toBe(0)
    expect(ix.toCodePoint(utf16(99))).toBe(2)
  })

  it('gives a span for a selection made backwards', () => {
    expect(new PositionIndex('a😀bc').span(utf16(4), utf16(1))).toEqual({ start: 1, end: 3 })
  })
})

describe('selections', () => {
  it('never split what a reader sees as one character, and never shrink', () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
    fc.assert(
      fc.property(texts, fc.nat(3000), fc.nat(3000), (text, a, b) => {
        const { from, to } = snapToGraphemes(text, utf16(a), utf16(b))
        const low = Math.min(a, b, text.length)
        const high = Math.min(Math.max(a, b), text.length)
        expect(from).toBeLessThanOrEqual(low)
        expect(to).toBeGreaterThanOrEqual(high)
        for (const edge of [from, to]) {
          const line = text.slice(edge === 0 ? 0 : text.lastIndexOf('\n', edge - 1) + 1)
          const at = edge - (text.length - line.length)
          const end = line.indexOf('\n') < 0 ? line.length : line.indexOf('\n')
          const starts = [...segmenter.segment(line.slice(0, end))].map((s) => s.index)
          expect([...starts, end]).toContain(at)
        }
      }),
      { numRuns: 200 },
    )
  })
})
