import { utf16, type Utf16 } from './positions'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const isPlain = (unit: number) => unit >= 0x20 && unit < 0x7f

/**
 * Whether two plain letters, digits, signs or blanks of ASCII meet at the offset: always
 * an edge (rule GB999), whatever stands before and after them.
 */
const isSure = (text: string, offset: number) => isPlain(text.charCodeAt(offset - 1)) && isPlain(text.charCodeAt(offset))

/**
 * Moves an offset that lies inside what a reader sees as one character to its start,
 * or with `forward` to its end. A line end is always an edge, and so is what is sure;
 * only what lies between two of them is cut into characters, for lines can be long.
 */
function edge(text: string, offset: number, forward: boolean): number {
  if (offset <= 0 || offset >= text.length) return Math.min(Math.max(offset, 0), text.length)
  let from = offset
  while (from > 0 && text.charCodeAt(from - 1) !== 0x0a && !isSure(text, from)) from--
  if (from === offset || text.charCodeAt(offset) === 0x0a) return offset
  let to = offset
  while (to < text.length && text.charCodeAt(to) !== 0x0a && !isSure(text, to)) to++
  const cluster = segmenter.segment(text.slice(from, to)).containing(offset - from)
  if (!cluster || from + cluster.index === offset) return offset
  return from + cluster.index + (forward ? cluster.segment.length : 0)
}

/**
 * Grows a selection until neither end splits a character as the reader sees it
 * (Unicode Standard Annex #29). Offsets are UTF-16; the edges depend on the version
 * of Unicode, so they are never stored.
 */
export function snapToGraphemes(text: string, a: Utf16, b: Utf16): { from: Utf16; to: Utf16 } {
  return {
    from: utf16(edge(text, Math.min(a, b), false)),
    to: utf16(edge(text, Math.max(a, b), true)),
  }
}
