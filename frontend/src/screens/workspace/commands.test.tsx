import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import { languages } from '../../api/types'
import { chordText, type Command, commandsNow, shownKeys, useCommandSets } from '../../state/commands'
import { ApiProvider } from '../../state/api'
import { usePlaces } from '../../state/places'
import { queryClient } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { Workspace } from './Workspace'

const coder = { id: 'k1', name: 'Coder A', initials: 'A', color: '' }
const info = {
  id: 'p1', title: 'Study', description: '', lang: 'en', read_only: false, coder, coders: [coder], rounds: [], counts: {},
}
const speaker = (name: string, role: string) => ({ id: name, name, role, turns: 1 })
const text = 'Interviewer: Who decides?\nManager: The ministry decides alone.\n'
const header = { id: 'd1', title: 'Interview', file_name: 'Interview.pdf', media_type: 'application/pdf', kind: 'interview', lang: 'en', date: '', case: '', cases: [], jurisdiction: '', description: '', characters: text.length, codings: 1, encoding: '', hash: 'h'.repeat(64), hidden: false }
const opened = {
  ...header, attributes: [], languages: [], speakers: [speaker('Interviewer', 'interviewer'), speaker('Manager', 'authority')],
  parts: [
    { kind: 'turn', span: { start: 0, end: 25 }, level: 0, label: '', speaker: 'Interviewer' },
    { kind: 'turn', span: { start: 26, end: text.length - 1 }, level: 0, label: '', speaker: 'Manager' },
  ],
}
const code = { id: 'c1', name: 'Decision', names: {}, path: 'Decision', color: '', definition: '', definitions: {}, include_when: '', exclude_when: '', example: '', folder: false, codings: 1, documents: 1, all_codings: 1, all_documents: 1, children: [] }
const facet = { id: 'f1', name: 'Level', names: {}, actors: false, values: [{ id: 'v1', name: 'local', names: {}, shortcut: 'l' }] }
const answers: Record<string, (...a: never[]) => unknown> = {
  'Platform.Describe': () => ({ version: '1', system: 'linux', machine: 'amd64', built: 'go', locked: true, problem: '' }),
  'Projects.Info': () => info,
  'Settings.Layout': () => ({ left: 280, side: 340, documents: 40, left_hidden: false, area_left: {}, side_hidden: false, outline: 220, outline_open: false, pages: 46, pages_open: false }),
  'Documents.List': () => [header],
  'Codes.Tree': () => [code],
  'Codes.Facets': () => [facet],
  'History.State': () => ({ undo: { possible: true, what: 'coding.add', n: 1, summary: '' }, redo: { possible: true, what: 'coding.add', n: 1, summary: '' } }),
  '/api/documents/d1/view': () => JSON.stringify(opened),
  '/api/documents/d1/text': () => text,
  '/api/documents/d1/codings': () => '[]',
}
/** What a screen asks that commands do not hang on has nothing in it. */
const rest = new Proxy(answers, { get: (known, what: string) => known[what] ?? (() => []) })

async function show(): Promise<void> {
  const transport = memoryTransport(rest)
  render(
    <QueryClientProvider client={queryClient()}>
      <ApiProvider api={connect(transport)}>
        <Workspace />
      </ApiProvider>
    </QueryClientProvider>,
  )
  await screen.findByText('Interview', { selector: 'h2' }, { timeout: 10_000 })
  // Words are selected, a code is, and one was used before: nearly everything can be done.
  act(() => {
    useWorkspace.getState().pick(['c1'])
    useWorkspace.getState().used(['c1'])
    useWorkspace.getState().select({ document: 'd1', start: 35, end: 43 }, 43)
  })
}
const every = (): Command[] => [...new Map(useCommandSets.getState().sets.flatMap((s) => s.commands).map((c) => [c.id, c])).values()]

beforeEach(() => {
  usePlaces.setState({ project: '', places: new Map() })
  useWorkspace.getState().clear()
})
afterEach(() => i18next.changeLanguage('en'))

describe('the commands of the window with a document open', () => {
  it('have a title in every language, which is not the English one where there is another', async () => {
    await show()
    const english = new Map(every().map((c) => [c.id, c.title]))
    expect(english.size).toBeGreaterThan(60)
    for (const language of languages) {
      await act(() => i18next.changeLanguage(language))
      const now = every()
      expect(now.map((c) => c.id).sort(), language).toEqual([...english.keys()].sort())
      for (const c of now) {
        expect(c.title.trim(), `${c.id} in ${language}`).not.toBe('')
        expect(c.title, `${c.id} in ${language}`).not.toMatch(/^[a-z_]+(\.[a-z_]+)+$|\{\{/)
      }
      // A few words are the same in several languages; whole menus are not.
      const same = now.filter((c) => c.title === english.get(c.id) && !c.id.startsWith('coding.facet.'))
      if (language !== 'en') expect(same.map((c) => c.title).filter((title) => title.split(' ').length > 2), language).toEqual([])
    }
  })

  it('are all in the palette with their keys, and all that have keys are on the sheet', async () => {
    const user = userEvent.setup()
    await show()
    await user.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('dialog', { name: 'All commands' })
    const listed = [...palette.querySelectorAll('[role=option]')].map((o) => o.textContent)
    for (const c of commandsNow().filter((o) => o.keysOnly !== true && o.id !== 'view.palette')) {
      const row = listed.find((l) => l.startsWith(c.title))
      expect(row, c.id).toBeDefined()
      const [key] = shownKeys(c)
      if (key !== undefined) expect(listed.some((l) => l.startsWith(c.title) && l.endsWith(chordText(key))), `${c.id} with ${key}`).toBe(true)
    }
    await user.keyboard('{Escape}')
    await user.keyboard('{F1}')
    const sheet = await screen.findByRole('dialog', { name: 'Keys' })
    const rows = [...sheet.querySelectorAll('li')].map((o) => o.textContent)
    const keyed = every().filter((c) => shownKeys(c).length > 0)
    expect(keyed.length).toBeGreaterThan(50)
    for (const c of keyed) expect(rows, c.id).toContain(`${c.title}${shownKeys(c).map(chordText).join('')}`)
  })
})
