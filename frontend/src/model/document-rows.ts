import { fitsWords, fold } from './fold'

interface Doc {
  id: string
  title: string
  file_name: string
  kind: string
  jurisdiction: string
  codings: number
  cases: { id: string }[]
}
interface Case {
  id: string
  name: string
  children: Case[]
}

/** A line of the list of documents: a document, or what groups some. */
export interface Row<D> {
  /** Unique in the list: a document stands in it once for each of its cases. */
  id: string
  label: string
  document: D | null
  /** Documents in it, each once. */
  count: number
  children: Row<D>[]
}

/** The documents that fit what was typed, by title, file name and place. */
export function fitting<D extends Doc>(documents: readonly D[], typed: string): readonly D[] {
  const wanted = fold(typed.trim())
  if (wanted === '') return documents
  return documents.filter((d) => fitsWords(wanted, fold(`${d.title} ${d.file_name} ${d.jurisdiction}`)) > 0)
}

const line = <D extends Doc>(document: D, under: string): Row<D> => ({ id: `${under}/${document.id}`, label: document.title, document, count: 1, children: [] })

const group = <D>(id: string, label: string, children: Row<D>[]): Row<D> => ({ id, label, document: null, count: countIn(children), children })

function countIn<D>(rows: readonly Row<D>[]): number {
  const seen = new Set<string>()
  const walk = (list: readonly Row<D>[]) => {
    for (const r of list) {
      if (r.document) seen.add(r.id.slice(r.id.lastIndexOf('/')))
      walk(r.children)
    }
  }
  walk(rows)
  return seen.size
}

/** All documents, in their order. */
export const flat = <D extends Doc>(documents: readonly D[]): Row<D>[] => documents.map((d) => line(d, ''))

/** Below their kinds; a kind without documents is left out. */
export function byKind<D extends Doc>(documents: readonly D[], kinds: readonly { kind: string; label: string }[]): Row<D>[] {
  return kinds.flatMap(({ kind, label }) => {
    const own = documents.filter((d) => d.kind === kind).map((d) => line(d, kind))
    return own.length > 0 ? [group(kind, label, own)] : []
  })
}

/**
 * Below their cases, in the tree of cases; those without a case come last. A case
 * without documents is kept only where all of them are shown.
 */
export function byCase<D extends Doc>(documents: readonly D[], cases: readonly Case[], none: string, all: boolean): Row<D>[] {
  const walk = (list: readonly Case[]): Row<D>[] =>
    list.flatMap((k) => {
      const children = [...walk(k.children), ...documents.filter((d) => d.cases.some((c) => c.id === k.id)).map((d) => line(d, k.id))]
      return children.length > 0 || all ? [group(k.id, k.name, children)] : []
    })
  const loose = documents.filter((d) => d.cases.length === 0).map((d) => line(d, 'none'))
  return [...walk(cases), ...(loose.length > 0 ? [group('none', none, loose)] : [])]
}

/** The keys of all groups. */
export function groupKeys<D>(rows: readonly Row<D>[]): string[] {
  return rows.flatMap((r) => (r.document ? [] : [r.id, ...groupKeys(r.children)]))
}

/** The lines that are seen, from the top, when these groups are unfolded. */
export function linesShown<D>(rows: readonly Row<D>[], open: ReadonlySet<string>): Row<D>[] {
  return rows.flatMap((r) => [r, ...(open.has(r.id) ? linesShown(r.children, open) : [])])
}
