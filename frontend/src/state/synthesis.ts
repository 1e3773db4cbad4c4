import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { keys } from './queries'

interface State {
  /** The synthesis that is shown, "" for the first. */
  synthesis: string
  /** The cell that is open. */
  cell: { case: string; dimension: string } | null
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useSynthesisView = create<State>((set) => ({
  synthesis: '',
  cell: null,
  set: (part) => {
    set(part)
  },
}))

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
export function useCell(place: { case: string; dimension: string } | null) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.synthesis, 'cell', place?.case ?? '', place?.dimension ?? ''],
    queryFn: ({ signal }) => api.during(signal).analysis.cell(place ?? { case: '', dimension: '' }),
    enabled: place !== null,
  })
}
