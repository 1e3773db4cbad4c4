import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { project, read } from '../../test/files'
import { changing, connect } from './client'
import { ApiError, toApiError } from './failure'
import { memoryTransport } from './memory'
import { inOrder } from './order'
import type { Job } from './types'
import { wailsTransport } from './wails'

const failure = { kind: 'conflict', code: 'code.name_taken', message: 'There is a code Trust already.', args: { name: 'Trust' } }

describe('errors', () => {
  it('come out of the text that the window library makes of them', () => {
    const e = toApiError(new Error(JSON.stringify(failure)))
    expect(e.failure).toEqual(failure)
    expect(e.kind).toBe('conflict')
    expect(e.message).toBe(failure.message)
  })

  it('of any other form become one sentence, never raw words of a library', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string().map((s) => new Error(s)), fc.json().map((s) => new Error(s))), (reason) => {
        const e = toApiError(reason)
        expect(e).toBeInstanceOf(ApiError)
        expect(e.failure.code).toBe('internal')
        expect(e.message).toMatch(/^Something went wrong/)
      }),
    )
  })

  it('of a kind that is not known are not trusted', () => {
    expect(toApiError(JSON.stringify({ ...failure, kind: 'x' })).failure.code).toBe('internal')
    expect(toApiError(JSON.stringify({ ...failure, args: null })).failure.code).toBe('internal')
  })
})

describe('the client', () => {
  it('calls methods by their names in Go', async () => {
    const transport = memoryTransport({ 'Jobs.Cancel': () => undefined, 'Recent.List': () => [] })
    const api = connect(transport)
    await api.jobs.cancel('j1')
    expect(await api.recent.list()).toEqual([])
    expect(transport.calls).toEqual([{ method: 'Jobs.Cancel', args: ['j1'] }, { method: 'Recent.List', args: [] }])
  })

  it('hands events to those who asked for them, until they stop', () => {
    const transport = memoryTransport({})
    const api = connect(transport)
    const heard: [string, number][] = []
    const stop = api.on('job', (job, seq) => heard.push([job.id, seq]))
    const job: Job = { id: 'a', kind: 'import', state: 'running', done: 0, total: 0, item: '', started: '', ended: '', result: null }
    transport.emit('hover', true)
    transport.emit('job', job)
    stop()
    transport.emit('job', job)
    expect(heard).toEqual([['a', 2]])
  })
})

describe('changes', () => {
  it('run one after the other in the order of their calls, and others beside them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.boolean()), async (s, kinds, fails) => {
        const begun: number[] = []
        let running = 0
        let most = 0
        const slow = memoryTransport({
          'A.Change': async (i: number) => {
            begun.push(i)
            most = Math.max(most, ++running)
            const bad = fails.next().value
            await s.schedule(Promise.resolve())
            running--
            if (bad) throw new Error('refused')
          },
          'A.Ask': () => s.schedule(Promise.resolve()),
        })
        const ordered = inOrder(slow, (m) => m === 'A.Change')
        const all = kinds.map((change, i) => ordered.call(change ? 'A.Change' : 'A.Ask', [i]).catch(() => undefined))
        await s.waitFor(Promise.all(all))
        expect(begun).toEqual(kinds.flatMap((change, i) => (change ? [i] : [])))
        expect(most).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  it('are named as they are in the program', () => {
    const bound = new Set(read(project, 'internal/archtest/testdata/bound.txt').split('\n').map((line) => line.split('(')[0]))
    expect(changing.size).toBeGreaterThan(0)
    expect([...changing].filter((method) => !bound.has(method))).toEqual([])
  })
})

describe('the transport of the window', () => {
  afterEach(() => {
    delete window.go
    document.head.replaceChildren()
  })

  it('takes the secret out of the page and sends it with each call', async () => {
    const meta = document.createElement('meta')
    meta.name = 'articula-key'
    meta.content = 'k1'
    document.head.append(meta)
    const list = vi.fn<(...args: unknown[]) => Promise<unknown>>(() => Promise.resolve([1]))
    window.go = { bridge: { Jobs: { List: list } } }
    const transport = wailsTransport()
    expect(document.querySelector('meta[name="articula-key"]')).toBeNull()
    expect(await transport.call('Jobs.List', [])).toEqual([1])
    expect(list).toHaveBeenCalledWith({ key: 'k1', call: '' })
  })

  it('tells the program when a call is no longer wanted', async () => {
    const cancel = vi.fn<(...args: unknown[]) => Promise<unknown>>(() => Promise.resolve())
    let name = ''
    const find = (caller: { call: string }) =>
      new Promise<never>((_, reject) => {
        name = caller.call
        setTimeout(() => {
          reject(new Error(JSON.stringify({ kind: 'cancelled', code: 'bridge.cancelled', message: 'x', args: {} })))
        }, 20)
      })
    window.go = { bridge: { Search: { Find: find }, Calls: { Cancel: cancel } } }
    const abort = new AbortController()
    const call = wailsTransport('k').call('Search.Find', ['x'], abort.signal)
    abort.abort()
    await expect(call).rejects.toMatchObject({ failure: { kind: 'cancelled' } })
    expect(cancel).toHaveBeenCalledWith({ key: 'k', call: '' }, name)
    expect(name).not.toBe('')
    await expect(wailsTransport('k').call('Search.Find', [], AbortSignal.abort())).rejects.toMatchObject({ failure: { kind: 'cancelled' } })
  })

  it('says one sentence when a method is not there', async () => {
    window.go = { bridge: {} }
    await expect(wailsTransport('k').call('No.Method', [])).rejects.toMatchObject({ failure: { code: 'internal' } })
  })
})
