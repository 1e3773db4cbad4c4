import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openToOthers, traces } from '../e2e/driver/traces'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'articula-traces-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const word = 'Zanahoria-93f1-testimonio'

it.each([
  ['UTF-8', Buffer.from(`x${word}y`)],
  ['UTF-16', Buffer.from(`x${word}y`, 'utf16le')],
  ['base64 from its start', Buffer.from(Buffer.from(`${word}y`).toString('base64'))],
  ['base64 one later', Buffer.from(Buffer.from(`a${word}y`).toString('base64'))],
  ['base64 two later', Buffer.from(Buffer.from(`ab${word}yz`).toString('base64'))],
])('a word is found as %s', (_, body) => {
  writeFileSync(join(folder, 'f'), body)
  expect(traces(folder, word)).toEqual([join(folder, 'f')])
  expect(traces(folder, word, '/f')).toEqual([])
  expect(traces(folder, 'another-long-enough-word')).toEqual([])
})

it('files that others can read are found', () => {
  writeFileSync(join(folder, 'mine'), '', { mode: 0o600 })
  writeFileSync(join(folder, 'ours'), '', { mode: 0o640 })
  expect(openToOthers(folder)).toEqual([join(folder, 'ours')])
})
