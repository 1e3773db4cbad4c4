/** A line of a tree that is written as a list: how deep it lies, and whether others below it belong to it. */
export interface Foldable {
  key: string
  depth: number
  group: boolean
}

/** The numbers of the lines that are shown when some are folded. */
export function unfolded(lines: readonly Foldable[], folded: ReadonlySet<string>): number[] {
  const shown: number[] = []
  let hidden = Infinity
  lines.forEach((line, i) => {
    if (line.depth > hidden) return
    shown.push(i)
    hidden = line.group && folded.has(line.key) ? line.depth : Infinity
  })
  return shown
}

/** The keys of the lines that a group gathers, without those that are groups themselves. */
export function membersOf(lines: readonly Foldable[], at: number): string[] {
  const depth = lines[at]?.depth ?? 0
  const out: string[] = []
  for (const line of lines.slice(at + 1)) {
    if (line.depth <= depth) break
    if (!line.group) out.push(line.key)
  }
  return out
}
