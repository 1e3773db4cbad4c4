import { expect, it } from 'vitest'
import { hideLeft, leftHidden, useLayout } from './layout'
import { roomOf } from './room'

const layout = useLayout.getState().layout

it('where the whole project is shown the left pane goes by itself in a tight window, until the person chooses', () => {
  expect(leftHidden(layout, 'matrix', 'tight')).toBe(true)
  expect(leftHidden(layout, 'matrix', 'wide')).toBe(false)
  expect(leftHidden(layout, 'reading', 'tight')).toBe(false)
  const chosen = { ...layout, ...hideLeft(layout, 'matrix', false) }
  expect(leftHidden(chosen, 'matrix', 'tight')).toBe(false)
  expect([leftHidden(layout, 'cases', 'tight'), leftHidden(layout, 'cases', 'narrow')]).toEqual([false, true])
  // The choice is of that area alone.
  expect(leftHidden(chosen, 'synthesis', 'tight')).toBe(true)
  expect(leftHidden(chosen, 'reading', 'tight')).toBe(false)
})

it('hidden where texts are read, it is hidden in wide windows everywhere, but for areas where it was asked for', () => {
  const hidden = { ...layout, ...hideLeft(layout, 'reading', true) }
  expect(leftHidden(hidden, 'reading', 'wide')).toBe(true)
  expect(leftHidden(hidden, 'coverage', 'wide')).toBe(true)
  expect(leftHidden({ ...hidden, ...hideLeft(hidden, 'coverage', false) }, 'coverage', 'wide')).toBe(false)
})

it('letters of twice the size leave half of the room', () => {
  expect([roomOf(1600, 100), roomOf(1440, 100), roomOf(1100, 100)]).toEqual(['wide', 'tight', 'narrow'])
  expect([roomOf(1600, 200), roomOf(3200, 200), roomOf(1280, 80)]).toEqual(['narrow', 'wide', 'wide'])
})
