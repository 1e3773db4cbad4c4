/**
 * Makes something of a tree or list in a language once, and keeps it as long as that is there:
 * many rows of a list ask for the same.
 */
export function byLanguage<T extends object, R>(make: (of: T, language: string) => R): (of: T, language: string) => R {
  const made = new WeakMap<T, Map<string, { it: R }>>()
  return (of, language) => {
    const known = made.get(of) ?? new Map<string, { it: R }>()
    made.set(of, known)
    let kept = known.get(language)
    if (!kept) known.set(language, (kept = { it: make(of, language) }))
    return kept.it
  }
}
