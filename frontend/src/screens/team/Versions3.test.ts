import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { project, read } from '../../../test/files'
import { elementKind } from '../documents/element'
import { entities, fields } from './Versions3'

/** Texts by which records are held together, or that nobody writes: no two people differ on them. */
const unwritten = ['created_at', 'changed_at', 'at', 'finished_at', 'unlocked_at', 'pos', 'color', 'owner_entity', 'target_entity', 'field', 'ours', 'theirs', 'state', 'quote', 'edits', 'evidence', 'sides', 'encoding', 'format', 'element']

const records = readdirSync(join(project, 'internal', 'qda'))
  .filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'))
  .map((file) => read(project, join('internal', 'qda', file)))
  .join('\n')

it('every kind of record that a conflict can be about has words', () => {
  const names = [...records.matchAll(/Entity\(\) string *\{ return "(\w+)" \}/g)].map((m) => m[1] ?? '')
  expect(names.length).toBeGreaterThan(35)
  const wordless = names.filter((name) => !entities.some((e) => e === name) && elementKind(name) === null)
  // These are made once and not changed.
  expect(wordless.filter((name) => !['revision', 'merge_conflict', 'snapshot'].includes(name))).toEqual([])
})

it('every text that a conflict can be about has words', () => {
  const texts = [...records.matchAll(/^\t\w+ +(\w+) +`log:"(\w+)"/gm)].filter((m) => !['ID', 'Hash', 'int', 'bool', 'Passage', 'Span'].includes(m[1] ?? '')).map((m) => m[2] ?? '')
  expect(texts.length).toBeGreaterThan(60)
  const wordless = texts.filter((name) => !fields.some((f) => f === name) && !unwritten.includes(name))
  expect(wordless).toEqual([])
})
