import { expect, it } from 'vitest'
import { namedBy, pathNames, readablePath } from './code-path'
import { hueOf } from './colour'

it('paths are read as the program writes them', () => {
  expect(pathNames('Coordination/Joint\\/shared work/A \\› B')).toEqual(['Coordination', 'Joint/shared work', 'A › B'])
  expect(pathNames('a > b › c /')).toEqual(['a', 'b', 'c'])
  expect(readablePath('a/b')).toBe('a › b')
})

it('a path ends with names as wholes', () => {
  expect(namedBy('Coordination/informal', ['Formal'])).toBeUndefined()
  expect(namedBy('Coordination/Formal', ['formal'])).toBe('end')
  expect(namedBy('Coordination/Formal', ['coordinación', 'formal'])).toBeUndefined()
  expect(namedBy('Coordinación/Formal', ['coordinacion', 'formal'])).toBe('whole')
  expect([namedBy('a', ['b', 'a']), namedBy('a', [])]).toEqual([undefined, undefined])
})

it('the hue of a colour is that of OKLCH', () => {
  // CSS Color 4: oklch of the corners of sRGB.
  expect([hueOf('#ff0000'), hueOf('#00ff00'), hueOf('#0000ff'), hueOf('#ffff00')]).toEqual([29, 142, 264, 110])
})
