import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grown, shrunk, wordsOf } from './grow'
import { PositionIndex } from './positions'
import { type PartLike, Shape } from './shape'

const text = 'Title\n\nAna: First one. Second one here! \nStill Ana.\n\nBen: Yes.\nLoose line. And more.'
const part = (kind: string, words: string, more: Partial<PartLike> = {}): PartLike => {
  const start = text.indexOf(words)
  return { kind, span: { start, end: start + words.length }, begin_ms: -1, end_ms: -1, ...more }
}
const shape = new Shape(new PositionIndex(text), [
  part('heading', 'Title', { level: 1 }),
  part('turn', 'Ana: First one. Second one here! \nStill Ana.', { speaker: 'Ana' }),
  part('paragraph', 'Ana: First one. Second one here! '),
  part('turn_label', 'Ana:'),
  part('paragraph', 'Still Ana.'),
  part('turn', 'Ben: Yes.', { speaker: 'Ben' }),
  part('paragraph', 'Ben: Yes.'),
  part('turn_label', 'Ben:'),
])
const words = (r: { from: number; to: number } | null) => r && text.slice(r.from, r.to)
const at = (s: string) => text.indexOf(s)

describe('a selection grows', () => {
  it('to the sentence, without the name of who says it, and by the next', () => {
    const one = grown(shape, text, at('irst'), at('irst'), 'sentence', 'en')
    expect(words(one)).toBe('First one.')
    const two = one && grown(shape, text, one.from, one.to, 'sentence', 'en')
    expect(words(two)).toBe('First one. Second one here!')
    expect(two && words(shrunk(shape, text, two.from, two.to, 'sentence', 'en'))).toBe('First one.')
    expect(one && shrunk(shape, text, one.from, one.to, 'sentence', 'en')).toBeNull()
  })

  it('to the paragraph, and to the turn over its paragraphs', () => {
    expect(words(grown(shape, text, at('Second'), at('Second') + 3, 'paragraph'))).toBe('First one. Second one here!')
    expect(words(grown(shape, text, at('Second'), at('Second'), 'turn'))).toBe('First one. Second one here! \nStill Ana.')
    expect(words(grown(shape, text, at('Yes'), at('Yes'), 'turn'))).toBe('Yes.')
  })

  it('to the line where the structure says nothing', () => {
    expect(words(grown(shape, text, at('Loose'), at('Loose'), 'paragraph'))).toBe('Loose line. And more.')
  })

  it('and always holds what was selected, within the text, without blanks at its ends', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.constantFrom('sentence' as const, 'paragraph' as const, 'turn' as const), (x, y, unit) => {
        const [a, b] = [Math.min(x, y), Math.max(x, y)]
        const whole = grown(shape, text, a, b, unit, 'en')
        const inner = wordsOf(text, a, b)
        if (!whole) {
          expect(inner).toBeNull()
          return
        }
        expect(words(whole)).toBe(words(whole)?.trim())
        if (inner) expect([whole.from <= inner.from, whole.to >= inner.to]).toEqual([true, true])
      }),
    )
  })
})

it('the words of a selection split no character and have no blanks at their ends', () => {
  expect(wordsOf(' a\u0301b ', 2, 4)).toEqual({ from: 1, to: 4 })
  expect(wordsOf('x 👩‍👩‍👧‍👦 y', 3, 4)).toEqual({ from: 2, to: 13 })
  expect(wordsOf('a \n b', 1, 4)).toBeNull()
})

it('where the caret stands is counted as the program counts', () => {
  expect(shape.where(at('Still'), 4)).toEqual({ line: 4, paragraph: 3, turn: 1, speaker: 'Ana', page: '' })
  expect(shape.where(at('Loose'), 7)).toEqual({ line: 7, paragraph: 0, turn: 0, speaker: '', page: '' })
})
