import { test, type Condition, type Test } from './condition'
import { fromSource, type Source } from './source'

/** The rows or columns of a matrix, as the program takes them. */
export interface Axis {
  by: string
  /** Of the attribute or facet. */
  id: string
  /** Its name, by which conditions ask for it. */
  name: string
  below: boolean
  /** The attribute under whose values they are gathered; "" for none. */
  group: string
}

/** A row or column: what it is called, and whether it gathers what has no value. */
export interface Head {
  key: string
  name: string
  none: boolean
  /** The keys of the rows or columns that it gathers, where it stands for others. */
  members?: readonly string[]
}

/** The field of a condition that asks for what a row or column of each kind holds. */
const fields: Readonly<Record<string, string>> = {
  code: 'code', case: 'case', document: 'document', kind: 'kind', role: 'role', year: 'date', coder: 'coder', round: 'round', facet: 'facet', attribute: 'attr',
}

/** What asks for the segments of a row or column. */
export function headCondition(axis: Axis, head: Head): Condition {
  if (axis.by === 'source' && !head.none) return fromSource(head.key as Source)
  const field = fields[axis.by] ?? axis.by
  const named = field === 'facet' || field === 'attr'
  const about = (values: readonly string[], more: Partial<Test> = {}) => test(field, values, { ...(named ? { name: axis.name } : {}), ...more })
  if (head.none) return { op: 'not', cond: about([], { any: true }) }
  const tree = field === 'code' || field === 'case'
  // A value of an attribute is asked for as it is written, whatever it is called in the language of the window: what only holds it counts elsewhere.
  const exactly = field === 'attr' || (tree && (!axis.below || head.members))
  return about(head.members ?? [field === 'facet' ? head.name : head.key], exactly ? { compare: '=' } : {})
}

/** What asks for the segments that a cell counts, within what the whole matrix is asked of. */
export function cellCondition(whole: Condition | null, ...parts: (readonly [Axis, Head] | Condition | null)[]): Condition | null {
  const conds: Condition[] = parts.flatMap((p) => (p === null ? [] : [isCondition(p) ? p : headCondition(...p)]))
  if (whole) conds.push(...(whole.op === 'and' ? whole.conds : [whole]))
  return conds.length > 1 ? { op: 'and', conds } : (conds[0] ?? null)
}

function isCondition(p: readonly [Axis, Head] | Condition): p is Condition {
  return 'op' in p
}

/** The axis of a kind that has no names, counted alone or with what lies below. */
export function plainAxis(by: string, below = true): Axis {
  return { by, id: '', name: '', below, group: '' }
}
