import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../api/client'
import { ApiError } from '../../api/failure'
import { memoryTransport } from '../../api/memory'
import type { Cite } from '../../api/types'
import { ApiProvider } from '../../state/api'
import { keepFresh } from '../../state/keep-fresh'
import { useNotices } from '../../state/notices'
import { keys, queryClient } from '../../state/queries'
import { CellPane } from './CellPane'

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {} }
const stale = { new: 0, withdrawn: 0, resized: 0, recoded: 0, definitions: 0 }
const passage = { segment: { id: 's1', quote: 'Nobody decides alone.', before: '', after: '', start: 0, end: 20, position: {}, document: { id: 'd1', title: 'Interview' }, code: { id: 'c1', name: 'Decision', path: 'Decision', color: '' } }, source: 'practice', cited: false, new: false, translations: [] }
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** How long the program takes, in milliseconds: to change something, to answer once that is told, and to read. */
interface Pace {
  write?: number
  answer?: number
  read?: number
}

/** A cell with these statements, open, over a program that keeps what is written in it. */
async function open(statements: readonly string[], { write = 5, answer = 0, read = 5 }: Pace = {}) {
  let made = 0
  const fresh = (statement: string) => ({ id: `f${String(++made)}`, statement })
  let list = statements.map(fresh)
  let [failing, undoing, busy] = [0, 0, 0]
  const log: string[] = []
  const view = (f: { id: string; statement: string }, part: number) => ({ ...f, statements: {}, outdated: [], status: f.statement === '' ? '' : 'draft', citations: [], stale, part, coder, at: '2026-01-01T00:00:00Z' })
  const during = async <T,>(work: () => Promise<T>): Promise<T> => {
    busy++
    try {
      return await work()
    } finally {
      busy--
    }
  }
  const changes = <T,>(change: () => T): Promise<T> => during(async () => {
    await wait(write)
    if (failing > 0) {
      failing--
      throw new ApiError({ kind: 'internal', code: 'internal', message: 'The disk is full.', args: {} })
    }
    const done = change()
    transport.emit('change', { seq: 1, kind: 'cell.write', coder: 'k1', entities: ['cell'], documents: [], everywhere: false, codings: [] })
    await wait(answer)
    return done
  })
  const have = (id: string, code = 'finding.gone') => {
    const f = list.find((o) => o.id === id)
    if (!f) throw new ApiError({ kind: 'not_found', code, message: 'The finding is not in the project (any more).', args: {} })
    return f
  }
  const answers: Record<string, (...args: never[]) => unknown> = {
    'Projects.Info': () => info,
    'Analysis.Synthesis': () => ({ rows: [], columns: [] }),
    'Analysis.Cell': () => during(async () => {
      const findings = list.map(view)
      await wait(read)
      return {
        row: 'Row', column: { id: 'd', title: 'Column', titles: {}, kind: 'question', code: '' }, cases: [], passages: [passage], withdrawn: [], definitions: [],
        cell: { state: 'written', findings, split: { norm: 0, practice: 0, other: 0 }, voices: { single: false, voices: 0, documents: 0, kinds: [], levels: [] } },
      }
    }),
    'Analysis.WriteFinding': ({ id, statement }: { id: string; statement: string }) =>
      changes(() => {
        log.push(`${id || 'new'}: ${statement}`)
        if (id === '') {
          const f = fresh(statement)
          if (undoing > 0) undoing--
          else list = [...list, f]
          return view(f, list.length)
        }
        have(id)
        list = list.map((f) => (f.id === id ? { ...f, statement } : f))
        return view(have(id), 0)
      }),
    'Analysis.Cite': (_of: string, id: string, cites: readonly Cite[]) => changes(() => log.push(`cite ${have(id, 'citation.no_owner').id}: ${String(cites.length)}`)),
    'Analysis.RemoveFinding': (id: string) =>
      changes(() => {
        list = list.filter((f) => f !== have(id))
      }),
    'Analysis.MoveFinding': (id: string, to: number) =>
      changes(() => {
        const [f, others] = [have(id), list.filter((o) => o.id !== id)]
        list = [...others.slice(0, to), f, ...others.slice(to)]
      }),
  }
  const transport = memoryTransport(new Proxy(answers, { get: (known, what: string) => known[what] ?? (() => []) }))
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  const api = connect(transport)
  const following = keepFresh(cache, api)
  api.on('change', (change) => { following.hear(change) })
  const user = userEvent.setup()
  const { unmount } = render(
    <QueryClientProvider client={cache}>
      <ApiProvider api={api}>
        <CellPane place={{ row: 'r', dimension: 'd' }} onClose={() => undefined} onStep={() => undefined} />
      </ApiProvider>
    </QueryClientProvider>,
  )
  /** Waits until all that was asked for is answered and shown. */
  const rest = () => act(async () => {
    for (let quiet = 0; quiet < 4; quiet = busy === 0 && cache.isFetching() === 0 ? quiet + 1 : 0) await wait(20)
  })
  await rest()
  return {
    log, user, rest,
    says: () => list.map((f) => f.statement),
    fail: (times: number) => { failing = times },
    /** The next finding that is made is undone before the window can see it. */
    undoAtOnce: () => { undoing = 1 },
    undo: () => {
      list = list.slice(0, -1)
      transport.emit('change', { seq: 1, kind: 'undo', coder: 'k1', entities: ['cell'], documents: [], everywhere: false, codings: [] })
    },
    type: async (at: number, words: string) => {
      await user.click(box(at))
      await user.keyboard(words)
    },
    leave: async () => {
      unmount()
      await rest()
    },
  }
}

