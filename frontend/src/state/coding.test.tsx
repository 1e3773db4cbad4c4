import { QueryClientProvider } from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it, vi } from 'vitest'
import { connect } from '../api/client'
import { ApiError } from '../api/failure'
import { memoryTransport } from '../api/memory'
import type { AddCodings, CodeNode, CodingView } from '../api/types'
import { ApiProvider } from './api'
import { findCode, type NewCode, useCodeSelection, useCoding } from './coding'
import { drawsFirst } from './first-look'
import { useNotices } from './notices'
import { keys, queryClient } from './queries'
import { useWorkspace } from './workspace'

const coding = (id: string, start: number, end: number): CodingView => ({
  id, document: 'd', code: 'c', coder: 'me', round: 'r', start, end, quote: '', weight: 0, facets: [], memos: 0, created: '',
})
const refusal = (code: string) => new ApiError({ kind: 'conflict', code, message: `${code}.`, args: {} })

/** The hook over a program that answers each Codings.Add by the next of these. */
function hook(...answers: ((r: AddCodings) => CodingView[])[]) {
  const asked: AddCodings[] = []
  const transport = memoryTransport({
    'Codings.Add': (r: AddCodings) => {
      asked.push(r)
      return answers[asked.length - 1]?.(r)
    },
    'Codes.Tree': () => [{ id: 'c', name: 'Savings', names: {}, color: '', children: [{ id: 'fresh', name: 'Village banks', names: {}, color: '', children: [] }] }],
  })
  const cache = queryClient()
  const api = connect(transport)
  cache.setQueryData(keys.codings('d'), [coding('before', 0, 3), coding('after', 50, 60)])
  const { result } = renderHook(() => useCodeSelection(), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={cache}>
        <ApiProvider api={api}>{children}</ApiProvider>
      </QueryClientProvider>
    ),
  })
  return { asked, cache, code: (codes: string[], made?: NewCode[]) => result.current(codes, made) }
}
const drawn = (cache: ReturnType<typeof queryClient>) => cache.getQueryData<CodingView[]>(keys.codings('d'))?.map((c) => c.id)

beforeEach(() => {
  useWorkspace.getState().clear()
  useWorkspace.getState().select({ document: 'd', start: 10, end: 20 }, 20)
  useCoding.setState({ question: null, fresh: [], last: [], said: '' })
  useNotices.setState({ notices: [] })
})

it('a coding is drawn in reading order before the program sends its event, and remembered', async () => {
  const { cache, code, asked } = hook(() => [coding('new', 10, 20)])
  await code(['c'])
  expect(asked).toMatchObject([{ document: 'd', span: { start: 10, end: 20 }, codes: ['c'], overlap: '' }])
  expect(drawn(cache)).toEqual(['before', 'new', 'after'])
  expect(useCoding.getState()).toMatchObject({ fresh: ['new'], last: ['c'] })
  expect(useWorkspace.getState()).toMatchObject({ focused: ['new'], recent: ['c'] })
})

it('the open text draws a coding before anything else hears of it', async () => {
  const { cache, code } = hook(() => [coding('new', 10, 20)])
  const seen: unknown[] = []
  const end = drawsFirst('d', (list, focused) => {
    seen.push({ list: list.map((c) => c.id), focused, told: drawn(cache), at: useWorkspace.getState().focused })
  })
  await code(['c'])
  end()
  expect(seen).toEqual([{ list: ['before', 'new', 'after'], focused: ['new'], told: ['before', 'after'], at: [] }])
  expect(drawn(cache)).toEqual(['before', 'new', 'after'])
  expect(useWorkspace.getState().focused).toEqual(['new'])
})

it('what was coded is not looked at by who went to another document meanwhile', async () => {
  const { code } = hook(() => {
    useWorkspace.getState().read('other')
    return [coding('new', 10, 20)]
  })
  await code(['c'])
  expect(useCoding.getState()).toMatchObject({ fresh: [], last: ['c'] })
  expect(useWorkspace.getState().focused).toEqual([])
})

