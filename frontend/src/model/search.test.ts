import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Folded } from './search'

const plain = (s: string) => s.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase()

it('finds words whatever their accents and case, and gives back the words as they stand', () => {
  const text = 'Coordinación, COORDINACION y coordinacio\u0301n; İstanbul ﬁn 😀 año'
  const found = (w: string) => new Folded(text).find(w, 99).map((r) => text.slice(r.from, r.to))
  expect(found('coordinacion')).toEqual(['Coordinación', 'COORDINACION', 'coordinacio\u0301n'])
  expect(found('AÑO')).toEqual(['año'])
  expect(found('  ')).toEqual([])
})

it('every place that is found folds to the words, and a text finds each of its own parts', () => {
  const texts = fc.array(fc.constantFrom('a', 'á', 'a\u0301', 'B', 'ß', '😀', ' ', '\n', 'ñ', 'क्षि', 'x'), { maxLength: 40 }).map((p) => p.join(''))
  fc.assert(
    fc.property(texts, fc.nat(40), fc.integer({ min: 1, max: 6 }), (text, from, n) => {
      const words = Array.from(plain(text)).slice(from, from + n).join('')
      const found = new Folded(text).find(words, 999)
      if (words.trim() !== '') expect(found.length).toBeGreaterThan(0)
      for (const r of found) expect(plain(text.slice(r.from, r.to))).toBe(plain(words))
    }),
  )
})
