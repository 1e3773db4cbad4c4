import { expect, it } from 'vitest'
import { pathNames, readablePath } from './code-path'
import { hueOf } from './colour'

it('paths are read as the program writes them', () => {
  expect(pathNames('Coordination/Joint\\/shared work/A \\› B')).toEqual(['Coordination', 'Joint/shared work', 'A › B'])
  expect(pathNames('a > b › c /')).toEqual(['a', 'b', 'c'])
  expect(readablePath('a/b')).toBe('a › b')
})

it('the hue of a colour is that of OKLCH', () => {
  // CSS Color 4: oklch of the corners of sRGB.
  expect([hueOf('#ff0000'), hueOf('#00ff00'), hueOf('#0000ff'), hueOf('#ffff00')]).toEqual([29, 142, 264, 110])
})
