import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import type { CodeNode, CodingView, DocumentView, Info } from '../../api/types'
import type { Surface } from '../../editor/surface'
import { PositionIndex } from '../../model/positions'
import { Shape } from '../../model/shape'
import { ApiProvider } from '../../state/api'
import { useCoding } from '../../state/coding'
import { commandFor } from '../../state/commands'
import { keys, queryClient } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { useCodingKeys } from './use-coding-keys'

const text = 'Interviewer: Who decides?\nManager: The ministry decides alone.\n'
const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', lang: 'en', read_only: false, coder, coders: [coder] } as unknown as Info
const parts = [
  { kind: 'turn', span: { start: 0, end: 25 }, level: 0, label: '', speaker: 'Interviewer' },
  { kind: 'turn', span: { start: 26, end: text.length - 1 }, level: 0, label: '', speaker: 'Manager' },
]
const document_ = { id: 'd1', title: 'Interview', lang: 'en', languages: [], speakers: [], parts } as unknown as DocumentView
const code = { id: 'c1', name: 'Decision', names: {}, path: 'Decision', color: '', children: [] } as unknown as CodeNode
const value = (id: string, shortcut: string) => ({ id, name: id, names: {}, shortcut })
const facets = [
  { id: 'f1', name: 'Level', names: {}, key: '', actors: false, values: [value('local', 'l')] },
  { id: 'f2', name: 'Kind', names: {}, key: '', actors: false, values: [value('informal', 'n')] },
]
const coding = (id: string, start: number, end: number): CodingView => ({
  id, document: 'd1', code: 'c1', coder: 'k1', round: 'r', start, end, quote: text.slice(start, end), weight: 0, facets: [], memos: 0, created: '',
})

/** The keys of a document with codings "a" and "b"; "a" was made just now, on the words that are selected. */
function reading() {
  const set: { codings: string[]; value: string }[] = []
  const codings = [coding('a', 0, 11), coding('b', 13, 24)]
  const answers: Record<string, (...args: never[]) => unknown> = {
    'Codings.SetFacet': (ids: string[], _facet: string, given: string) => {
      set.push({ codings: ids, value: given })
    },
  }
  const transport = memoryTransport(new Proxy(answers, { get: (known, what: string) => known[what] ?? (() => []) }))
  const cache = queryClient()
  cache.setQueryData(keys.facets, facets)
  cache.setQueryData(keys.codes, [code])
  cache.setQueryData(keys.info, info)
  const index = new PositionIndex(text)
  const selection = { from: 0, to: 11, head: 11 }
  const surface = {
    selection,
    scene: { spans: { all: codings.map((c) => ({ ...c, from: c.start, to: c.end, path: 'Decision' })) } },
    select: (from: number, to: number) => Object.assign(selection, { from: Math.min(from, to), to: Math.max(from, to), head: to }),
    at: () => [],
    place: () => null,
  } as unknown as Surface
  const stand = () => {
    const { from, to, head } = selection
    useWorkspace.getState().select(from < to ? { document: 'd1', start: from, end: to } : null, head)
  }
  const open = { document: document_, text, index, shape: new Shape(index, document_.parts), surface }
  renderHook(() => useCodingKeys({ open, codings, codes: [code], info, palette: false, openPalette: () => undefined, openMenu: () => undefined, stand }), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={cache}>
        <ApiProvider api={connect(transport)}>{children}</ApiProvider>
      </QueryClientProvider>
    ),
  })
  const host = document.createElement('div')
  host.dataset['keys'] = 'text'
  act(() => {
    useWorkspace.getState().read('d1')
    stand()
    useWorkspace.getState().focus(['a'])
    useCoding.getState().made(['a'], ['c1'])
  })
  return {
    set, stand,
    press: (key: string, shiftKey = false) =>
      act(async () => {
        commandFor(new KeyboardEvent('keydown', { key, shiftKey }), host)?.run()
        await Promise.resolve()
      }),
  }
}

beforeEach(() => {
  useWorkspace.getState().clear()
  useCoding.setState({ fresh: [], last: [], border: '', said: '', question: null })
})

it('right after coding, keys of facets say more about what was coded, one after the other, and after a memo of it', async () => {
  const { set, press, stand } = reading()
  await press('l')
  await press('n')
  await press('m')
  // What is drawn anew tells where the caret is, though it stands where it stood.
  act(stand)
  await press('l')
  expect(useWorkspace.getState().memosOf).toMatchObject({ on: 'coding', id: 'a' })
  expect(set).toEqual([{ codings: ['a'], value: 'local' }, { codings: ['a'], value: 'informal' }, { codings: ['a'], value: 'local' }])
})

it.each<[string, (press: (key: string, shift?: boolean) => Promise<void>) => unknown]>([
  ['the next coding', (press) => press('j')],
  ['the next words without one', (press) => press('J', true)],
  ['the paragraph', (press) => press('p')],
  ['a coding that is pressed', () => { useWorkspace.getState().focus(['b']) }],
  ['words that are found or selected', () => { useWorkspace.getState().select({ document: 'd1', start: 35, end: 43 }, 43) }],
  ['a caret elsewhere', () => { useWorkspace.getState().select({ document: 'd1', start: 0, end: 11 }, 0) }],
  ['a place that is jumped to', () => { useWorkspace.getState().jumpTo({ document: 'd1', start: 0, end: 11 }) }],
  ['another document', () => { useWorkspace.getState().read('d2') }],
])('the key of a facet does not change the coding made before once one looks at %s', async (_what, look) => {
  const { set, press } = reading()
  await act(async () => { await look(press) })
  await press('l')
  expect(set.filter((s) => s.codings.includes('a'))).toEqual([])
})
