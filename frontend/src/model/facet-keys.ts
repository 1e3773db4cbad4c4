interface Keyed {
  id: string
  name: string
  actors: boolean
  values: readonly { shortcut: string }[]
}

/** The letters that mean something else in the text, right after coding too. */
const ofTheText = 'ABCJKLMPSTVY'

/**
 * The one key of each facet that takes actors: they are too many to have keys of their own,
 * as values have. It is the first letter of its name that neither a value nor the text has.
 */
export function actorKeys(facets: readonly Keyed[]): ReadonlyMap<string, string> {
  const taken = new Set([...ofTheText, ...facets.flatMap((f) => f.values.map((v) => v.shortcut.toUpperCase()))])
  const keys = new Map<string, string>()
  for (const f of facets.filter((o) => o.actors)) {
    const letters = f.name.normalize('NFD').toUpperCase().replace(/[^A-Z]/g, '')
    const key = [...letters, ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((k) => !taken.has(k))
    if (key === undefined) continue
    taken.add(key)
    keys.set(f.id, key)
  }
  return keys
}