it('what came while a coding was being drawn stays', async () => {
  const { cache, code } = hook(() => [coding('new', 10, 20)])
  const end = drawsFirst('d', () => {
    cache.setQueryData(keys.codings('d'), [coding('before', 0, 3), coding('other', 4, 6), coding('after', 50, 60)])
  })
  await code(['c'])
  end()
  expect(drawn(cache)).toEqual(['before', 'other', 'new', 'after'])
})

it('nothing is drawn at once of a code that is made with the coding, whose colour is not known yet', async () => {
  const { cache, code } = hook(() => [{ ...coding('made', 10, 20), code: 'fresh' }])
  const draw = vi.fn()
  const end = drawsFirst('d', draw)
  await code([], [{ names: ['Village banks'], parent: 'c' }])
  end()
  expect(draw).not.toHaveBeenCalled()
  expect(drawn(cache)).toEqual(['before', 'made', 'after'])
})

it('a code that is made with the coding is one call, and said by its name, though the tree was read before', async () => {
  const { asked, cache, code } = hook(() => [coding('new', 10, 20), { ...coding('made', 10, 20), code: 'fresh' }])
  cache.setQueryData(keys.codes, [{ id: 'c', name: 'Savings', names: {}, color: '', children: [] }])
  const known: boolean[] = []
  const end = useWorkspace.subscribe(({ recent }) => {
    // The digits go by the tree: what was applied must be in it as soon as it is recent.
    const tree = cache.getQueryData<CodeNode[]>(keys.codes) ?? []
    known.push(recent.every((id) => findCode(tree, id)))
  })
  await code(['c'], [{ names: ['Village banks'], parent: 'c' }])
  end()
  expect(new Set(known)).toEqual(new Set([true]))
  expect(asked).toMatchObject([{ codes: ['c'], new: [{ names: ['Village banks'], parent: 'c' }] }])
  expect(useCoding.getState().said).toContain('Savings, Village banks')
  expect(useCoding.getState().last).toEqual(['c', 'fresh'])
})

it.each(['extend', 'separate'] as const)('where the code lies on overlapping words the person is asked: %s', async (choice) => {
  const { code, asked } = hook(
    () => {
      throw refusal('coding.overlaps')
    },
    () => [coding('new', 10, 20)],
  )
  const done = code(['c'])
  await vi.waitFor(() => {
    expect(useCoding.getState().question?.text).toBe('coding.overlaps.')
  })
  useCoding.getState().question?.answer(choice)
  expect((await done)?.map((c) => c.id)).toEqual(['new'])
  expect(asked.map((r) => r.overlap)).toEqual(['', choice])
  expect(useCoding.getState().question).toBeNull()
})

it('who leaves the question changes nothing, and is told of no failure', async () => {
  const { cache, code, asked } = hook(() => {
    throw refusal('coding.overlaps')
  })
  const done = code(['c'])
  await vi.waitFor(() => {
    expect(useCoding.getState().question).not.toBeNull()
  })
  useCoding.getState().question?.answer(null)
  expect(await done).toBeUndefined()
  expect(asked).toHaveLength(1)
  expect(drawn(cache)).toEqual(['before', 'after'])
  expect(useNotices.getState().notices).toEqual([])
})

it('the very same coding again is said, not shown as a failure', async () => {
  const { code } = hook(() => {
    throw refusal('coding.exists')
  })
  expect(await code(['c'])).toBeUndefined()
  expect(useCoding.getState().said).toBe('coding.exists.')
  expect(useNotices.getState().notices.map((n) => n.failure)).toEqual([undefined])
})

it('without selected words nothing is asked of the program', async () => {
  useWorkspace.getState().select(null, 5)
  const { code, asked } = hook()
  expect(await code(['c'])).toBeUndefined()
  expect(asked).toEqual([])
})
