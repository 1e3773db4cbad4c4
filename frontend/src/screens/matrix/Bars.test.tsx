import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { Bars } from './Bars'

const shape = { points: '', x: 0, y: 0, text: '', size: 12, anchor: 'start', color: '#1a1a1a' }

it('draws what the program laid out, says it in words, and opens the cell of a part or the whole row', () => {
  const onOpen = vi.fn()
  const groups = [
    { row: -1, column: -1, tooltip: '', shapes: [{ ...shape, text: 'Codings: level' }] },
    { row: 2, column: 1, tooltip: 'Mali, local: 3', shapes: [{ ...shape, points: '0,0 9,0 9,9 0,9', color: '#9a4b00' }, { ...shape, text: '3', color: '#ffffff' }] },
    { row: 2, column: -1, tooltip: '', shapes: [{ ...shape, text: 'n 10' }] },
  ]
  render(<Bars bars={{ width: 1000, height: 120, title: 'Codings: level', description: 'Codings: 7. n 10.', groups }} onOpen={onOpen} />)
  expect(screen.getByRole('img', { name: 'Codings: level. Codings: 7. n 10.' }).querySelectorAll('polygon')).toHaveLength(1)
  fireEvent.click(screen.getByText('3'))
  fireEvent.click(screen.getByText('n 10'))
  fireEvent.click(screen.getByText('Codings: level'))
  expect(onOpen.mock.calls).toEqual([[2, 1], [2, null]])
})
