import { expect, it } from 'vitest'
import { hueOf } from './colour'
import { colourOf, hues } from './hue'

it('a chosen hue is the hue that is drawn', () => {
  for (const h of hues) {
    const apart = Math.abs(hueOf(colourOf(h)) - h)
    expect(Math.min(apart, 360 - apart), `${String(h)}°`).toBeLessThan(8)
  }
  expect(new Set(hues.map(colourOf)).size).toBe(hues.length)
})
