/** A stripe as it stands beside the lines: its lane by the text alone, and its upper and lower edge in any unit. */
export interface Standing {
  readonly id: string
  readonly lane: number
  readonly top: number
  readonly bottom: number
}

/** What lane a stripe was given, and which it had by the text then. */
export interface Given {
  readonly lane: number
  readonly byText: number
}

/**
 * Lanes in which no two stripes stand at one height. Lanes by the text alone (`lanesOf`) let two
 * passages share a lane that end and begin on one printed line, and their stripes, which are as
 * high as the lines, would cover each other. Each stripe, in the order given, takes the first
 * free lane from its lane by the text on. One that was given a lane `before` and has the same
 * lane by the text still keeps it where it can: stripes do not jump while lines scroll by.
 */
export function lanesByHeight(stripes: readonly Standing[], before: ReadonlyMap<string, Given> = new Map()): Map<string, Given> {
  const given = new Map<string, Given>()
  const taken: Standing[][] = []
  const free = (lane: number, s: Standing) => (taken[lane] ?? []).every((o) => o.bottom <= s.top || o.top >= s.bottom)
  const take = (lane: number, s: Standing) => {
    ;(taken[lane] ??= []).push(s)
    given.set(s.id, { lane, byText: s.lane })
  }
  const others = stripes.filter((s) => {
    const kept = before.get(s.id)
    if (kept?.byText !== s.lane || !free(kept.lane, s)) return true
    take(kept.lane, s)
    return false
  })
  for (const s of others) {
    let lane = s.lane
    while (!free(lane, s)) lane++
    take(lane, s)
  }
  return given
}