/** The fields of the statements, without those of other languages. */
const boxes = () => screen.getAllByRole<HTMLTextAreaElement>('textbox', { name: /^(What was found|Finding \d)/ })
const box = (at: number) => boxes()[at] ?? document.createElement('textarea')
const shown = () => boxes().map((b) => b.value)
const button = (name: RegExp, at = 0) => screen.getAllByRole('button', { name })[at] ?? document.createElement('button')

beforeEach(() => {
  useNotices.setState({ notices: [] })
})

describe.each<Pace>([{ write: 2, read: 30 }, { write: 15, read: 5 }])('what is typed for a finding is kept there alone: %j', (pace) => {
  it('when it is removed', async () => {
    const cell = await open(['First', 'Second'], pace)
    await cell.type(0, ', longer')
    await cell.user.click(button(/^Delete the finding/))
    await cell.rest()
    expect(shown()).toEqual(['Second'])
    expect(document.activeElement).toBe(box(0))
    await cell.leave()
    expect(cell.says()).toEqual(['Second'])
    expect(cell.log).toEqual(['f1: First, longer'])
  })
  it('when it changes its place', async () => {
    const cell = await open(['First', 'Second'], pace)
    await cell.type(0, ', longer')
    await cell.user.click(button(/^Finding further down/))
    await cell.rest()
    expect(shown()).toEqual(['Second', 'First, longer'])
    expect(document.activeElement).toBe(box(1))
    await cell.leave()
    expect(cell.says()).toEqual(['Second', 'First, longer'])
    expect(cell.log).toEqual(['f1: First, longer'])
  })
})

it.each<Pace>([{ read: 15 }, { answer: 60 }])('a finding arrives in the field where it was written, with the words that were typed meanwhile: %j', async (pace) => {
  const cell = await open(['First'], pace)
  await cell.user.click(button(/^Another finding/))
  await cell.type(1, 'Second{Control>}{Enter}{/Control}, longer')
  const field = box(1)
  await cell.rest()
  expect(shown()).toEqual(['First', 'Second, longer'])
  expect([field.isConnected, document.activeElement === field]).toEqual([true, true])
  await cell.leave()
  expect(cell.says()).toEqual(['First', 'Second, longer'])
})

it('words that were written, removed and written again are a finding of their own', async () => {
  const cell = await open([])
  await cell.type(0, 'A')
  await cell.user.tab()
  await cell.rest()
  await cell.user.click(button(/^Delete the finding/))
  await cell.rest()
  expect(shown()).toEqual([''])
  await cell.type(0, 'B')
  await cell.user.tab()
  await cell.rest()
  await cell.leave()
  expect(cell.says()).toEqual(['B'])
})

it.each([[false], [true]])('words are written anew where those before them were undone, before the window saw them or later: %s', async (atOnce) => {
  const cell = await open([])
  if (atOnce) cell.undoAtOnce()
  await cell.type(0, 'A')
  await cell.user.tab()
  await cell.rest()
  if (!atOnce) act(cell.undo)
  await cell.rest()
  await cell.type(0, '{Control>}a{/Control}B')
  await cell.user.tab()
  await cell.rest()
  await cell.leave()
  expect(cell.says()).toEqual(['B'])
})

it('a passage is cited anew where the words before it were undone before the window saw them', async () => {
  const cell = await open([])
  cell.undoAtOnce()
  await cell.type(0, 'A')
  await cell.user.tab()
  await cell.rest()
  await cell.user.clear(box(0))
  await cell.user.click(button(/^Cite/))
  await cell.rest()
  await cell.leave()
  expect(cell.log).toEqual(['new: A', 'new: '])
})

it('what could not be kept is tried again when the field is left again, and when the cell is', async () => {
  const cell = await open([])
  cell.fail(2)
  await cell.type(0, 'A statement')
  await cell.user.tab()
  await cell.rest()
  await cell.user.click(box(0))
  await cell.user.tab()
  await cell.rest()
  expect([shown(), cell.says()]).toEqual([['A statement'], []])
  await cell.leave()
  expect(cell.says()).toEqual(['A statement'])
})

it('a passage is cited for the finding that was worked on last, wherever it stands', async () => {
  const cell = await open(['First', 'Second'])
  await cell.user.click(box(0))
  await cell.user.click(button(/^Finding further down/))
  await cell.rest()
  await cell.user.click(button(/^Cite/))
  await cell.rest()
  expect(cell.log).toEqual(['cite f1: 1'])
})
