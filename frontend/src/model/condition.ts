/**
 * Conditions of the query language as trees, for the screens that show and change
 * them. The program reads what people type and gives it back as lines (clauses); this
 * module makes a tree of the lines, and the text of a tree. That both agree with the
 * program's own reading, condition.test.ts holds by the vectors of internal/query.
 */
export type Comparison = ':' | '=' | '!=' | '<' | '<=' | '>' | '>='

/** One thing that is asked; with several values, any of them will do. */
export interface Test {
  op: 'test'
  field: string
  /** Of the facet or attribute, "" for other fields. */
  name: string
  compare: Comparison
  values: readonly string[]
  /** Anything that is there at all, in place of values. */
  any: boolean
  /** Of `near`, in code points. */
  distance: number
}
export interface Joined {
  op: 'and' | 'or'
  conds: readonly Condition[]
}
export interface Negated {
  op: 'not'
  cond: Condition
}
export type Condition = Test | Joined | Negated

/** One line of a condition as the program gives it. */
export interface Clause {
  depth: number
  join?: string
  not?: boolean
  group?: boolean
  test?: { field?: string; name?: string; compare?: string; value?: string; any?: boolean; distance?: number }
}

/** Where a part stands in a condition: which child of which child. */
export type Path = readonly number[]

export function test(field: string, values: readonly string[], more: Partial<Omit<Test, 'op' | 'field' | 'values'>> = {}): Test {
  return { op: 'test', field, name: '', compare: ':', any: false, distance: 0, values, ...more }
}

/** The tree of the lines that the program gave; null where nothing is asked. */
export function fromClauses(clauses: readonly Clause[]): Condition | null {
  let next = 0
  const below = (depth: number): Condition | null => {
    const conds: Condition[] = []
    let op: 'and' | 'or' = 'and'
    for (let c = clauses[next]; c?.depth === depth; c = clauses[next]) {
      next++
      if (c.join === 'or') op = 'or'
      const inner = c.test ? readTest(c.test) : below(depth + 1)
      if (inner) conds.push(c.not ? { op: 'not', cond: inner } : inner)
    }
    return joined(op, conds)
  }
  return below(0)
}

function readTest(t: NonNullable<Clause['test']>): Test {
  return test(t.field ?? '', t.any ? [] : [t.value ?? ''], {
    name: t.name ?? '',
    compare: (t.compare ?? ':') as Comparison,
    any: t.any ?? false,
    distance: t.distance ?? 0,
  })
}

/** Parts joined; one part stands for itself, and values of one field become one test. */
function joined(op: 'and' | 'or', conds: readonly Condition[]): Condition | null {
  if (op === 'or') {
    const merged: Condition[] = []
    for (const c of conds) {
      const last = merged.at(-1)
      if (last && mergeable(last, c)) merged[merged.length - 1] = { ...last, values: [...last.values, ...(c as Test).values] }
      else merged.push(c)
    }
    conds = merged
  }
  return conds.length > 1 ? { op, conds } : (conds[0] ?? null)
}

/** The fields of which one test may have several values. */
const several = new Set(['code', 'case', 'document', 'coder', 'round', 'set', 'kind', 'lang', 'jurisdiction', 'speaker', 'role', 'facet', 'attr'])

export function takesSeveral(field: string): boolean {
  return several.has(field)
}

function mergeable(a: Condition, b: Condition): a is Test {
  return (
    a.op === 'test' && b.op === 'test' && takesSeveral(a.field) && !a.any && !b.any &&
    a.field === b.field && a.name === b.name && a.compare === b.compare && (a.compare === ':' || a.compare === '=')
  )
}

/**
 * The condition as text. `name` may put another word in the place of a value, such as
 * the path of a code for its identity.
 */
export function toText(c: Condition | null, name: (t: Test, value: string) => string = (_, v) => v): string {
  return c === null ? '' : write(c, name)
}

function write(c: Condition, name: (t: Test, value: string) => string): string {
  switch (c.op) {
    case 'test': {
      const parts = c.any ? [writeTest(c, null)] : c.values.map((v) => writeTest(c, name(c, v)))
      return parts.join(' OR ')
    }
    case 'not':
      return `NOT ${inside(c.cond, name, spread(c.cond) || c.cond.op === 'and' || c.cond.op === 'or')}`
    case 'and':
    case 'or':
      return c.conds
        .map((k) => inside(k, name, k.op === 'or' || (c.op === 'and' && (k.op === 'and' || spread(k)))))
        .join(c.op === 'and' ? ' AND ' : ' OR ')
  }
}

/** Whether a test is written as several. */
const spread = (c: Condition) => c.op === 'test' && !c.any && c.values.length > 1

function inside(c: Condition, name: (t: Test, value: string) => string, parentheses: boolean): string {
  return parentheses ? `(${write(c, name)})` : write(c, name)
}

function writeTest(t: Test, value: string | null): string {
  const field = t.field === 'facet' || t.field === 'attr' ? `${t.field}.${quoted(t.name, true)}` : t.field
  const what = value === null ? '*' : quoted(value, t.field === 'near' && /~\d+$/.test(value))
  return `${field}${t.compare}${what}${t.field === 'near' ? `~${String(t.distance)}` : ''}`
}

/** A name or value, in quotation marks where it needs them. */
function quoted(s: string, strict: boolean): string {
  const plain = s !== '' && s !== '*' && !(strict ? /[^\p{L}\p{Nd}_-]/u : /[\s()"\u0085]/u).test(s)
  return plain ? s : `"${s.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
}

export function at(c: Condition | null, path: Path): Condition | null {
  let here = c
  for (const i of path) {
    if (here?.op === 'and' || here?.op === 'or') here = here.conds[i] ?? null
    else if (here?.op === 'not') here = here.cond
    else return null
  }
  return here
}

/** The condition with another part in a place; null takes the part out. */
export function replaceAt(c: Condition | null, path: Path, part: Condition | null): Condition | null {
  const [i, ...rest] = path
  if (i === undefined) return part
  if (c === null || c.op === 'test') return c
  if (c.op === 'not') {
    const inner = replaceAt(c.cond, rest, part)
    return inner && { op: 'not', cond: inner }
  }
  const conds = c.conds.flatMap((k, j) => (j === i ? (replaceAt(k, rest, part) ?? []) : k))
  return joined(c.op, conds)
}

/** The condition narrowed by one more part. */
export function narrowed(c: Condition | null, part: Condition): Condition {
  if (c === null) return part
  return c.op === 'and' ? { op: 'and', conds: [...c.conds, part] } : { op: 'and', conds: [c, part] }
}

/** The condition in which a part may be replaced by another. */
export function alternative(c: Condition, path: Path, part: Condition): Condition | null {
  const parent = at(c, path.slice(0, -1))
  if (path.length > 0 && parent?.op === 'or') {
    return replaceAt(c, path.slice(0, -1), joined('or', [...parent.conds, part]))
  }
  const here = at(c, path)
  return here && replaceAt(c, path, joined('or', [here, part]))
}

/** The condition in which a part is asked for not to be, or no longer so. */
export function negatedAt(c: Condition, path: Path): Condition | null {
  const parent = at(c, path.slice(0, -1))
  if (path.length > 0 && parent?.op === 'not') return replaceAt(c, path.slice(0, -1), parent.cond)
  const here = at(c, path)
  return here && replaceAt(c, path, { op: 'not', cond: here })
}
