import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { connect } from '../../api/client'
import { ApiError } from '../../api/failure'
import { memoryTransport } from '../../api/memory'
import { ApiProvider } from '../../state/api'
import { queryClient } from '../../state/queries'
import { NameState } from './NameState'

it('Enter pressed twice keeps one state, and one that failed can be kept again', async () => {
  const onClose = vi.fn()
  let full = true
  const transport = memoryTransport({
    'History.TakeSnapshot': async (name: string) => {
      await new Promise((done) => setTimeout(done, 20))
      if (full) throw new ApiError({ kind: 'storage', code: 'x.full', message: 'The disk is full.', args: {} })
      return { id: 's', name }
    },
  })
  render(<QueryClientProvider client={queryClient()}><ApiProvider api={connect(transport)}><NameState onClose={onClose} /></ApiProvider></QueryClientProvider>)
  const box = await screen.findByRole('textbox')
  const enter = () => { fireEvent.keyDown(box, { key: 'Enter' }) }
  enter()
  enter()
  await new Promise((done) => setTimeout(done, 80))
  expect(transport.calls).toHaveLength(1)
  full = false
  enter()
  enter()
  await waitFor(() => { expect(onClose).toHaveBeenCalledOnce() })
  expect(transport.calls).toHaveLength(2)
})
