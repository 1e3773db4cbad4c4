import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Axis } from '../model/cell-condition'
import { useApi } from './api'
import { keys } from './queries'

/** What the numbers of a matrix count. */
export const measures = ['segments', 'documents', 'cases', 'characters'] as const
export type Measure = (typeof measures)[number]

interface State {
  rows: Axis
  columns: Axis
  measure: Measure
  /** The condition on the codings that count. */
  where: string
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useMatrixView = create<State>((set) => ({
  rows: { by: 'code', id: '', name: '', below: true },
  columns: { by: 'case', id: '', name: '', below: false },
  measure: 'segments',
  where: '',
  set: (part) => {
    set(part)
  },
}))

/** What the program is asked for a matrix. */
export function matrixQuery(rows: Axis, columns: Axis, where: string, lang: string) {
  const axis = ({ by, id, below }: Axis) => ({ by, id, only: [], below })
  return { rows: axis(rows), columns: axis(columns), together: '', distance: 0, where, consensus: false, lang }
}

export function useMatrix(rows: Axis, columns: Axis, where: string, lang: string) {
  const api = useApi()
  const query = matrixQuery(rows, columns, where, lang)
  return useQuery({
    queryKey: [...keys.finding, 'matrix', JSON.stringify(query)],
    queryFn: ({ signal }) => api.during(signal).analysis.matrix(query),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
}

export function useAttributes() {
  const api = useApi()
  return useQuery({ queryKey: keys.attributes, queryFn: ({ signal }) => api.during(signal).analysis.attributes() })
}
