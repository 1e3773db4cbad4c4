import { wordsOf } from './grow'
import type { Range } from './spans'

const blank = /\s/

/** What is shown of a text around a range: about `around` units before and after it, cut between words. */
export function surroundings(text: string, range: Range, around: number): Range {
  let from = Math.max(0, range.from - around)
  let to = Math.min(text.length, range.to + around)
  while (from > 0 && from < range.from && !blank.test(text[from - 1] ?? '')) from++
  while (to < text.length && to > range.to && !blank.test(text[to] ?? '')) to--
  return { from, to }
}

/**
 * The range with one end a word further on or back, within `bounds`; the same range where
 * there is no such word, or where nothing would be left.
 */
export function moveEdge(text: string, range: Range, end: 'from' | 'to', forward: boolean, bounds: Range, lang: string): Range {
  const segmenter = new Intl.Segmenter(lang === '' ? undefined : lang, { granularity: 'word' })
  const words = [...segmenter.segment(text.slice(bounds.from, bounds.to))]
    .filter((s) => !blank.test(s.segment))
    .map((s) => ({ from: bounds.from + s.index, to: bounds.from + s.index + s.segment.length }))
  const at = words.map((w) => w[end])
  const next = forward ? at.find((p) => p > range[end]) : at.findLast((p) => p < range[end])
  if (next === undefined) return range
  const moved = { ...range, [end]: next }
  return moved.from < moved.to ? (wordsOf(text, moved.from, moved.to) ?? range) : range
}
