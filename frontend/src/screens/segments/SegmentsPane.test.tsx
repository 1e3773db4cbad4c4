import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { connect } from '../../api/client'
import { ApiError } from '../../api/failure'
import { memoryTransport } from '../../api/memory'
import { ApiProvider } from '../../state/api'
import { keepFresh } from '../../state/keep-fresh'
import { useNotices } from '../../state/notices'
import { keys, queryClient } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { SegmentsPane } from './SegmentsPane'

// Without a layout the list would show no row.
vi.mock('@tanstack/react-virtual', () => ({
  useVirtualizer: ({ count }: { count: number }) => ({
    getVirtualItems: () => Array.from({ length: count }, (_, i) => ({ key: i, index: i, start: 0 })),
    scrollToIndex: () => undefined, measureElement: () => undefined, getTotalSize: () => 1000,
  }),
}))

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {}, masks: {} }
const segment = (i: number) => ({
  id: `s${String(i)}`, quote: `Quote ${String(i)}`, before: '', after: '', start: i, end: i + 5, position: {}, memos: 0, facets: {}, cases: [],
  document: { id: 'd1', title: 'Doc' }, code: { id: 'c1', name: 'Decision', path: 'Decision', color: '' }, coder: 'Coder A', coder_id: 'k1', round: '',
})
const rest = () => act(() => new Promise((done) => setTimeout(done, 300)))

/** The list of five passages, of which these are chosen, and a program that refuses to remove what is gone. */
async function show(...chosen: number[]) {
  let list = Array.from({ length: 5 }, (_, i) => segment(i))
  let refuses = false
  const answers: Record<string, (...a: never[]) => unknown> = {
    'Projects.Info': () => info,
    'Retrieval.Segments': () => ({ total: list.length, documents: 1, cases: 0, hidden: 0, notices: [], clauses: [], segments: list }),
    'Codings.Remove': (ids: string[]) => {
      if (refuses || ids.some((id) => !list.some((s) => s.id === id))) throw new ApiError({ kind: 'not_found', code: 'coding.gone', message: 'It is gone.', args: {} })
      list = list.filter((s) => !ids.includes(s.id))
      transport.emit('change', { seq: 1, kind: 'coding.remove', coder: 'k1', entities: ['coding'], documents: ['d1'], everywhere: false, codings: ids })
    },
  }
  const transport = memoryTransport(
    new Proxy(answers, { get: (k, w: string) => k[w] ?? (w.startsWith('/api/codings?') ? () => JSON.stringify(list.filter((s) => w.includes(`id=${s.id}`))) : () => []) }),
  )
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  const api = connect(transport)
  const fresh = keepFresh(cache, api)
  api.on('change', (c) => { fresh.hear(c) })
  const user = userEvent.setup()
  render(<QueryClientProvider client={cache}><ApiProvider api={api}><SegmentsPane /></ApiProvider></QueryClientProvider>)
  await screen.findByText('Quote 0')
  for (const i of chosen) await user.click(screen.getAllByRole('checkbox')[i] ?? document.body)
  return {
    left: () => list.map((s) => s.id),
    refuse: () => { refuses = true },
    said: () => screen.queryByRole('toolbar')?.textContent ?? '',
    uncode: async () => {
      await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Remove coding' }))
      await rest()
    },
  }
}

beforeEach(() => {
  useWorkspace.getState().clear()
  useNotices.setState({ notices: [] })
})

it('what was removed is no longer chosen, so that the rest of the choice can be removed too', async () => {
  const p = await show(0, 1)
  const row = screen.getAllByRole('article')[0] ?? document.body
  act(() => { row.focus() })
  fireEvent.keyDown(row, { key: 'Delete' })
  await rest()
  expect(p.left()).toEqual(['s1', 's2', 's3', 's4'])
  expect(p.said()).toContain('1 chosen')
  await p.uncode()
  expect(p.left()).toEqual(['s2', 's3', 's4'])
  expect(p.said()).toBe('')
})

it('what could not be done leaves the choice as it was', async () => {
  const p = await show(2, 3)
  p.refuse()
  await p.uncode()
  expect(p.left()).toHaveLength(5)
  expect(p.said()).toContain('2 chosen')
})
