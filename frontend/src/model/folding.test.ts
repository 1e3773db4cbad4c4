import { expect, it } from 'vitest'
import { membersOf, unfolded, type Foldable } from './folding'

const line = (key: string, depth: number, group = false): Foldable => ({ key, depth, group })
const lines = [line('a', 0, true), line('a1', 1, true), line('a11', 2), line('a2', 1), line('b', 0), line('c', 0, true), line('c1', 1)]

it('a folded line hides what lies below it, and nothing else', () => {
  expect(unfolded(lines, new Set())).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(unfolded(lines, new Set(['a1']))).toEqual([0, 1, 3, 4, 5, 6])
  expect(unfolded(lines, new Set(['a', 'a1', 'c']))).toEqual([0, 4, 5])
  // A line without any below it hides nothing.
  expect(unfolded(lines, new Set(['a11', 'b']))).toEqual([0, 1, 2, 3, 4, 5, 6])
})

it('a group gathers the lines below it up to the next of its own depth', () => {
  expect(membersOf(lines, 0)).toEqual(['a11', 'a2'])
  expect(membersOf(lines, 5)).toEqual(['c1'])
  expect(membersOf(lines, 4)).toEqual([])
})
