import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../App'
import { connect } from '../api/client'
import { memoryTransport } from '../api/memory'
import { KeptField } from '../components/KeptField'
import { MemoEditor } from '../screens/memos/MemoEditor'
import { FindingCard } from '../screens/synthesis/FindingCard'
import { useWriting } from '../screens/synthesis/use-writing'
import { ApiProvider } from './api'
import { keepWritten } from './keep-written'
import { keys, queryClient } from './queries'
import { useView } from './view'

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = { id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {} }
const late = <T,>(value: T) => new Promise<T>((done) => setTimeout(() => { done(value) }, 20))

/** A program that takes its time, and what it has been told to the end. */
function over() {
  const done: string[] = []
  const answers: Record<string, (...a: never[]) => unknown> = {
    'Projects.Info': () => info,
    'History.State': () => ({ undo: '', redo: '' }),
    'Memos.Save': async (m: { title: string }) => { done.push(await late(m.title)); return { ...m, id: 'm1', references: [], changed: '2026-01-02T00:00:00Z' } },
    'Analysis.Cite': () => late([]),
    'Analysis.WriteFinding': async (f: { statement: string }) => { done.push(await late(f.statement)); return { ...f, id: 'f1' } },
    'Codes.Edit': async (c: { definition: string }) => { done.push(await late(c.definition)) },
  }
  const transport = memoryTransport(new Proxy(answers, { get: (k, w: string) => k[w] ?? (() => []) }))
  const cache = queryClient()
  cache.setQueryData(keys.info, info)
  const api = connect(transport)
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={cache}><ApiProvider api={api}>{children}</ApiProvider></QueryClientProvider>
  )
  return { api, transport, done, wrapper }
}

async function write(name: string, text: string) {
  const box = await screen.findByRole('textbox', { name })
  act(() => { box.focus() })
  fireEvent.change(box, { target: { value: text } })
}

describe('what stands in a field is with the program before the project goes:', () => {
  it('a definition', async () => {
    const p = over()
    render(<KeptField label="Definition" value="old" lines={3} onKeep={(definition) => void p.api.codes.edit({ id: 'c1', definition } as never)} />)
    await write('Definition', 'A definition')
    await act(() => keepWritten(p.api))
    expect(p.done).toEqual(['A definition'])
  })

  it('a memo, although its moment has not come', async () => {
    const p = over()
    render(<MemoEditor on={null} kinds={[]} onClose={() => undefined} />, { wrapper: p.wrapper })
    await write('Title', 'A memo')
    await act(() => keepWritten(p.api))
    expect(p.done).toEqual(['A memo'])
  })

  it('a statement, also behind something that was done to its finding just before', async () => {
    const p = over()
    function Cell() {
      const writing = useWriting({ dimension: 'd', row: 'r' } as never, { id: 'f1', statement: '', citations: [] } as never, { begin: () => undefined, end: () => undefined })
      return (
        <>
          <button onClick={() => { writing.cite([{ coding: 'k', role: 'supports' }]) }}>cite</button>
          <FindingCard finding={null} writing={writing} readOnly={false} of={1} />
        </>
      )
    }
    render(<Cell />, { wrapper: p.wrapper })
    fireEvent.click(screen.getByText('cite'))
    await write('What was found', 'A statement')
    await act(() => keepWritten(p.api))
    expect(p.done).toEqual(['A statement'])
  })
})

describe('the page', () => {
  beforeEach(() => { useView.setState({ view: { name: 'welcome' }, past: [], future: [], wanted: null }) })

  it('tells a window that is about to close that everything is kept, but not before', async () => {
    const p = over()
    render(<App api={p.api} queries={queryClient()} />)
    render(<KeptField label="Definition" value="old" lines={3} onKeep={(definition) => void p.api.codes.edit({ id: 'c1', definition } as never)} />)
    await write('Definition', 'A definition')
    act(() => { p.transport.emit('closing', null) })
    await waitFor(() => { expect(p.transport.calls).toContainEqual({ method: 'Platform.Kept', args: [] }) })
    expect(p.done).toEqual(['A definition'])
    expect(p.transport.calls.map((c) => c.method).filter((m) => m === 'Codes.Edit' || m === 'Platform.Kept')).toEqual(['Codes.Edit', 'Platform.Kept'])
  })
})
