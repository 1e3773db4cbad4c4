import { afterEach, beforeEach, expect, it } from 'vitest'
import { chordsOf, commandFor, commandsNow, useCommandSets, type Command } from './commands'

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({ id, title: id, group: 'view', keys, run: () => undefined, ...more })
const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more })
const mine = Symbol()

beforeEach(() => {
  document.body.replaceChildren()
  for (const [id, text] of [['text', true], ['field', false], ['button', false]] as const) {
    const e = document.createElement(id === 'field' ? 'input' : id === 'button' ? 'button' : 'div')
    e.id = id
    if (text) e.dataset['keys'] = 'text'
    document.body.append(e)
  }
  useCommandSets.getState().put(mine, [
    command('undo', ['Ctrl+Z']),
    command('palette', ['Ctrl+K']),
    command('help', ['?']),
    command('code', ['C'], { where: 'text' }),
    command('recent', ['1'], { where: 'text' }),
    command('never', ['X'], { where: 'text', possible: false }),
  ])
})
afterEach(() => {
  useCommandSets.setState({ sets: [] })
})

const at = (id: string, e: KeyboardEvent) => commandFor(e, document.getElementById(id))?.id

it('single letters belong to the text, chords to the window', () => {
  expect(at('text', press('c'))).toBe('code')
  expect(at('button', press('c'))).toBeUndefined()
  expect(at('field', press('c'))).toBeUndefined()
  expect(at('button', press('k', { ctrlKey: true }))).toBe('palette')
  expect(at('field', press('k', { ctrlKey: true }))).toBe('palette')
})

it('a field keeps its own undo, and what is typed into it', () => {
  expect(at('field', press('z', { ctrlKey: true }))).toBeUndefined()
  expect(at('text', press('z', { ctrlKey: true }))).toBe('undo')
  expect(at('field', press('?', { shiftKey: true }))).toBeUndefined()
  expect(at('button', press('?', { shiftKey: true }))).toBe('help')
})

it('digits go by where they lie: a French keyboard types them with Shift', () => {
  expect(at('text', press('&', { code: 'Digit1' }))).toBe('recent')
  expect(at('text', press('1', { code: 'Numpad1' }))).toBe('recent')
})

it('letters go by where they lie where another script is printed', () => {
  for (const key of ['я', 'ζ', 'ئ', 'ז', 'ผ']) expect(at('text', press(key, { code: 'KeyZ', ctrlKey: true }))).toBe('undo')
  expect(at('text', press('لا', { code: 'KeyC' }))).toBe('code')
  // A French keyboard has a W there, and means it.
  expect(at('text', press('w', { code: 'KeyZ', ctrlKey: true }))).toBeUndefined()
  expect(at('field', press('я', { code: 'KeyZ', ctrlKey: true }))).toBeUndefined()
})

it('AltGr types; it is no chord', () => {
  const e = press('k', { ctrlKey: true, altKey: true })
  Object.defineProperty(e, 'getModifierState', { value: (k: string) => k === 'AltGraph' })
  expect(chordsOf(e)).toEqual([])
})

it('what is not possible has no key, and the set that came last goes before', () => {
  expect(at('text', press('x'))).toBeUndefined()
  const later = Symbol()
  useCommandSets.getState().put(later, [command('facet', ['C'], { where: 'text' })])
  expect(at('text', press('c'))).toBe('facet')
  useCommandSets.getState().drop(later)
  expect(at('text', press('c'))).toBe('code')
  expect(commandsNow().map((c) => c.id)).not.toContain('never')
})
