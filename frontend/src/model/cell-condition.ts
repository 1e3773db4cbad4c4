import { test, type Condition, type Test } from './condition'

/** The rows or columns of a matrix, as the program takes them. */
export interface Axis {
  by: string
  /** Of the attribute or facet. */
  id: string
  /** Its name, by which conditions ask for it. */
  name: string
  below: boolean
}

/** A row or column: what it is called, and whether it gathers what has no value. */
export interface Head {
  key: string
  name: string
  none: boolean
}

/** The field of a condition that asks for what a row or column of each kind holds. */
const fields: Readonly<Record<string, string>> = {
  code: 'code', case: 'case', document: 'document', kind: 'kind', role: 'role', year: 'date', coder: 'coder', round: 'round', facet: 'facet', attribute: 'attr',
}

/** What asks for the segments of a row or column. */
export function headCondition(axis: Axis, head: Head): Condition {
  const field = fields[axis.by] ?? axis.by
  const named = field === 'facet' || field === 'attr'
  const about = (values: readonly string[], more: Partial<Test> = {}) => test(field, values, { ...(named ? { name: axis.name } : {}), ...more })
  if (head.none) return { op: 'not', cond: about([], { any: true }) }
  const tree = field === 'code' || field === 'case'
  return about([named ? head.name : head.key], tree && !axis.below ? { compare: '=' } : {})
}

/** What asks for the segments that a cell counts, within what the whole matrix is asked of. */
export function cellCondition(whole: Condition | null, ...heads: (readonly [Axis, Head] | null)[]): Condition | null {
  const parts: Condition[] = heads.flatMap((h) => (h ? [headCondition(...h)] : []))
  if (whole) parts.push(...(whole.op === 'and' ? whole.conds : [whole]))
  return parts.length > 1 ? { op: 'and', conds: parts } : (parts[0] ?? null)
}
