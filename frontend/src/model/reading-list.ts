/** What a list in reading order needs to know: where something begins and ends in the text. */
export interface Listed {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** By start, of those that start together the longest first, and then as the program orders them. */
export const inListOrder = (a: Listed, b: Listed) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/**
 * The list after some of it changed: without what was `touched`, and with those of it
 * that still stand, in reading order. The others stay the very same objects.
 */
export function patched<T extends Listed>(list: readonly T[], touched: ReadonlySet<string>, standing: readonly T[]): T[] {
  return [...list.filter((c) => !touched.has(c.id)), ...standing].sort(inListOrder)
}

/**
 * A new list in which what did not change is the very object of the old one, wherever in
 * it; the old list itself if nothing did. `share` gives its first argument if the second
 * says the same.
 */
export function shared<T extends Listed>(old: readonly T[], now: readonly T[], share: (old: T, now: T) => T): readonly T[] {
  const known = new Map(old.map((c) => [c.id, c]))
  const out = now.map((c) => {
    const was = known.get(c.id)
    return was === undefined || was === c ? c : share(was, c)
  })
  return out.length === old.length && out.every((c, i) => c === old[i]) ? old : out
}

/** The part in which two lists differ: what begins and ends with the very same objects is left out. */
export function differing<T>(was: readonly T[], is: readonly T[]): { from: number; was: number; is: number } {
  let from = 0
  while (from < was.length && from < is.length && was[from] === is[from]) from++
  let [a, b] = [was.length, is.length]
  while (a > from && b > from && was[a - 1] === is[b - 1]) {
    a--
    b--
  }
  return { from, was: a, is: b }
}
