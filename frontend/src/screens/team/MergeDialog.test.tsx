import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import type { Job, MergeResult } from '../../api/types'
import { ApiProvider } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { queryClient } from '../../state/queries'
import { MergeDialog } from './MergeDialog'

const other = { id: 'p2', name: 'Study B' }
const result: MergeResult = {
  foreign: other, ops: 1, known: 0, new: { coder: 1 }, changed: {}, removed: {}, codings: [], hidden: false, arrived: [], conflicts: [], same_texts: [], notices: [], resting: [],
  unplaced: [{ entity: 'project', thing: { id: 'p2', name: 'Study A' }, why: 'other_project', says: '' }], moved: 0, again: false, seq: 0, backup: '', joined: 0, decided: 0, left: 0,
}

function show(result: MergeResult) {
  const job = { id: 'j1', kind: 'merge', state: 'done', done: 1, total: 1, result } as unknown as Job
  const api = connect(memoryTransport({ 'Files.ChoosePacket': () => [{ token: 't1', name: 'b.articula' }], 'Team.Merge': () => ({ id: 'j1' }) }))
  render(
    <QueryClientProvider client={queryClient()}>
      <ApiProvider api={api}>
        <MergeDialog onClose={() => undefined} />
      </ApiProvider>
    </QueryClientProvider>,
  )
  return userEvent.click(screen.getByRole('button', { name: 'Choose a file…' })).then(() => {
    act(() => {
      useJobs.getState().hear(job, 1)
    })
  })
}

it('says before anything else that a file is another project, and only there', async () => {
  await show(result)
  const said = await screen.findByText(/^This is another project, “Study B”, and no copy of this one/)
  expect(said.compareDocumentPosition(screen.getByText('Actions that were not here')) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0)
  expect(screen.queryByText('Could not be taken over as it was')).toBeNull()
})

it('tells what became of values, and names the values of a facet that takes one where it asks', async () => {
  const both = { id: 'c1', entity: 'qualifier', thing: { id: 'k1', name: 'we meet every month' }, field: 'level', shown: 'local', other: 'national', base: '', merged: '', state: 'open', hidden: false, at: '' }
  const { foreign, ...same } = result
  expect(foreign).toBe(other)
  await show({ ...same, unplaced: [], notices: [{ code: 'merge.contested', message: 'region of North was hills in one copy and plain in the other.', args: {} }], conflicts: [both] })
  await screen.findByText('region of North was hills in one copy and plain in the other.')
  expect(screen.getByText('Facet · we meet every month · level')).toBeTruthy()
  expect(screen.getByText('It has both, and the facet takes one.')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: /Facet · we meet every month · level/ }))
  expect(await screen.findByRole('option', { name: 'Keep “national”' })).toBeTruthy()
})
