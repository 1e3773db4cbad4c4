import { fits, fold } from './fold'

/** Something in a tree. */
export interface Branch<N> {
  id: string
  children: N[]
}

/** What this module needs to know of a code. */
export interface Node<N> extends Branch<N> {
  name: string
  path: string
  folder: boolean
  codings: number
  codings_with_children: number
  documents: number
  names: Record<string, string>
}

/** A line of the tree: a code with the lines under it. */
export interface CodeLine<N> {
  id: string
  label: string
  code: N
  /** Whether it fits what was typed, or is there because something under it does. */
  fits: boolean
  children: CodeLine<N>[]
}

/** What a code is called in a language of the window. */
export const nameIn = (code: { name: string; names: Record<string, string> }, language: string): string => code.names[language] ?? code.name

/** The lines of the whole tree. */
export function linesOf<N extends Node<N>>(tree: readonly N[], language: string): CodeLine<N>[] {
  return tree.map((code) => ({ id: code.id, label: nameIn(code, language), code, fits: true, children: linesOf(code.children, language) }))
}

interface Words {
  /** Its names in all languages, folded. */
  own: string[]
  /** Those of the codes above it. */
  above: string
}

/** The folded names of all codes, by identity: made once for a tree, not for each key typed. */
export function wordsOf<N extends Node<N>>(tree: readonly N[]): ReadonlyMap<string, Words> {
  const out = new Map<string, Words>()
  const walk = (list: readonly N[], above: string) => {
    for (const c of list) {
      const own = [...new Set([c.name, ...Object.values(c.names)].map(fold))]
      out.set(c.id, { own, above })
      walk(c.children, `${above} ${own.join(' ')}`)
    }
  }
  walk(tree, '')
  return out
}

/** From this on a word stands in a text, and its letters do not only follow each other there. */
const stands = 50

/**
 * The codes that fit what was typed, with those above them: each word must fit one of the
 * code's names in any language, or stand in one above it; one at least must be its own.
 */
export function fitting<N extends Node<N>>(lines: readonly CodeLine<N>[], words: ReadonlyMap<string, Words>, typed: string): CodeLine<N>[] {
  const wanted = fold(typed).split(/[\s/›>]+/).filter((w) => w !== '')
  if (wanted.length === 0) return [...lines]
  const test = (id: string) => {
    const { own = [], above = '' } = words.get(id) ?? {}
    let mine = false
    return (
      wanted.every((w) => {
        const here = own.some((o) => fits(w, o) > 0)
        mine ||= here
        return here || fits(w, above) >= stands
      }) && mine
    )
  }
  const walk = (list: readonly CodeLine<N>[]): CodeLine<N>[] =>
    list.flatMap((l) => {
      const children = walk(l.children)
      const own = test(l.id)
      if (!own && children.length === 0) return []
      // A line that stays as it was is the same one, so that nobody draws it anew.
      const same = own === l.fits && children.length === l.children.length && children.every((c, i) => c === l.children[i])
      return [same ? l : { ...l, fits: own, children }]
    })
  return walk(lines)
}

/** All codes, each above those under it. */
export function everyCode<N extends Branch<N>>(tree: readonly N[]): N[] {
  return tree.flatMap((c) => [c, ...everyCode(c.children)])
}

/** The code with an identity, with the code that it lies under and its place there. */
export function locate<N extends Branch<N>>(tree: readonly N[], id: string, parent: N | null = null): { code: N; parent: N | null; siblings: readonly N[]; index: number } | null {
  for (const [index, code] of tree.entries()) {
    if (code.id === id) return { code, parent, siblings: tree, index }
    const below = locate(code.children, id, code)
    if (below) return below
  }
  return null
}

/** Where codes go; see engine.MoveCode. */
export interface Move {
  ids: string[]
  parent: string
  after: string
  first: boolean
}

/** The codes of a selection that do not lie under another of it, in the order of the tree. */
export function topmost<N extends Branch<N>>(tree: readonly N[], ids: readonly string[]): string[] {
  const wanted = new Set(ids)
  const walk = (list: readonly N[]): string[] => list.flatMap((c) => (wanted.has(c.id) ? [c.id] : walk(c.children)))
  return walk(tree)
}

const behind = (ids: readonly string[], parent: string, last: { id: string } | undefined): Move => ({ ids: [...ids], parent, after: last?.id ?? '', first: last === undefined })

/** What an arrow key with Alt does to codes that are siblings; null where they cannot go there. */
export function nudge<N extends Branch<N>>(tree: readonly N[], selected: readonly string[], to: 'up' | 'down' | 'in' | 'out'): Move | null {
  const ids = topmost(tree, selected)
  const places = ids.flatMap((id) => locate(tree, id) ?? [])
  const [first] = places
  const last = places.at(-1)
  if (!first || !last || places.some((p) => p.siblings !== first.siblings)) return null
  const parent = first.parent?.id ?? ''
  switch (to) {
    case 'up':
      return first.index === 0 ? null : behind(ids, parent, first.siblings[first.index - 2])
    case 'down':
      return last.index === last.siblings.length - 1 ? null : behind(ids, parent, last.siblings[last.index + 1])
    case 'in': {
      const above = first.siblings[first.index - 1]
      return above ? { ids, parent: above.id, after: '', first: false } : null
    }
    case 'out': {
      if (!first.parent) return null
      return behind(ids, locate(tree, first.parent.id)?.parent?.id ?? '', first.parent)
    }
  }
}

/** Where in a line something is dropped: between it and a neighbour, or on it. */
export type Zone = 'before' | 'on' | 'after'

/** What dropping codes at a line does; null where they cannot go there. */
export function dropAt<N extends Branch<N>>(tree: readonly N[], dragged: readonly string[], line: string, zone: Zone): Move | null {
  const ids = topmost(tree, dragged)
  const at = locate(tree, line)
  if (!at || ids.length === 0) return null
  const under = (id: string): boolean => {
    const c = locate(tree, id)
    return c !== null && (ids.includes(id) || (c.parent !== null && under(c.parent.id)))
  }
  if (zone === 'on') return under(line) ? null : { ids, parent: line, after: '', first: false }
  if (at.parent && under(at.parent.id)) return null
  const parent = at.parent?.id ?? ''
  const others = at.siblings.filter((s) => !ids.includes(s.id))
  if (zone === 'after' && !ids.includes(line)) return behind(ids, parent, at.code)
  // before it, or at a dragged line itself: behind the nearest sibling above that stays
  const above = at.siblings.slice(0, at.index).filter((s) => others.includes(s)).at(-1)
  return behind(ids, parent, above)
}

const quoted = (s: string) => `"${s.replace(/["\\]/g, '\\$&')}"`

/** The condition, in the query language, for passages with one of the codes or one under it. */
export function whereCodes(codes: readonly { path: string }[]): string {
  return codes.map((c) => `code:${quoted(c.path)}`).join(' OR ')
}

/** The condition that a case, with those below it, meets. */
export const whereCase = (path: string): string => `case:${quoted(path)}`
