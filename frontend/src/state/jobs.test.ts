import fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import type { Job } from '../api/types'
import { useJobs } from './jobs'

const job = (id: string, done: number, state: Job['state'] = 'running'): Job => ({
  id, kind: 'import', state, done, total: 100, item: '', started: '', ended: '', result: null,
})

beforeEach(() => {
  useJobs.setState({ jobs: [], seen: {} })
})

it('the newest event about a job counts, in whatever order they come', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(Array.from({ length: 12 }, (_, i) => i), { minLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 12, maxLength: 12 }),
      (order, ids) => {
        useJobs.setState({ jobs: [], seen: {} })
        for (const seq of order) useJobs.getState().hear(job(ids[seq] ?? 'a', seq), seq)
        for (const id of new Set(ids)) {
          expect(useJobs.getState().jobs.find((j) => j.id === id)?.done).toBe(ids.lastIndexOf(id))
        }
        expect(useJobs.getState().jobs).toHaveLength(new Set(ids).size)
      },
    ),
  )
})

it('the list of the start does not overwrite news that came before it', () => {
  const { hear, load } = useJobs.getState()
  hear(job('a', 50, 'done'), 7)
  load([job('a', 10), job('b', 1)])
  expect(useJobs.getState().jobs.map((j) => [j.id, j.state, j.done])).toEqual([['b', 'running', 1], ['a', 'done', 50]])
})
