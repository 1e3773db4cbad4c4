import { fold } from './fold'

/**
 * The names of a code's path. In the path, "/" separates and a backslash keeps a sign of
 * a name from doing so; "›" and ">" separate in what people write.
 */
export function pathNames(path: string): string[] {
  const names = ['']
  for (let i = 0; i < path.length; i++) {
    const c = path.charAt(i)
    if (c === '\\' && i + 1 < path.length) names[names.length - 1] += path.charAt(++i)
    else if (c === '/' || c === '›' || c === '>') names.push('')
    else names[names.length - 1] += c
  }
  return names.map((n) => n.trim()).filter((n) => n !== '')
}

/** The path as people read it. */
export const readablePath = (path: string) => pathNames(path).join(' › ')

/** Whether a path is these names, ends with them, or neither; each name counts as a whole. */
export function namedBy(path: string, names: readonly string[]): 'whole' | 'end' | undefined {
  const own = pathNames(path).map(fold)
  const last = own.slice(-names.length)
  if (names.length === 0 || last.length < names.length || !names.every((n, i) => fold(n) === last[i])) return undefined
  return own.length === names.length ? 'whole' : 'end'
}
