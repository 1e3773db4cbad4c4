import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from './api/client'
import { ApiError } from './api/failure'
import { memoryTransport } from './api/memory'
import type { Job, Preferences } from './api/types'
import { App } from './App'
import { Boundary } from './components/Boundary'
import { useJobs } from './state/jobs'
import { useNotices } from './state/notices'
import { initial, usePreferences } from './state/preferences'
import { queryClient } from './state/queries'
import { useView } from './state/view'

const platform = { version: '1.2.3', system: 'linux', machine: 'amd64', built: 'go', locked: true, problem: '' }
const study = { file: { token: 't1', name: 'Study.articula', folder: '/projects' }, title: 'Study', opened: '2026-01-05T09:00:00.000Z', there: true }

function show(answers: Record<string, (...a: never[]) => unknown> = {}) {
  const transport = memoryTransport({
    'Platform.Describe': () => platform,
    'Recent.List': () => [],
    'Jobs.List': () => [],
    'Files.AtStart': () => [],
    'Projects.Open': () => {
      throw new ApiError({ kind: 'cancelled', code: 'cancelled', message: '', args: {} })
    },
    ...answers,
  })
  render(<App api={connect(transport)} queries={queryClient()} />)
  return transport
}

/** The program was asked to open the file; this one refuses, so that the first screen stays. */
const opened = (transport: ReturnType<typeof show>, token: string) =>
  vi.waitFor(() => {
    expect(transport.calls).toContainEqual({ method: 'Projects.Open', args: [token, false, ''] })
  })

beforeEach(() => {
  useJobs.setState({ jobs: [], seen: {} })
  useNotices.setState({ notices: [] })
  usePreferences.setState({ preferences: initial })
  useView.setState({ view: { name: 'welcome' }, past: [], future: [], wanted: null })
})

