/** Letters without their marks and in small ones: "Código" and "codigo" are the same. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('ł', 'l').replaceAll('æ', 'ae').replaceAll('œ', 'oe')
}

const letter = /[\p{L}\p{N}]/u

/**
 * How well a folded pattern fits a folded text: 0 if it does not, and more the better.
 * A pattern that stands in the text beats one whose letters only follow each other
 * there; the start of the text beats the start of a word, and that the middle of one.
 */
export function fits(pattern: string, text: string): number {
  if (pattern === '') return 1
  const at = text.indexOf(pattern)
  const short = 1 / (1 + text.length / 40)
  if (at === 0) return 100 + short * (text === pattern ? 60 : 20)
  if (at > 0) {
    let best = 50
    for (let i = at; i >= 0; i = text.indexOf(pattern, i + 1)) if (!letter.test(text[i - 1] ?? ' ')) best = 80
    return best + short * 10
  }
  // Letters in order: each that begins a word counts, gaps cost.
  let score = 0
  let from = -1
  for (const c of pattern) {
    if (c === ' ') continue
    const next = text.indexOf(c, from + 1)
    if (next < 0) return 0
    score += next === from + 1 ? 2 : !letter.test(text[next - 1] ?? ' ') ? 2 : -Math.min((next - from) / 8, 1)
    from = next
  }
  return score > pattern.length * 0.8 ? Math.min(10 + score, 40) : 0
}

/** Fits every word of the pattern, in any order; the worst of them counts. */
export function fitsWords(pattern: string, text: string): number {
  const whole = fits(pattern, text)
  const words = pattern.split(/\s+/).filter((w) => w !== '')
  if (words.length < 2) return whole
  return Math.max(whole, Math.min(...words.map((w) => fits(w, text))) - 5)
}
