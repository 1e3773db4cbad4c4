import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { connect } from '../api/client'
import { memoryTransport } from '../api/memory'
import { ApiProvider } from './api'
import { useCasesView } from './cases'
import { useCodesView } from './codes'
import { useCoding } from './coding'
import { forgetProject } from './forget-project'
import { useLinkHere, useLinking } from './links'
import { useMatrixView } from './matrix'
import { useNotices } from './notices'
import { useOpenMemo } from './notes'
import { useOpenProject } from './open-project'
import { queryClient } from './queries'
import { useReview } from './review'
import { useView } from './view'
import { useWorkspace } from './workspace'

const passage = (document: string) => ({ document, start: 0, end: 5, quote: `words of ${document}`, title: document })

/** A window in which a project is open, and what the program was asked. */
function inWindow() {
  const answers: Record<string, (...a: never[]) => unknown> = { 'Projects.Open': () => ({ id: 'pB' }) }
  const transport = memoryTransport(new Proxy(answers, { get: (k, w: string) => k[w] ?? (() => []) }))
  const { result } = renderHook(() => ({ open: useOpenProject(), link: useLinkHere() }), {
    wrapper: ({ children }) => <QueryClientProvider client={queryClient()}><ApiProvider api={connect(transport)}>{children}</ApiProvider></QueryClientProvider>,
  })
  return {
    open: () => act(async () => { await result.current.open({ file: { token: 't', name: 'B' } as never, how: 'open' }) }),
    link: (document: string) => act(async () => {
      result.current.link(passage(document))
      await new Promise((done) => setTimeout(done, 10))
    }),
    called: () => transport.calls.map((c) => c.method),
  }
}

beforeEach(() => {
  forgetProject()
  useNotices.setState({ notices: [] })
  useView.setState({ view: { name: 'workspace' } })
})

it('a link that was begun in one project is not ended in another', async () => {
  const w = inWindow()
  await w.link('docA')
  await w.open()
  expect(useLinking.getState().from).toBeNull()
  await w.link('docB')
  expect(w.called()).not.toContain('Links.Save')
})

it('nothing that is chosen, open or asked in one project is so in another', async () => {
  const answers: unknown[] = []
  act(() => {
    useWorkspace.getState().pick(['codeA'])
    useCodesView.getState().edit('codeA')
    useCodesView.getState().fold(new Set(['codeA']))
    useCasesView.getState().set({ chosen: 'caseA' })
    useMatrixView.getState().set({ where: 'code:a' })
    useReview.getState().set({ round: 'roundA', at: 'placeA' })
    useOpenMemo.getState().set('memoA')
    useCoding.getState().ask({ place: passage('docA'), text: 'It overlaps.', answer: (a) => answers.push(a) })
    useNotices.getState().say('Removed.', { label: 'Undo', run: () => undefined })
    useNotices.getState().say('Copied.')
  })
  await inWindow().open()
  expect(useWorkspace.getState()).toMatchObject({ codes: [], tab: 'here' })
  expect(useCodesView.getState()).toMatchObject({ editing: '', folded: new Set() })
  expect(useCasesView.getState().chosen).toBe('')
  expect(useMatrixView.getState().where).toBe('')
  expect(useReview.getState()).toMatchObject({ round: '', at: '' })
  expect(useOpenMemo.getState().open).toBe('')
  expect([useCoding.getState().question, answers]).toEqual([null, [null]])
  expect(useNotices.getState().notices.map((n) => n.text)).toEqual(['Copied.'])
})

it('what stands in a field is kept in the project that it belongs to', async () => {
  const w = inWindow()
  const field = document.body.appendChild(document.createElement('input'))
  let before: string[] | undefined
  field.addEventListener('blur', () => { before = w.called() })
  field.focus()
  await w.open()
  field.remove()
  expect(before).toBeDefined()
  expect(before).not.toContain('Projects.Open')
})
