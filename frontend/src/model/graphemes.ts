import { utf16, type Utf16 } from './positions'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Moves an offset that lies inside what a reader sees as one character to its start,
 * or with `forward` to its end. A line end is always an edge, so one line is looked at.
 */
function edge(text: string, offset: number, forward: boolean): number {
  if (offset <= 0 || offset >= text.length) return Math.min(Math.max(offset, 0), text.length)
  const from = text.lastIndexOf('\n', offset - 1) + 1
  const newline = text.indexOf('\n', offset)
  const to = newline < 0 ? text.length : newline
  if (offset === from || offset === to) return offset
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
