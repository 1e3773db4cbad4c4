import { test, type Condition } from './condition'

/** What sources are when norm and practice are held against each other. */
export const sources = ['norm', 'practice', 'other'] as const
export type Source = (typeof sources)[number]

/** Which kinds of document say what shall be, and which what people say and do; all others are neither. */
export const kindsOf = {
  norm: ['law', 'decree', 'manual', 'agreement'],
  practice: ['interview', 'focus_group', 'field_note'],
} as const

/** What asks for the passages of a kind of source. */
export function fromSource(source: Source): Condition {
  return source === 'other' ? { op: 'not', cond: test('kind', [...kindsOf.norm, ...kindsOf.practice]) } : test('kind', kindsOf[source])
}
