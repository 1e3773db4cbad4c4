import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { CellFilter, PassageFilter, SourceFilter } from '../model/synthesis'
import { useApi } from './api'
import { keys } from './queries'
import { useWorkspace } from './workspace'

/** A cell, by its row and its column. */
export interface CellRef {
  row: string
  dimension: string
}

interface State {
  /** The synthesis that is shown, "" for the first. */
  synthesis: string
  /** The cell that is open. */
  cell: CellRef | null
  /** Which cells are looked for. */
  filter: CellFilter
  /** Which passages of the open cell are listed. */
  passages: PassageFilter
  source: SourceFilter
  /** The citation or passage of the open cell that had the focus last, "" for none. */
  item: string
  /** Something of the open cell is looked at in its text, and there is a way back. */
  away: boolean
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useSynthesisView = create<State>((set) => ({
  synthesis: '',
  cell: null,
  filter: 'all',
  passages: 'uncited',
  source: 'all',
  item: '',
  away: false,
  set: (part) => {
    set(part)
  },
}))

// Another project has other cells.
useWorkspace.subscribe((now, was) => {
  if (now.document === '' && was.document !== '') useSynthesisView.setState({ synthesis: '', cell: null, filter: 'all', passages: 'uncited', source: 'all', item: '', away: false })
})

export function useSyntheses() {
  const api = useApi()
  return useQuery({ queryKey: [...keys.synthesis, 'list'], queryFn: ({ signal }) => api.during(signal).analysis.syntheses() })
}

/** A framework matrix; nothing is asked for "". */
export function useSynthesis(id: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.synthesis, id], queryFn: ({ signal }) => api.during(signal).analysis.synthesis(id), enabled: id !== '' })
}

/** A cell with all that it rests on. */
export function useCell(place: CellRef | null) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.synthesis, 'cell', place?.row ?? '', place?.dimension ?? ''],
    queryFn: ({ signal }) => api.during(signal).analysis.cell({ row: place?.row ?? '', case: '', dimension: place?.dimension ?? '' }),
    enabled: place !== null,
  })
}

/** What a finding said in the course of time, the latest first. */
export function useFindingVersions(finding: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.synthesis, 'versions', finding], queryFn: ({ signal }) => api.during(signal).analysis.findingVersions(finding), placeholderData: keepPreviousData })
}

/** What formal documents say against what people say at a cell whose column is a code; nothing is asked where it is none. */
export function useCellGap(cases: readonly string[], code: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.coverage, 'gap', 'cell', cases, code],
    queryFn: async ({ signal }) => (await api.during(signal).coverage.gap({ codes: [code], cases: [...cases], together: true }))[0] ?? null,
    enabled: code !== '' && cases.length > 0,
  })
}
