import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { connect } from '../api/client'
import { memoryTransport } from '../api/memory'
import { KeptField } from '../components/KeptField'
import { Palette } from '../components/Palette'
import { SegmentMemo } from '../screens/segments/SegmentMemo'
import { FindingCard } from '../screens/synthesis/FindingCard'
import { NameState } from '../screens/workspace/NameState'
import { ApiProvider } from './api'
import { useComposing } from './composing'
import { keys, queryClient } from './queries'

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {} }

function Frame({ children }: { children: ReactNode }) {
  useComposing()
  return children
}

/** Shows a field in the window; the calls of the program are given. */
async function show(field: ReactNode, role = 'textbox') {
  const transport = memoryTransport(new Proxy({}, { get: () => () => [] }))
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  render(<QueryClientProvider client={cache}><ApiProvider api={connect(transport)}><Frame>{field}</Frame></ApiProvider></QueryClientProvider>)
  const box = await screen.findByRole(role)
  fireEvent.focus(box)
  const press = (key: string, how: object = {}) => { fireEvent.keyDown(box, { key, ...how }) }
  return { box, press, write: (value: string) => { fireEvent.change(box, { target: { value } }) }, calls: (m: string) => transport.calls.filter((c) => c.method === m).length }
}

const ways = [{ isComposing: true, keyCode: 229 }, { isComposing: false, keyCode: 229 }]

it.each(ways)('Escape that ends what an input method offers takes nothing back: $isComposing', async (how) => {
  const writing = new Proxy({}, { get: () => vi.fn() }) as never
  for (const field of [<KeptField key="k" label="Definition" value="old" lines={3} onKeep={() => undefined} />, <FindingCard key="f" finding={null} writing={writing} readOnly={false} of={1} />]) {
    const { box, press, write } = await show(field)
    write('A whole paragraph')
    press('Escape', how)
    expect(box).toHaveProperty('value', 'A whole paragraph')
    press('Escape')
    expect(box).not.toHaveProperty('value', 'A whole paragraph')
    document.body.replaceChildren()
  }
})

it.each(ways)('nor does it close the field: $isComposing', async (how) => {
  const close = vi.fn()
  const { press } = await show(<SegmentMemo segment={{ id: 's1' } as never} onClose={close} />)
  press('Escape', how)
  expect(close).not.toHaveBeenCalled()
})

it.each(ways)('Enter that takes what it offers takes no row and keeps no state: $isComposing', async (how) => {
  const take = vi.fn()
  const palette = await show(<Palette label="L" placeholder="" find={() => ['one']} keyOf={(x) => x} row={(x) => x} none="" take={take} onEscape={take} />, 'combobox')
  palette.press('Enter', how)
  palette.press('Escape', how)
  expect(take).not.toHaveBeenCalled()
  document.body.replaceChildren()
  const state = await show(<NameState onClose={() => undefined} />)
  state.press('Enter', how)
  expect(state.calls('History.TakeSnapshot')).toBe(0)
})
