import { QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { connect } from '../api/client'
import type { Transport } from '../api/transport'
import type { Change, CodingView } from '../api/types'
import { inListOrder } from '../model/reading-list'
import { whileDrawing } from './first-look'
import { keepFresh } from './keep-fresh'
import { keys, queryClient } from './queries'

const coding = (id: string, document: string, start: number): CodingView => ({
  id, document, code: 'c', coder: 'me', round: 'r', start, end: start + 5, quote: '', weight: 0, facets: [], memos: 0, created: '',
})
const change = (part: Partial<Change>): Change => ({ seq: 1, kind: 'coding.add', coder: 'me', entities: ['coding'], documents: [], everywhere: false, codings: [], ...part })

/** A program that holds codings of two documents, and answers when `arrive` lets it. */
function program() {
  const codings = new Map<string, CodingView>()
  const asked: string[] = []
  const read = (route: string) => {
    const wanted = /^\/api\/documents\/(.*)\/codings$/.exec(route)?.[1]
    const ids = new Set(new URLSearchParams(route.split('?')[1]).getAll('id'))
    return JSON.stringify([...codings.values()].filter((c) => (wanted === undefined ? ids.has(c.id) : c.document === wanted)).sort(inListOrder))
  }
  return { codings, asked, read }
}

function setup(arrive: <T>(answer: Promise<T>) => Promise<T> = (p) => p) {
  const p = program()
  const transport: Transport = {
    call: () => Promise.reject(new Error('nothing is called')),
    bytes: () => Promise.reject(new Error('no bytes are read')),
    // The program reads when it is asked; the answer may come much later.
    text: (route) => {
      p.asked.push(route)
      return arrive(Promise.resolve(p.read(route)))
    },
    listen: () => () => undefined,
  }
  const cache = queryClient()
  const api = connect(transport)
  const watch = (document: string) =>
    new QueryObserver<CodingView[]>(cache, {
      queryKey: keys.codings(document),
      queryFn: async ({ signal }) => JSON.parse(await api.text(`/api/documents/${document}/codings`, signal)) as CodingView[],
    }).subscribe(() => undefined)
  return { ...p, cache, watch, fresh: keepFresh(cache, api) }
}

const settled = (cache: ReturnType<typeof queryClient>) => vi.waitFor(() => {
  expect(cache.isFetching()).toBe(0)
})

afterEach(() => {
  vi.useRealTimers()
})

it('one coding of many is read alone', async () => {
  const { codings, asked, cache, watch, fresh } = setup()
  for (let i = 0; i < 10; i++) codings.set(`k${String(i)}`, coding(`k${String(i)}`, 'd', i))
  watch('d')
  await settled(cache)
  const before = cache.getQueryData<CodingView[]>(keys.codings('d')) ?? []
  codings.set('k3', coding('k3', 'd', 100))
  codings.delete('k4')
  asked.length = 0
  fresh.hear(change({ codings: ['k3', 'k4'] }))
  await vi.waitFor(() => {
    expect(cache.getQueryData<CodingView[]>(keys.codings('d'))?.map((c) => c.id)).toEqual(['k0', 'k1', 'k2', 'k5', 'k6', 'k7', 'k8', 'k9', 'k3'])
  })
  expect(asked).toEqual(['/api/codings?id=k3&id=k4'])
  expect(cache.getQueryData<CodingView[]>(keys.codings('d'))?.[0]).toBe(before[0])
})

it('while a coding is being drawn the lists wait; a failed one lets them go', async () => {
  const { codings, asked, cache, watch, fresh } = setup()
  watch('d')
  await settled(cache)
  for (const end of ['drawn', 'failed'] as const) {
    codings.set(end, coding(end, 'd', 1))
    asked.length = 0
    let over: (reason?: Error) => void = () => undefined
    const drawing = whileDrawing(() => new Promise<void>((done, fail) => (over = (reason) => { if (reason) fail(reason); else done() })))
    fresh.hear(change({ codings: [end] }))
    await new Promise((r) => setTimeout(r, 10))
    expect(asked).toEqual([])
    over(end === 'failed' ? new Error('no room') : undefined)
    await drawing.catch(() => undefined)
    await vi.waitFor(() => {
      expect(cache.getQueryData<CodingView[]>(keys.codings('d'))?.map((c) => c.id)).toContain(end)
    })
  }
})

it('a burst of codings asks for counts and history once, and what is not shown not at all', async () => {
  vi.useFakeTimers()
  const { cache, fresh } = setup()
  const counted = vi.fn(() => Promise.resolve(1))
  const unseen = vi.fn(() => Promise.resolve(1))
  new QueryObserver(cache, { queryKey: keys.info, queryFn: counted }).subscribe(() => undefined)
  await cache.fetchQuery({ queryKey: keys.codes, queryFn: unseen })
  cache.setQueryData(keys.rounds, [])
  await vi.advanceTimersByTimeAsync(10)
  expect([counted.mock.calls.length, unseen.mock.calls.length]).toEqual([1, 1])
  for (let i = 0; i < 10; i++) {
    fresh.hear(change({ codings: ['a'] }))
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(counted).toHaveBeenCalledTimes(1)
  // What is shown only now does not show what is out of date.
  expect(cache.getQueryState(keys.codes)?.isInvalidated).toBe(true)
  // Rounds say how much of each passage is done.
  expect(cache.getQueryState(keys.rounds)?.isInvalidated).toBe(true)
  await vi.advanceTimersByTimeAsync(200)
  expect([counted.mock.calls.length, unseen.mock.calls.length]).toEqual([2, 1])
  // However long the burst, they follow after a second.
  for (let i = 0; i < 24; i++) {
    fresh.hear(change({ codings: ['a'] }))
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(counted).toHaveBeenCalledTimes(3)
  fresh.stop()
})

it('in whatever order answers come, the lists end as reading everything anew gives them', async () => {
  const step = fc.record({ id: fc.nat(2), document: fc.constantFrom('d', 'e'), start: fc.nat(50), gone: fc.nat(3).map((n) => n === 0), how: fc.constantFrom('named', 'named', 'named', 'document', 'everywhere') })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean(), fc.scheduler(), async (steps, left, s) => {
      const { codings, cache, watch, fresh, read } = setup((answer) => s.schedule(answer))
      const leave = watch('d')
      watch('e')
      await s.waitFor(settled(cache))
      // Documents that are not shown are kept, too, and are read when they are shown again.
      if (left) leave()
      const all = steps.map(({ id, document, start, gone, how }) =>
        s.schedule(Promise.resolve()).then(() => {
          const key = `k${String(id)}`
          const was = codings.get(key)?.document
          if (gone) codings.delete(key)
          else codings.set(key, coding(key, was ?? document, start))
          fresh.hear(how === 'named' ? change({ codings: [key] }) : how === 'document' ? change({ documents: [was ?? document] }) : change({ everywhere: true }))
        }),
      )
      await s.waitFor(Promise.all(all))
      if (left) watch('d')
      await s.waitFor(
        vi.waitFor(() => {
          for (const d of ['d', 'e']) expect(cache.getQueryData(keys.codings(d))).toEqual(JSON.parse(read(`/api/documents/${d}/codings`)))
        }, { interval: 2, timeout: 1500 }),
      )
      fresh.stop()
      cache.clear()
    }),
    { numRuns: 100 },
  )
})
