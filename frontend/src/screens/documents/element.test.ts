import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { project, read } from '../../../test/files'
import { elementKind } from './element'

it('every element that a file of the standard is counted by has a name', () => {
  const counted = /var counted = \[\]string\{(.*?)\n\}/s.exec(read(project, join('internal', 'exchange', 'refi', 'decode.go')))?.[1] ?? ''
  const names = [...counted.matchAll(/"(\w+)"/g)].map((m) => m[1] ?? '')
  expect(names.length).toBeGreaterThan(25)
  expect(names.filter((name) => elementKind(name) === null)).toEqual([])
})

it('what travels beside a project is named like the rest, and what nobody knows keeps its name', () => {
  expect(elementKind('side-car facet')).toBe('facet')
  expect(elementKind('Coding attribute')).toBe('coding')
  expect(elementKind('tq:x')).toBe(null)
})

it('every kind of record has a name of its own', () => {
  const folder = join(project, 'internal', 'qda')
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.go'))
    .flatMap((file) => [...read(project, join('internal', 'qda', file)).matchAll(/Entity\(\) string *\{ return "(\w+)" \}/g)].map((m) => m[1] ?? ''))
  // These belong to the file they are in and go nowhere.
  const going = names.filter((name) => !['revision', 'merge_conflict', 'snapshot', 'preserved'].includes(name))
  expect(going.length).toBeGreaterThan(35)
  expect(going.filter((name) => elementKind(name) === null)).toEqual([])
  expect(new Set(going.map(elementKind)).size).toBe(going.length)
})
