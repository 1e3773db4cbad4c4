import fc from 'fast-check'
import { expect, it } from 'vitest'
import { snapToGraphemes } from './graphemes'
import { utf16 } from './positions'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** By cutting the whole line into characters. */
function slow(text: string, offset: number, forward: boolean): number {
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const newline = text.indexOf('\n', offset)
  const to = newline < 0 ? text.length : newline
  if (offset <= 0 || offset >= text.length || offset === from || offset === to) return offset
  const cluster = segmenter.segment(text.slice(from, to)).containing(offset - from)
  if (!cluster || from + cluster.index === offset) return offset
  return from + cluster.index + (forward ? cluster.segment.length : 0)
}

// Letters, keycaps, flags, families, joiners, marks before and after, Indic conjuncts, Hangul, line ends, halves of pairs.
const piece = fc.constantFrom('a', 'b', ' ', '1', '#', '\u{FE0F}', '\u{20E3}', '🇧', '🇷', '👩', '\u200D', '👧', '🏽', '\u0301', '\u0600', 'क', '\u094D', 'ष', '\u0903', 'ᄀ', 'ᅡ', 'ᆨ', '\r', '\n', '\r\n', '\t', '\u{D83D}', '\u{DC69}', '©', '한')

it('the edges of characters are those that cutting the whole line finds', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(60), fc.nat(60), (pieces, a, b) => {
      const text = pieces.join('')
      const [from, to] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)]
      expect(snapToGraphemes(text, utf16(from), utf16(to))).toEqual({ from: slow(text, from, false), to: slow(text, to, true) })
    }),
    { numRuns: 5000 },
  )
})