describe('the first screen', () => {
  it('asks for a project by the system’s dialog and opens what was chosen', async () => {
    const transport = show({ 'Files.ChooseProject': () => [study.file] })
    await userEvent.click(screen.getByRole('button', { name: /^Open a project/ }))
    await opened(transport, 't1')
    expect(transport.calls).toContainEqual({ method: 'Files.ChooseProject', args: [{ title: 'Open a project', type: 'Articula projects', name: '' }] })
  })

  it('does nothing when the dialog was cancelled', async () => {
    show({ 'Files.ChooseProject': () => [] })
    await userEvent.click(screen.getByRole('button', { name: /^Open a project/ }))
    expect(useView.getState().wanted).toBeNull()
    expect(useNotices.getState().notices).toEqual([])
  })

  it('makes a project of what the person said, at the place that the system’s dialog gave', async () => {
    const transport = show({
      'Projects.Codebooks': () => ['institutional-analysis'],
      'Files.ChooseNewProject': () => [study.file],
      'Projects.Create': () => {
        throw new ApiError({ kind: 'storage', code: 'x.full', message: 'The disk is full.', args: {} })
      },
    })
    await userEvent.click(screen.getByRole('button', { name: /^New project/ }))
    const dialog = await screen.findByRole('dialog', { name: 'New project' })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Choose a place…' }))
    within(dialog).getByText('A project needs a title.')
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Title' }), 'Coordination')
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Your name' }), 'Coder A{Enter}')
    await screen.findByText('The disk is full.')
    expect(transport.calls).toContainEqual({
      method: 'Projects.Create',
      args: ['t1', { title: 'Coordination', description: '', lang: 'en', codebook: 'institutional-analysis', coder: 'Coder A' }],
    })
    expect(screen.getByRole('textbox', { name: 'Title' })).toHaveProperty('value', 'Coordination')
  })

  it('says who has a project open, and opens it for reading', async () => {
    const message = 'Study is open for ana on desk.'
    const transport = show({
      'Recent.List': () => [study],
      'Projects.Open': () => {
        throw new ApiError({ kind: 'busy', code: 'project.busy_by', message, args: {} })
      },
    })
    await userEvent.click(await screen.findByRole('button', { name: /^Study/ }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Study.articula is in use' })
    within(dialog).getByText(message)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Open for reading' }))
    await vi.waitFor(() => {
      expect(transport.calls).toContainEqual({ method: 'Projects.Open', args: ['t1', true, ''] })
    })
  })

  it('lists recent projects and forgets one on request', async () => {
    let list = [study]
    const transport = show({
      'Recent.List': () => list,
      'Recent.Forget': (token: string) => {
        list = list.filter((r) => r.file.token !== token)
      },
    })
    await userEvent.click(await screen.findByRole('button', { name: /^Study/ }))
    await opened(transport, 't1')
    await userEvent.click(screen.getByRole('button', { name: 'Remove Study from this list' }))
    await screen.findByText('The projects that you open are listed here.')
  })

  it('says when projects cannot be opened in this window', async () => {
    show({ 'Platform.Describe': () => ({ ...platform, locked: false, problem: 'This window could not be closed.' }) })
    expect((await screen.findByRole('alert')).textContent).toBe('This window could not be closed.')
  })
})

it('a failure is one sentence that stays, with details to copy', async () => {
  const failed = new ApiError({ kind: 'internal', code: 'bridge.dialog', message: 'The system could not show the dialog.', args: {} })
  const transport = show({
    'Files.ChooseProject': () => {
      throw failed
    },
    'Platform.Copy': () => undefined,
  })
  await userEvent.click(screen.getByRole('button', { name: /^Open a project/ }))
  const notice = (await screen.findByText('The system could not show the dialog.')).closest('li')
  await userEvent.click(within(notice as HTMLElement).getByRole('button', { name: 'Copy details' }))
  expect(transport.calls.at(-1)?.args).toEqual(['internal bridge.dialog\nThe system could not show the dialog.'])
  await userEvent.click(within(notice as HTMLElement).getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText('The system could not show the dialog.')).toBeNull()
})

it('the status bar follows a job from its start to its end', async () => {
  const transport = show({ 'Jobs.Cancel': () => undefined })
  const job: Job = { id: 'j1', kind: 'probe', state: 'running', done: 3, total: 10, item: 'a', started: '', ended: '', result: null }
  act(() => {
    transport.emit('job', job)
  })
  const status = screen.getByRole('contentinfo')
  expect(within(status).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('3')
  await userEvent.click(within(status).getByRole('button', { name: 'Cancel' }))
  expect(transport.calls.at(-1)).toEqual({ method: 'Jobs.Cancel', args: ['j1'] })
  act(() => {
    transport.emit('job', { ...job, state: 'failed', failure: { kind: 'damaged', code: 'x.y', message: 'The file a.pdf is broken.', args: {} } })
  })
  await screen.findByText('The file a.pdf is broken.')
  act(() => {
    transport.emit('job', { ...job, id: 'j2', state: 'done' })
  })
  await within(status).findByText('Test task: done')
})

it('preferences that change anywhere change the page', async () => {
  const transport = show()
  const preferences: Preferences = { language: 'es', theme: 'dark', density: 'compact', scale: 120, reading: 20, face: 'sans', leading: 150, measure: 72, letters: true, patterns: true }
  act(() => {
    transport.emit('settings', preferences)
  })
  await screen.findByRole('button', { name: /^Proyecto nuevo/ })
  const root = document.documentElement
  expect([root.lang, root.dataset['theme'], root.dataset['density'], root.style.getPropertyValue('--scale')]).toEqual(['es', 'dark', 'compact', '1.2'])
  act(() => {
    transport.emit('settings', initial)
  })
  await screen.findByRole('button', { name: /^New project/ })
  expect(root.dataset['theme']).toBeUndefined()
})

it('a project dropped on the window, or named when the program was started, is opened', async () => {
  const transport = show({ 'Files.AtStart': () => [study.file] })
  await opened(transport, 't1')
  act(() => {
    transport.emit('hover', true)
  })
  screen.getByText('Drop to add')
  act(() => {
    transport.emit('hover', false)
    transport.emit('drop-project', { files: [{ ...study.file, token: 't2' }], x: 1, y: 1 })
  })
  expect(screen.queryByText('Drop to add')).toBeNull()
  await opened(transport, 't2')
})

it('a fault in one part of the window leaves the rest, and can be tried again', async () => {
  let broken = true
  function Part() {
    if (broken) throw new Error('a fault')
    return <p>whole again</p>
  }
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  render(
    <>
      <Boundary>
        <Part />
      </Boundary>
      <p>the rest</p>
    </>,
  )
  screen.getByText('the rest')
  broken = false
  await userEvent.click(screen.getByRole('button', { name: 'Show it again' }))
  screen.getByText('whole again')
})
