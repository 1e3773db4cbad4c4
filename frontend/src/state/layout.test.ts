import { expect, it } from 'vitest'
import { hideLeft, leftHidden, useLayout } from './layout'

const layout = useLayout.getState().layout

it('where the whole project is shown the left pane goes by itself in a tight window, until the person chooses', () => {
  expect(leftHidden(layout, 'matrix', true)).toBe(true)
  expect(leftHidden(layout, 'matrix', false)).toBe(false)
  expect(leftHidden(layout, 'reading', true)).toBe(false)
  const chosen = { ...layout, ...hideLeft(layout, 'matrix', false) }
  expect(leftHidden(chosen, 'matrix', true)).toBe(false)
  // The choice is of that area alone.
  expect(leftHidden(chosen, 'synthesis', true)).toBe(true)
  expect(leftHidden(chosen, 'reading', true)).toBe(false)
})

it('hidden where texts are read, it is hidden in wide windows everywhere, but for areas where it was asked for', () => {
  const hidden = { ...layout, ...hideLeft(layout, 'reading', true) }
  expect(leftHidden(hidden, 'reading', false)).toBe(true)
  expect(leftHidden(hidden, 'coverage', false)).toBe(true)
  expect(leftHidden({ ...hidden, ...hideLeft(hidden, 'coverage', false) }, 'coverage', false)).toBe(false)
})
