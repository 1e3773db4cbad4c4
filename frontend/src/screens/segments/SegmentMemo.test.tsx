import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import { ApiProvider } from '../../state/api'
import { keys, queryClient } from '../../state/queries'
import { SegmentMemo } from './SegmentMemo'

const rest = () => new Promise((done) => setTimeout(done, 20))
const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {} }

/** The memo field of a passage, and a program that keeps its memos. */
async function show() {
  let memos: { id: string; body: string; coder: typeof coder }[] = []
  const transport = memoryTransport({
    'Memos.List': () => memos,
    'Memos.Save': (m: { id: string; body: string }) => {
      const made = { ...m, id: m.id || `m${String(memos.length + 1)}`, coder }
      memos = [...memos.filter((o) => o.id !== made.id), made]
      return made
    },
    'Memos.Remove': (id: string) => { memos = memos.filter((m) => m.id !== id) },
  })
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  const onClose = vi.fn()
  const { unmount } = render(
    <QueryClientProvider client={cache}>
      <ApiProvider api={connect(transport)}>
        <SegmentMemo segment={{ id: 's1' } as never} onClose={onClose} />
      </ApiProvider>
    </QueryClientProvider>,
  )
  const box = await screen.findByRole('textbox')
  const write = (value: string) => { fireEvent.change(box, { target: { value } }) }
  /** The field hears of what the program has now. */
  const again = () =>
    act(async () => {
      await cache.invalidateQueries({ queryKey: keys.memos })
      await rest()
    })
  return { box, write, again, unmount, onClose, kept: () => memos.map((m) => `${m.id} ${m.body}`), set: (to: typeof memos) => { memos = to } }
}

it('keeps what was written when its row is scrolled away or the tab is left', async () => {
  const p = await show()
  p.write('A long thought')
  p.unmount()
  await waitFor(() => { expect(p.kept()).toEqual(['m1 A long thought']) })
})

it('keeps what was written when the field is left, and goes on with the same memo', async () => {
  const p = await show()
  p.write('A thought')
  fireEvent.blur(p.box)
  await waitFor(() => { expect(p.kept()).toEqual(['m1 A thought']) })
  p.write('A longer thought')
  fireEvent.blur(p.box)
  await waitFor(() => { expect(p.kept()).toEqual(['m1 A longer thought']) })
  await p.again()
  p.write('')
  p.unmount()
  await waitFor(() => { expect(p.kept()).toEqual([]) })
})

it('follows what was taken back, and does not write it once more', async () => {
  const p = await show()
  p.write('A thought')
  fireEvent.blur(p.box)
  await waitFor(() => { expect(p.kept()).toEqual(['m1 A thought']) })
  await p.again()
  p.set([])
  await p.again()
  await waitFor(() => { expect(p.box).toHaveProperty('value', '') })
  p.unmount()
  await act(rest)
  expect(p.kept()).toEqual([])
})

it('takes back what was written by Escape', async () => {
  const p = await show()
  p.write('A thought')
  fireEvent.keyDown(p.box, { key: 'Escape' })
  expect(p.onClose).toHaveBeenCalledOnce()
  p.unmount()
  await act(rest)
  expect(p.kept()).toEqual([])
})
