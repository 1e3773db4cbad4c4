import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { connect } from '../../api/client'
import { ApiError } from '../../api/failure'
import { memoryTransport } from '../../api/memory'
import type { MemoView } from '../../api/types'
import { ApiProvider } from '../../state/api'
import { keepFresh } from '../../state/keep-fresh'
import { useOpenMemo } from '../../state/notes'
import { useNotices } from '../../state/notices'
import { keys, queryClient } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { MemosPane } from './MemosPane'

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {} }
const memo = (id: string, title: string, body: string) =>
  ({ id, title, body, kind: 'note', on: 'project', on_id: 'p1', on_name: 'Study', coder, created: '2026-01-01T00:00:00Z', changed: '2026-01-01T00:00:00Z', references: [] }) as unknown as MemoView

/** The memos of a project, with every state that it had before. */
async function pane(...first: MemoView[]) {
  let [list, made, failing] = [first, 0, 0]
  const before: MemoView[][] = []
  const told = () => { transport.emit('change', { seq: 1, kind: 'memo.write', coder: 'k1', entities: ['memo'], documents: [], everywhere: false, codings: [] }) }
  const answers: Record<string, (...args: never[]) => unknown> = {
    'Projects.Info': () => info,
    'Memos.List': () => list,
    'Memos.Save': (m: { id: string; title: string; body: string }) => {
      if (failing > 0) {
        failing--
        throw new ApiError({ kind: 'internal', code: 'internal', message: 'The disk is full.', args: {} })
      }
      if (m.id !== '' && !list.some((o) => o.id === m.id)) throw new ApiError({ kind: 'not_found', code: 'record.unknown', message: 'What was asked for is not in the project (any more).', args: {} })
      const kept = memo(m.id === '' ? `new ${String(++made)}` : m.id, m.title.trim(), m.body)
      before.push(list)
      list = [kept, ...list.filter((o) => o.id !== kept.id)]
      told()
      return kept
    },
  }
  const transport = memoryTransport(new Proxy(answers, { get: (known, what: string) => known[what] ?? (() => []) }))
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  const api = connect(transport)
  const following = keepFresh(cache, api)
  api.on('change', (change) => { following.hear(change) })
  render(
    <QueryClientProvider client={cache}>
      <ApiProvider api={api}>
        <MemosPane />
      </ApiProvider>
    </QueryClientProvider>,
  )
  await screen.findByRole('button', { name: 'New memo' })
  await waitFor(() => { expect(cache.isFetching()).toBe(0) })
  return {
    says: () => list.map((m) => `${m.title}: ${m.body}`),
    asked: () => transport.calls.filter((c) => c.method === 'Memos.Save').length,
    fail: () => { failing = 1 },
    /** Another window changes a memo. */
    set: (m: MemoView) => {
      list = list.map((o) => (o.id === m.id ? m : o))
      act(told)
    },
    undo: (silent = false) =>
      act(async () => {
        list = before.pop() ?? list
        if (!silent) told()
        await new Promise((done) => setTimeout(done, 20))
      }),
  }
}

const title = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' })
const body = () => screen.getByRole('textbox', { name: 'Text' }).textContent
/** Writes a title, and leaves the editor for something else in the window. */
const write = (words: string) =>
  act(async () => {
    fireEvent.focus(title())
    fireEvent.change(title(), { target: { value: words } })
    fireEvent.blur(title())
    await new Promise((done) => setTimeout(done, 20))
  })

beforeEach(() => {
  useWorkspace.getState().clear()
  useOpenMemo.setState({ open: '' })
  useNotices.setState({ notices: [] })
})

it('an open memo shows what the project has, also after an undo, and does not keep again what was undone', async () => {
  const p = await pane(memo('m1', 'First', 'Words'))
  act(() => { useOpenMemo.getState().set('m1') })
  await write('Second')
  expect(p.says()).toEqual(['Second: Words'])
  p.set(memo('m1', 'Second', 'Words, longer'))
  await waitFor(() => { expect(body()).toBe('Words, longer') })
  await p.undo()
  expect([title().value, body()]).toEqual(['First', 'Words'])
  fireEvent.blur(title())
  fireEvent.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => { expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull() })
  expect([p.says(), p.asked()]).toEqual([['First: Words'], 1])
})

it('what is typed stays as it was typed, though the program keeps it without the blank at its end', async () => {
  const p = await pane(memo('m1', 'First', 'Words'))
  act(() => { useOpenMemo.getState().set('m1') })
  await write('First and ')
  expect([p.says(), title().value]).toEqual([['First and: Words'], 'First and '])
})

it('words that were not kept yet stay in the editor when the memo changes', async () => {
  const p = await pane(memo('m1', 'First', 'Words'))
  act(() => { useOpenMemo.getState().set('m1') })
  await write('Second')
  p.fail()
  await write('Third')
  await p.undo()
  expect(title().value).toBe('Third')
  await write('Third, longer')
  expect(p.says()).toEqual(['Third, longer: Words'])
})

it('a new memo whose making was undone is a new one again', async () => {
  const p = await pane(memo('m1', 'First', 'Words'))
  fireEvent.click(screen.getByRole('button', { name: 'New memo' }))
  await write('One')
  expect(p.says()).toEqual(['One: ', 'First: Words'])
  await p.undo()
  expect(title().value).toBe('')
  await write('Two')
  expect(p.says()).toEqual(['Two: ', 'First: Words'])
  expect(useNotices.getState().notices).toEqual([])
})

it('a new memo whose making was undone before the window saw it is kept as a new one', async () => {
  const p = await pane(memo('m1', 'First', 'Words'))
  fireEvent.click(screen.getByRole('button', { name: 'New memo' }))
  await write('One')
  await p.undo(true)
  await write('One two')
  expect(p.says()).toEqual(['One two: ', 'First: Words'])
  expect(useNotices.getState().notices).toEqual([])
})
