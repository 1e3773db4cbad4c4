import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { plainAxis, type Axis } from '../model/cell-condition'
import { useApi } from './api'
import { keys } from './queries'

/** What the numbers of a matrix count. */
export const measures = ['segments', 'documents', 'cases', 'characters'] as const
export type Measure = (typeof measures)[number]

/** How passages of two codes can stand together. */
export const togethers = ['overlap', 'near', 'turn', 'document'] as const
export type Together = (typeof togethers)[number]

/** How far apart passages may be to stand near each other, in characters: within a sentence or two, a paragraph, a page. */
export const distances = [50, 200, 1000, 3000] as const

interface State {
  rows: Axis
  columns: Axis
  measure: Measure
  /** Of codes by codes: how a row's passages stand to a column's. */
  together: Together
  /** How far apart they may be where they stand near each other, in characters. */
  distance: number
  /** Whether every number is told apart by kind of source: norm, practice, other. */
  split: boolean
  /** Whether the rows stand above the table as bars, stacked of the facet in the columns. */
  bars: boolean
  /** The condition on the codings that count. */
  where: string
  /** The keys of the groups that are folded away. */
  folded: Readonly<Record<'row' | 'column', ReadonlySet<string>>>
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useMatrixView = create<State>((set) => ({
  rows: plainAxis('code'),
  columns: plainAxis('case', false),
  measure: 'segments',
  together: 'overlap',
  distance: 200,
  split: false,
  bars: false,
  where: '',
  folded: { row: new Set(), column: new Set() },
  set: (part) => {
    set(part)
  },
}))

/** What a matrix asks for; where rows are drawn as bars, those that are folded away have none. */
export type MatrixChoice = Pick<State, 'rows' | 'columns' | 'measure' | 'together' | 'distance' | 'where' | 'split' | 'bars' | 'folded'>

/** Whether both are codes: then passages are counted that others stand beside. */
export const areCodes = ({ rows, columns }: Pick<State, 'rows' | 'columns'>) => rows.by === 'code' && columns.by === 'code'

/** Whether the rows can be bars: then the columns are the values of a facet. */
export const canStack = ({ columns }: Pick<State, 'columns'>) => columns.by === 'facet'

/** What the program is asked for a matrix: where its rows can be bars, with them, so that they are there when they are wanted. */
export function matrixQuery(choice: MatrixChoice, lang: string) {
  const axis = ({ by, id, below, group }: Axis) => ({ by, id, only: [], below, group })
  const together = areCodes(choice) ? choice.together : ''
  return {
    rows: axis(choice.rows), columns: axis(choice.columns), together, distance: together === 'near' ? choice.distance : 0,
    where: choice.where, consensus: false, lang, split: choice.split && together === '', bars: canStack(choice) ? choice.measure : '',
    ...(canStack(choice) && choice.bars && choice.folded.row.size > 0 ? { folded: [...choice.folded.row] } : {}),
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
