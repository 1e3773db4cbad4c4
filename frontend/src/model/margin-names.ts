/** A stripe in the margin: its lane, and where it stands in pixels. */
export interface Beside {
  readonly id: string
  readonly lane: number
  readonly top: number
  readonly height: number
}

/** Where the name of a stripe is written, in pixels from the upper and the left edge of the margin. */
export interface Named {
  readonly id: string
  readonly top: number
  readonly left: number
}

/** How high a name is, in pixels. */
export const nameHeight = 18
/** How far a name may be pushed down from where its coding begins. */
const farthest = 54
/** A name with less room says nothing: three letters and dots. */
const leastRoom = 64
/** What is left free between the lane and the name. */
const gap = 14

/**
 * Names beside the beginnings of their stripes, in the order of these: right of the lanes that
 * are used at that height, so that a name has all the room that there is. Those in its way push
 * a name down, and too far is nowhere; names that stand close together begin at one place.
 */
export function namesBeside(stripes: readonly Beside[], pitch: number, width: number): Named[] {
  const rows: { id: string; top: number; lane: number }[] = []
  let free = -Infinity
  for (const s of [...stripes].sort((a, b) => a.top - b.top || a.lane - b.lane)) {
    const top = Math.max(s.top, free)
    if (top - s.top > Math.min(farthest, Math.max(s.height, nameHeight))) continue
    const there = stripes.filter((o) => o.top < top + nameHeight && o.top + o.height > top)
    rows.push({ id: s.id, top, lane: Math.max(0, ...there.map((o) => o.lane)) })
    free = top + nameHeight
  }
  const named: Named[] = []
  for (let from = 0; from < rows.length; ) {
    let to = from + 1
    while (to < rows.length && (rows[to]?.top ?? 0) - (rows[to - 1]?.top ?? 0) < 2 * nameHeight) to++
    const block = rows.slice(from, to)
    const left = Math.max(...block.map((r) => r.lane)) * pitch + gap
    if (width - left > leastRoom) named.push(...block.map(({ id, top }) => ({ id, top, left })))
    from = to
  }
  return named
}
