import type { Range } from './spans'

/** A word as it stands on a page: in units of the page (1/72 inch), from its upper left corner. */
export interface PageWord {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A rectangle on a page, in the same units. */
export type Box = Omit<PageWord, 'text'>

interface Letters {
  readonly signs: string[]
  /** For each letter where it comes from: an offset of a text, or a word of a page. */
  readonly from: number[]
}

const letter = /[\p{L}\p{N}]/u

/** The letters and digits of a text, ligatures and accents taken apart: what two ways of reading one page agree on. */
function lettersOf(text: string, out: Letters, place: (offset: number) => number): void {
  for (let i = 0; i < text.length; ) {
    const sign = String.fromCodePoint(text.codePointAt(i) ?? 0)
    for (const part of sign.normalize('NFKD')) {
      if (!letter.test(part)) continue
      out.signs.push(part)
      out.from.push(place(i))
    }
    i += sign.length
  }
}

/** Where each run of `n` letters of which none is `taken` stands, if it stands once; −1 if more often. */
function grams(signs: readonly string[], taken: readonly number[], n: number): Map<string, number> {
  const out = new Map<string, number>()
  let free = 0
  signs.forEach((_, i) => {
    free = taken[i] === -1 ? free + 1 : 0
    if (free < n) return
    const gram = signs.slice(i - n + 1, i + 1).join('')
    out.set(gram, out.has(gram) ? -1 : i - n + 1)
  })
  return out
}

/** How long the runs of letters are by which the two are laid beside each other, one after the other. */
const lengths = [16, 8, 4]

/**
 * For each letter of the one where it stands in the other, or −1. Runs that both have once
 * are laid on each other and grown as far as they agree, long runs first. The order may
 * differ: columns and footnotes are read in more than one.
 */
function laid(page: readonly string[], text: readonly string[]): number[] {
  const to = page.map(() => -1)
  const taken = text.map(() => -1)
  for (const n of lengths) {
    const inText = grams(text, taken, n)
    for (const [gram, p] of grams(page, to, n)) {
      const t = inText.get(gram)
      if (p < 0 || t === undefined || t < 0 || to[p] !== -1 || taken[t] !== -1) continue
      for (const step of [-1, 1]) {
        for (let i = step < 0 ? -1 : 0; ; i += step) {
          const [a, b] = [p + i, t + i]
          if (a < 0 || b < 0 || a >= page.length || b >= text.length || page[a] !== text[b] || to[a] !== -1 || taken[b] !== -1) break
          to[a] = b
          taken[b] = a
        }
      }
    }
  }
  return to
}

/**
 * Where the words of a page stand in the text that was read from it: for each word its
 * range in UTF-16 offsets of `text`, or null where that is not certain. `from` and `to`
 * bound the part of the text that lies on the page.
 */
export function alignWords(words: readonly PageWord[], text: string, from: number, to: number): (Range | null)[] {
  const page: Letters = { signs: [], from: [] }
  words.forEach((w, i) => { lettersOf(w.text, page, () => i) })
  const read: Letters = { signs: [], from: [] }
  lettersOf(text.slice(from, to), read, (offset) => from + offset)
  const places = laid(page.signs, read.signs)
  const out: (Range | null)[] = words.map(() => null)
  for (let i = 0; i < places.length; ) {
    const word = page.from[i] ?? 0
    let end = i + 1
    while (page.from[end] === word) end++
    const [first = -1, last = -1] = [places[i], places[end - 1]]
    if (first >= 0 && last - first === end - 1 - i && places.slice(i, end).every((t, k) => t === first + k)) {
      const [a = 0, b = 0] = [read.from[first], read.from[last]]
      out[word] = { from: a, to: b + String.fromCodePoint(text.codePointAt(b) ?? 0).length }
    }
    i = end
  }
  return out
}

/** How much of the chosen words must be found in the text, and how much more the text may hold between them. */
const enough = 0.85
const slack = 1.3

/**
 * The passage of the text that words of a page are: null where it is not certain, because
 * words at its ends were not found or the text has them in another order.
 */
export function passageOf(words: readonly PageWord[], places: readonly (Range | null)[]): Range | null {
  const lettered = words.flatMap((w, i) => (letter.test(w.text) ? [{ text: w.text, at: places[i] ?? null }] : []))
  const found = lettered.flatMap((w) => w.at ?? [])
  const [first, last] = [lettered[0]?.at, lettered.at(-1)?.at]
  if (!first || !last || found.length < lettered.length * enough) return null
  const from = Math.min(...found.map((r) => r.from))
  const to = Math.max(...found.map((r) => r.to))
  const long = words.reduce((n, w) => n + w.text.length + 1, 0)
  return to - from <= long * slack + 20 ? { from, to } : null
}

/** The rectangles of words that stand on a range of the text, those of one line put together. */
export function boxesOf(words: readonly PageWord[], places: readonly (Range | null)[], from: number, to: number): Box[] {
  const out: Box[] = []
  let last = -2
  words.forEach((w, i) => {
    const r = places[i]
    if (!r || r.from >= to || r.to <= from) return
    const before = out.at(-1)
    const gap = before ? Math.max(w.x - before.x - before.width, before.x - w.x - w.width) : 0
    const sameLine = before !== undefined && Math.abs(before.y + before.height - w.y - w.height) < w.height * 0.4
    if (before && last === i - 1 && sameLine && gap < w.height * 1.5) {
      const x = Math.min(before.x, w.x)
      const y = Math.min(before.y, w.y)
      out[out.length - 1] = {
        x, y,
        width: Math.max(before.x + before.width, w.x + w.width) - x,
        height: Math.max(before.y + before.height, w.y + w.height) - y,
      }
    } else out.push({ x: w.x, y: w.y, width: w.width, height: w.height })
    last = i
  })
  return out
}

/** The word at a point of a page, or the nearest to it; −1 where there is none. */
export function wordAt(words: readonly PageWord[], x: number, y: number): number {
  let best = -1
  let least = Infinity
  words.forEach((w, i) => {
    const dx = Math.max(w.x - x, 0, x - w.x - w.width)
    const dy = Math.max(w.y - y, 0, y - w.y - w.height)
    // A word of the same line is meant rather than a nearer one of the next.
    const far = dx + dy * 4
    if (far < least) [least, best] = [far, i]
  })
  return best
}

/** Height on the page at which the text from an offset on stands; null where nothing of it is known. */
export function heightOf(words: readonly PageWord[], places: readonly (Range | null)[], offset: number): number | null {
  let best: PageWord | undefined
  let least = Infinity
  places.forEach((r, i) => {
    if (!r || r.to <= offset) return
    if (r.from < least) [least, best] = [r.from, words[i]]
  })
  return best?.y ?? null
}

/** The offset of the text that stands at a height of the page or below it. */
export function offsetAtHeight(words: readonly PageWord[], places: readonly (Range | null)[], y: number): number | null {
  let best: number | null = null
  let least = Infinity
  words.forEach((w, i) => {
    const r = places[i]
    if (!r || w.y + w.height < y) return
    if (w.y < least - 2 || (Math.abs(w.y - least) <= 2 && best !== null && r.from < best)) [least, best] = [w.y, r.from]
  })
  return best
}

/**
 * Which page of the file each page of the text is, from 0: by order if all have text, else
 * by their labels; null where neither says it for certain.
 */
export function pagesOf(labels: readonly string[], count: number, names: readonly string[] | null): number[] | null {
  if (labels.length === count) return labels.map((_, i) => i)
  let last = -1
  const out: number[] = []
  for (const label of labels) {
    const named = names ? names.indexOf(label, last + 1) : -1
    const i = named >= 0 ? named : /^\d+$/.test(label) ? Number(label) - 1 : -1
    if (i <= last || i >= count) return null
    out.push(i)
    last = i
  }
  return out
}
