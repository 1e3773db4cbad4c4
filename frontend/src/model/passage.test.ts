import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutLine, passageLines, shareOf } from './passage'
import { codePoint, PositionIndex, type Span } from './positions'

const span = (start: number, end: number): Span => ({ start: codePoint(start), end: codePoint(end) })

describe('the lines of a passage', () => {
  const text = 'Uno. Dos 𠮷.\n\nTres. Cuatro.\nCinco.'
  const index = new PositionIndex(text)

  it('are the sentences around it, in code points', () => {
    const lines = passageLines(index, span(5, 11), 100, 'es')
    expect(lines.map((l) => [l.text, l.first])).toEqual([['Uno.', true], ['Dos 𠮷.', false], ['Tres.', true], ['Cuatro.', false], ['Cinco.', true]])
    for (const l of lines) expect(index.slice(l)).toBe(l.text)
  })

  it('are few where little is asked for around', () => {
    expect(passageLines(index, span(5, 11), 0, 'es').map((l) => l.text)).toEqual(['Dos 𠮷.'])
  })

  it('are cut at the ends of a span', () => {
    const [line] = passageLines(index, span(5, 11), 0, 'es')
    if (!line) throw new Error('no line')
    expect(cutLine(line, span(9, 10))).toEqual(['Dos ', '𠮷', '.'])
    expect(cutLine(line, span(0, 7))).toEqual(['', 'Do', 's 𠮷.'])
    expect(shareOf(line, span(5, 8))).toEqual({ from: 0, to: 0.5 })
    expect(shareOf(line, span(0, 5))).toBeNull()
  })

  it('hold the words of the span, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '. ', '\n', '𠮷', ' ', 'é') }), fc.nat(), fc.nat(), fc.nat(30), (text, a, b, around) => {
        const index = new PositionIndex(text)
        const start = index.length === 0 ? 0 : a % index.length
        const end = Math.min(index.length, start + 1 + (b % 20))
        const lines = passageLines(index, span(start, end), around, 'en')
        const covered = lines.flatMap((l) => [...cutLine(l, span(start, end))[1]]).filter((c) => c.trim() !== '').join('')
        expect(covered).toBe([...index.slice(span(start, end))].filter((c) => c.trim() !== '').join(''))
        for (const l of lines) expect(index.slice(l)).toBe(l.text)
      }),
    )
  })
})
