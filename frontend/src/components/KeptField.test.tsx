import { fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it, vi } from 'vitest'
import { KeptField } from './KeptField'

const onKeep = vi.fn()
const field = (value: string, lines: number) => <KeptField label="Definition" value={value} lines={lines} onKeep={onKeep} />
const box = () => screen.getByRole('textbox')
const write = (text: string) => {
  fireEvent.focus(box())
  fireEvent.change(box(), { target: { value: text } })
}

beforeEach(() => {
  onKeep.mockReset()
})

it('shows what was written until the program has it, and then what the program has', () => {
  const { rerender } = render(field('old', 3))
  write('new words')
  fireEvent.blur(box())
  expect(onKeep.mock.calls).toEqual([['new words']])
  expect(box()).toHaveProperty('value', 'new words')
  rerender(field('new words', 3))
  rerender(field('taken back', 3))
  expect(box()).toHaveProperty('value', 'taken back')
})

it('loses no words that could not be kept: leaving the field again tries again', () => {
  const { unmount } = render(field('old', 3))
  write('new words')
  fireEvent.blur(box())
  fireEvent.focus(box())
  expect(box()).toHaveProperty('value', 'new words')
  fireEvent.blur(box())
  expect(onKeep.mock.calls).toEqual([['new words'], ['new words']])
  unmount()
  expect(onKeep).toHaveBeenCalledTimes(2)
})

it('keeps what goes away unsaid, takes nothing for a blank at the end, and a name of one line back', () => {
  const { unmount } = render(field('old', 3))
  write('old \n')
  fireEvent.blur(box())
  expect(box()).toHaveProperty('value', 'old')
  write('new words')
  unmount()
  expect(onKeep.mock.calls).toEqual([['new words']])
  render(field('Savings', 1))
  write('Loans')
  fireEvent.keyDown(box(), { key: 'Enter' })
  fireEvent.blur(box())
  expect(onKeep).toHaveBeenLastCalledWith('Loans')
  expect(onKeep).toHaveBeenCalledTimes(2)
  expect(box()).toHaveProperty('value', 'Savings')
})
