import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Axis } from '../model/cell-condition'
import { useApi } from './api'
import { keys } from './queries'

/** What the numbers of a matrix count. */
export const measures = ['segments', 'documents', 'cases', 'characters'] as const
export type Measure = (typeof measures)[number]

/** How passages of two codes can stand together. */
export const togethers = ['overlap', 'near', 'turn', 'document'] as const
export type Together = (typeof togethers)[number]

interface State {
  rows: Axis
  columns: Axis
  measure: Measure
  /** Of codes by codes: how a row's passages stand to a column's. */
  together: Together
  /** How far apart they may be to stand near each other, in characters. */
  distance: number
  /** Whether cells show what laws and manuals say, what people say, and the rest. */
  split: boolean
  /** The attribute under whose values rows are gathered; '' for none. */
  group: string
  /** The condition on the codings that count. */
  where: string
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useMatrixView = create<State>((set) => ({
  rows: { by: 'code', id: '', name: '', below: true },
  columns: { by: 'case', id: '', name: '', below: false },
  measure: 'segments',
  together: 'overlap',
  distance: 200,
  split: false,
  group: '',
  where: '',
  set: (part) => {
    set(part)
  },
}))

/** What a matrix asks for; what does not go together is left out. */
export interface MatrixChoice {
  rows: Axis
  columns: Axis
  together: Together
  distance: number
  split: boolean
  group: string
  where: string
}

/** Whether the rows can be gathered under the values of an attribute. */
export const groupable = (rows: Axis, scope: string) => (rows.by === 'case' ? scope === 'case' : rows.by === 'document' && (scope === 'case' || scope === 'document'))

/** What the program is asked for a matrix. */
export function matrixQuery({ rows, columns, together, distance, split, group, where }: MatrixChoice, lang: string) {
  const axis = ({ by, id, below }: Axis) => ({ by, id, only: [], below })
  const codes = rows.by === 'code' && columns.by === 'code'
  const how = codes ? together : ''
  return {
    rows: axis(rows), columns: axis(columns), together: how, distance: how === 'near' ? distance : 0, where, consensus: false, lang,
    split: split && how === '', group: rows.by === 'case' || rows.by === 'document' ? group : '',
  }
}

export function useMatrix(choice: MatrixChoice, lang: string) {
  const api = useApi()
  const query = matrixQuery(choice, lang)
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
