/**
 * Positions of two units in one text. The program counts Unicode code points, the
 * web view UTF-16 code units; they differ after the first character beyond U+FFFF.
 * The types keep them apart: neither is assignable to the other, or from a number.
 */
export type CodePoint = number & { readonly unit: 'code point' }
export type Utf16 = number & { readonly unit: 'utf-16' }

export const codePoint = (n: number) => n as CodePoint
export const utf16 = (n: number) => n as Utf16

/** A half-open range of code points, the program's unit for every passage. */
export interface Span {
  start: CodePoint
  end: CodePoint
}

/** Code points between checkpoints: a conversion walks at most this many. */
const step = 512

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/**
 * Converts positions within one text. Positions outside it are clamped to it. It
 * agrees with textpos.Index of the program on every valid text.
 */
export class PositionIndex {
  readonly text: string
  /** Length in code points. */
  readonly length: CodePoint
  /** UTF-16 offset of every 512th code point; null where both units agree. */
  readonly #points: Int32Array | null

  constructor(text: string) {
    this.text = text
    const points = [0]
    let count = 0
    let pairs = false
    for (let u = 0; u < text.length; count++) {
      if (count > 0 && count % step === 0) points.push(u)
      const wide = isHigh(text.charCodeAt(u)) && isLow(text.charCodeAt(u + 1))
      pairs ||= wide
      u += wide ? 2 : 1
    }
    this.length = codePoint(count)
    this.#points = pairs ? Int32Array.from(points) : null
  }

  #next(u: number): number {
    return isHigh(this.text.charCodeAt(u)) && isLow(this.text.charCodeAt(u + 1)) ? u + 2 : u + 1
  }

  /** The UTF-16 offset of a code point. */
  toUtf16(position: CodePoint): Utf16 {
    const cp = Math.min(Math.max(position, 0), this.length)
    if (!this.#points) return utf16(cp)
    if (cp === this.length) return utf16(this.text.length)
    let u = this.#points[Math.floor(cp / step)] ?? 0
    for (let n = cp % step; n > 0; n--) u = this.#next(u)
    return utf16(u)
  }

  /**
   * The code point that holds the UTF-16 unit. An offset between the two halves of a
   * surrogate pair belongs to that character.
   */
  toCodePoint(position: Utf16): CodePoint {
    const u = Math.min(Math.max(position, 0), this.text.length)
    const points = this.#points
    if (!points) return codePoint(u)
    if (u === this.text.length) return this.length
    let low = 0
    let high = points.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((points[middle] ?? 0) <= u) low = middle
      else high = middle - 1
    }
    let cp = low * step
    for (let at = points[low] ?? 0; at < u; cp++) {
      at = this.#next(at)
      if (at > u) break
    }
    return codePoint(cp)
  }

  /** The text of a span, which is clamped to the text. */
  slice(span: Span): string {
    return this.text.slice(this.toUtf16(span.start), this.toUtf16(span.end))
  }

  /** The span between two UTF-16 offsets, in either order. */
  span(a: Utf16, b: Utf16): Span {
    return { start: this.toCodePoint(utf16(Math.min(a, b))), end: this.toCodePoint(utf16(Math.max(a, b))) }
  }
}
