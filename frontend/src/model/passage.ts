import type { PositionIndex} from './positions';
import { codePoint, utf16, type Span } from './positions'

/** One line of a passage: a sentence, or what lies between two line ends. */
export interface PassageLine extends Span {
  text: string
  /** Whether the line begins a paragraph. */
  first: boolean
}

/**
 * The lines around a span, so that the span lies among about `around` characters before and
 * after it; the outermost lines are whole. Lines without words are left out.
 */
export function passageLines(index: PositionIndex, span: Span, around: number, lang: string): PassageLine[] {
  const { text } = index
  const from = text.lastIndexOf('\n', Math.max(0, index.toUtf16(codePoint(span.start - around)) - 1)) + 1
  const after = text.indexOf('\n', index.toUtf16(codePoint(span.end + around)))
  const to = after < 0 ? text.length : after
  const segmenter = new Intl.Segmenter(lang === '' ? undefined : lang, { granularity: 'sentence' })
  const out: PassageLine[] = []
  let at = from
  for (const line of text.slice(from, to).split('\n')) {
    let first = true
    for (const { segment, index: offset } of segmenter.segment(line)) {
      const words = segment.trim()
      if (words === '') continue
      const start = at + offset + segment.indexOf(words)
      out.push({ ...index.span(utf16(start), utf16(start + words.length)), text: words, first })
      first = false
    }
    at += line.length + 1
  }
  // A long paragraph is not shown whole: only the sentences near the span.
  return out.filter((l) => l.end > span.start - around && l.start < span.end + around)
}

/** Where a span begins and ends within a line, as shares of the line from 0 to 1; null where they do not meet. */
export function shareOf(line: Span, span: Span): { from: number; to: number } | null {
  const [start, end] = [Math.max(line.start, span.start), Math.min(line.end, span.end)]
  if (start >= end) return null
  const length = line.end - line.start
  return { from: (start - line.start) / length, to: (end - line.start) / length }
}

/** A line cut where a span begins and ends: what lies before, in, and after it. */
export function cutLine(line: PassageLine, span: Span): [string, string, string] {
  const points = [...line.text]
  const at = (p: number) => Math.min(points.length, Math.max(0, p - line.start))
  const [a, b] = [at(span.start), at(span.end)]
  return [points.slice(0, a).join(''), points.slice(a, b).join(''), points.slice(b).join('')]
}
