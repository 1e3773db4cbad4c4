import { snapToGraphemes } from './graphemes'
import { utf16 } from './positions'
import type { Shape } from './shape'
import { lastBefore } from './shape'
import type { Range } from './spans'

export type Unit = 'sentence' | 'paragraph' | 'turn'

const blank = /\s/

/**
 * The words of a selection: it never splits what a reader sees as one character, and
 * begins and ends with something that is not blank. null where nothing is left.
 */
export function wordsOf(text: string, a: number, b: number): Range | null {
  const snapped = snapToGraphemes(text, utf16(a), utf16(b))
  let [from, to]: [number, number] = [snapped.from, snapped.to]
  while (from < to && blank.test(text[from] ?? '')) from++
  while (to > from && blank.test(text[to - 1] ?? '')) to--
  return from < to ? { from, to } : null
}

function lineAt(text: string, offset: number): Range {
  const to = text.indexOf('\n', offset)
  return { from: text.lastIndexOf('\n', offset - 1) + 1, to: to < 0 ? text.length : to }
}

/** The sentences of a line; where they end depends on the language (Unicode Annex #29). */
function sentencesOf(text: string, line: Range, lang: string): Range[] {
  const segmenter = new Intl.Segmenter(lang || undefined, { granularity: 'sentence' })
  return [...segmenter.segment(text.slice(line.from, line.to))].map((s) => ({
    from: line.from + s.index,
    to: line.from + s.index + s.segment.length,
  }))
}

function sentenceAt(text: string, offset: number, lang: string, forward: boolean): Range {
  const line = lineAt(text, offset)
  const all = sentencesOf(text, line, lang)
  const found = forward ? all.find((s) => offset < s.to) : all.findLast((s) => s.from < offset)
  return found ?? all.at(forward ? -1 : 0) ?? line
}

/** The block that an offset lies in; a line where the structure says nothing. */
function paragraphAt(shape: Shape, text: string, offset: number): Range {
  const b = shape.blocks[lastBefore(shape.blocks, offset)]
  return b && offset <= b.to ? b : lineAt(text, offset)
}

/** The name that opens a turn, where it lies on the range. */
function labelIn(shape: Shape, { from, to }: Range): Range | undefined {
  for (let i = lastBefore(shape.runs, to - 1); i >= 0; i--) {
    const r = shape.runs[i]
    if (!r || r.from < from - 500) return undefined
    if (r.kind === 'turn_label' && r.to > from) return r
  }
  return undefined
}

function unitAt(shape: Shape, text: string, offset: number, unit: Unit, lang: string, forward: boolean): Range {
  if (unit === 'sentence') {
    // A sentence does not begin before the words of the speaker do.
    const s = sentenceAt(text, offset, lang, forward)
    const label = labelIn(shape, s)
    return label && label.to < s.to && offset >= label.to ? { from: Math.max(s.from, label.to), to: s.to } : s
  }
  if (unit === 'turn') {
    const t = shape.turnAt(offset)
    if (t) {
      const label = labelIn(shape, { from: t.from, to: t.from + 3 })
      return { from: label && label.to < t.to ? label.to : t.from, to: t.to }
    }
  }
  const p = paragraphAt(shape, text, offset)
  const label = labelIn(shape, p)
  return { from: label && label.to < p.to && offset >= label.to ? label.to : p.from, to: p.to }
}

/**
 * The selection grown to whole sentences, paragraphs or turns; one that is whole already
 * grows by the next. null where nothing can be selected.
 */
export function grown(shape: Shape, text: string, a: number, b: number, unit: Unit, lang = ''): Range | null {
  const begin = unitAt(shape, text, a, unit, lang, true)
  const end = unitAt(shape, text, Math.max(a, b), unit, lang, b <= a)
  const whole = wordsOf(text, Math.min(begin.from, a), Math.max(end.to, b))
  if (!whole) return null
  if (b > a && whole.from === a && whole.to === b) {
    let next = whole.to
    while (next < text.length && blank.test(text[next] ?? '')) next++
    if (next >= text.length) return whole
    return wordsOf(text, a, unitAt(shape, text, next, unit, lang, true).to)
  }
  return whole
}

/** The selection less the last of its sentences, paragraphs or turns; null where one is all there is. */
export function shrunk(shape: Shape, text: string, a: number, b: number, unit: Unit, lang = ''): Range | null {
  const last = unitAt(shape, text, b, unit, lang, false)
  return last.from > a ? wordsOf(text, a, last.from) : null
}
