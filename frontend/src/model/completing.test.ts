import { expect, it } from 'vitest'
import { typingAt, valueText } from './completing'

const at = (marked: string) => typingAt(marked.replace('|', ''), marked.indexOf('|'))

it.each([
  ['|', { field: '', begun: '', from: 0, to: 0 }],
  ['co|', { field: '', begun: 'co', from: 0, to: 2 }],
  ['code:coord|', { field: 'code', begun: 'coord', from: 5, to: 10 }],
  ['code:"politic|', { field: 'code', begun: 'politic', from: 5, to: 13 }],
  ['code:"politic|"', { field: 'code', begun: 'politic', from: 5, to: 14 }],
  ['code:a AND (lev|', { field: '', begun: 'lev', from: 12, to: 15 }],
  ['code:a AND level:|', { field: 'level', begun: '', from: 17, to: 17 }],
  ['facet.level=lo|cal', { field: 'facet.level', begun: 'lo', from: 12, to: 14 }],
  ['"direction of influence":v|', { field: 'direction of influence', begun: 'v', from: 25, to: 26 }],
  ['code:a |', { field: '', begun: '', from: 7, to: 7 }],
  ['kind!=focus|', { field: 'kind', begun: 'focus', from: 6, to: 11 }],
])('%s', (text, want) => {
  expect(at(text)).toEqual(want)
})

it('values with spaces stand in quotation marks', () => {
  expect(['a/b', 'a b', 'a"b', '', '*', 'f(x)'].map(valueText)).toEqual(['a/b', '"a b"', '"a\\"b"', '""', '"*"', '"f(x)"'])
})
