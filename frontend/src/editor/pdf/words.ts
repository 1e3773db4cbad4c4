import type { PageWord } from '../../model/page-words'

/** A run of text as pdf.js gives it: where it begins, which way it goes, how long it is. */
export interface TextRun {
  str: string
  dir: string
  transform: number[]
  width: number
  height: number
}

type Matrix = readonly number[]

/** One transformation after the other, as PDF writes them: [a b c d e f]. */
function after(m: Matrix, n: Matrix): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m
  const [p = 1, q = 0, r = 0, s = 1, t = 0, u = 0] = n
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f]
}

/** How wide signs are in comparison with each other, where their font is not to be had. */
const widths: readonly [RegExp, number][] = [[/[iljI.,;:'|!()[\] ]/u, 0.3], [/[ftr-]/u, 0.38], [/[mwMW—]/u, 0.85], [/[A-Z]/u, 0.68], [/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u, 1]]
const widthOf = (sign: string) => widths.find(([signs]) => signs.test(sign))?.[1] ?? 0.53

/**
 * Cuts runs into words, each with its rectangle on the page as it is looked at: `view` is
 * the transformation from the space of the file to that of the page, y downwards.
 */
export function wordsOfItems(runs: readonly TextRun[], view: Matrix): PageWord[] {
  const out: PageWord[] = []
  for (const run of runs) {
    if (run.str.trim() === '') continue
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = after(view, run.transform)
    const along = Math.hypot(a, b) || 1
    const up = Math.hypot(c, d) || 1
    // Lengths of runs are in the space of the file, which the page may scale.
    const [va = 1, vb = 0] = view
    const length = run.width * Math.hypot(va, vb)
    const high = up
    const [dx, dy] = [a / along, b / along]
    const [ux, uy] = [c / up, d / up]
    const total = [...run.str].reduce((n, s) => n + widthOf(s), 0) || 1
    let at = 0
    for (const piece of run.str.split(/(\s+)/u)) {
      const part = [...piece].reduce((n, s) => n + widthOf(s), 0) / total
      const [from, to] = run.dir === 'rtl' ? [1 - at - part, 1 - at] : [at, at + part]
      at += part
      if (piece.trim() === '') continue
      const corners = [[from, -0.22], [to, -0.22], [from, 0.82], [to, 0.82]].map(([s = 0, h = 0]) => [e + dx * s * length + ux * h * high, f + dy * s * length + uy * h * high] as const)
      const xs = corners.map(([x]) => x)
      const ys = corners.map(([, y]) => y)
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      out.push({ text: piece, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y })
    }
  }
  return out
}
