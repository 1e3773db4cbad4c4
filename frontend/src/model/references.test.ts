import { expect, test } from 'vitest'
import { referenceBegun, sayReferences } from './references'

const id = '01936c2e-0000-7000-8000-000000000001'
const code = { text: `[[code:${id}]]`, name: 'coordination/informal', quote: '', source: '', gone: false }
const coding = { text: `[[coding:${id}]]`, name: 'informal', quote: 'we share', source: 'Talk', gone: false }

test('references are said in words, and what is gone is not', () => {
  const text = `See ${coding.text} under ${code.text}, not [[memo:${id}]] or [[this]].`
  expect(sayReferences(text, [code, coding], '…')).toBe('See “we share” (Talk) under informal, not … or [[this]].')
  expect(sayReferences(text, [{ ...code, gone: true }, coding], '…')).toContain('under …,')
})

test('open brackets at the caret begin a reference', () => {
  expect(referenceBegun('see [[inf', 9)).toEqual({ from: 4, words: 'inf' })
  expect(referenceBegun('see [[inf\n', 10)).toBeNull()
  expect(referenceBegun(`see ${code.text}`, 4 + code.text.length)).toBeNull()
  expect(referenceBegun('see [[', 6)).toEqual({ from: 4, words: '' })
  expect(referenceBegun('see [[inf', 5)).toBeNull()
})
