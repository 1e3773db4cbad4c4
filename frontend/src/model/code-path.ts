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
