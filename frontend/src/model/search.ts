import type { Range } from './spans'

const ascii = /^[\x00-\x7f]*$/

/**
 * A text made ready for looking words up in it without regard to case and marks. Each
 * folded character knows which one it comes from.
 */
export class Folded {
  readonly #text: string
  readonly #folded: string
  /** For each unit of the folded text, where it begins in the text; null where both are alike. */
  readonly #from: Int32Array | null

  constructor(text: string) {
    this.#text = text
    if (ascii.test(text)) {
      this.#folded = text.toLowerCase()
      this.#from = null
      return
    }
    const parts: string[] = []
    const from: number[] = []
    let at = 0
    for (const c of text) {
      const f = c < '\x80' ? c.toLowerCase() : c.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase()
      parts.push(f)
      for (let i = 0; i < f.length; i++) from.push(at)
      at += c.length
    }
    from.push(text.length)
    this.#folded = parts.join('')
    this.#from = Int32Array.from(from)
  }

  /** Where the words stand, in reading order, not overlapping, at most `limit` of them. */
  find(words: string, limit: number): Range[] {
    const wanted = words.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase()
    const out: Range[] = []
    if (wanted.trim() === '') return out
    for (let i = this.#folded.indexOf(wanted); i >= 0 && out.length < limit; i = this.#folded.indexOf(wanted, i + wanted.length)) {
      const from = this.#from?.[i] ?? i
      let to = this.#from?.[i + wanted.length] ?? i + wanted.length
      // Marks that follow the last letter belong to it.
      while (to > from && /\p{M}/u.test(this.#text.charAt(to))) to++
      if (to > from) out.push({ from, to })
    }
    return out
  }
}
