import { create } from 'zustand'
import type { Job } from '../api/types'

interface State {
  jobs: readonly Job[]
  /** Sequence number of the newest event about each job. */
  seen: Readonly<Record<string, number>>
  /** Takes the list that the program gave when the page was loaded. */
  load(jobs: readonly Job[]): void
  /** Takes an event; one that is older than what is known is no news. */
  hear(job: Job, seq: number): void
  forget(id: string): void
}

export const useJobs = create<State>((set) => ({
  jobs: [],
  seen: {},
  load: (jobs) => {
    set((s) => ({ jobs: [...jobs.filter((j) => !(j.id in s.seen)), ...s.jobs.filter((j) => j.id in s.seen)] }))
  },
  hear: (job, seq) => {
    set((s) => {
      if ((s.seen[job.id] ?? -1) > seq) return s
      const known = s.jobs.some((j) => j.id === job.id)
      return {
        jobs: known ? s.jobs.map((j) => (j.id === job.id ? job : j)) : [...s.jobs, job],
        seen: { ...s.seen, [job.id]: seq },
      }
    })
  },
  forget: (id) => {
    set((s) => ({ jobs: s.jobs.filter((j) => j.id !== id) }))
  },
}))
