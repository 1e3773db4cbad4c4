import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import '../i18n'
import { AddLine } from './AddLine'

const line = () => screen.getByRole('textbox')

it('takes the next name while the one before is still being added', async () => {
  let answer: (there: boolean) => void = () => undefined
  const onAdd = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)))
  render(<AddLine label="New code" onAdd={onAdd} onClose={() => undefined} />)
  fireEvent.change(line(), { target: { value: 'coordination' } })
  fireEvent.submit(line())
  expect(onAdd).toHaveBeenCalledWith('coordination')
  expect(line()).toHaveProperty('value', '')
  fireEvent.change(line(), { target: { value: 'supp' } })
  answer(true)
  await waitFor(() => {
    expect(line()).toHaveProperty('value', 'supp')
  })
})

it('gives a name back that could not be added, unless something else was typed', async () => {
  let answer: (there: boolean) => void = () => undefined
  render(<AddLine label="New code" onAdd={() => new Promise<boolean>((resolve) => (answer = resolve))} onClose={() => undefined} />)
  fireEvent.change(line(), { target: { value: 'twice' } })
  fireEvent.submit(line())
  answer(false)
  await waitFor(() => {
    expect(line()).toHaveProperty('value', 'twice')
  })
})
