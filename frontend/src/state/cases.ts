import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Cite, Scope } from '../api/types'
import { useApi } from './api'
import { keys } from './queries'
import { useWorkspace } from './workspace'

export const caseTabs = ['sheet', 'table', 'attributes'] as const
export type CaseTab = (typeof caseTabs)[number]

interface State {
  tab: CaseTab
  /** The case whose sheet is shown, "" for the first. */
  chosen: string
  /** Cases that are folded up. */
  folded: ReadonlySet<string>
  /** What the table and the list of attributes are of. */
  scope: Scope
  /** Whether a table is being taken over. */
  importing: boolean
  set(part: Partial<Omit<State, 'set'>>): void
}

export const useCasesView = create<State>((set) => ({
  tab: 'sheet',
  chosen: '',
  folded: new Set(),
  scope: 'case',
  importing: false,
  set: (part) => {
    set(part)
  },
}))

/** Everything about a case; nothing is asked for "". */
export function useCaseSheet(id: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.caseSheet, id], queryFn: ({ signal }) => api.during(signal).cases.sheet(id), enabled: id !== '' })
}

export function useBinnedCases() {
  const api = useApi()
  return useQuery({ queryKey: keys.binnedCases, queryFn: ({ signal }) => api.during(signal).cases.binned() })
}

/** What is said of every case, document or speaker. */
export function useAttributeTable(scope: Scope) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.attributeTable, scope], queryFn: ({ signal }) => api.during(signal).cases.table(scope) })
}

/** The wordings of a coding or citation in other languages. */
export function useTranslations(owner: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.translations, owner], queryFn: ({ signal }) => api.during(signal).reports.translations(owner) })
}

/** What is shown in reading and could be cited: a coding that was pressed, else the words that are selected. */
export function useCitable(): Cite | null {
  const selection = useWorkspace((s) => s.selection)
  const [coding = ''] = useWorkspace((s) => s.focused)
  if (selection) return { coding: '', document: selection.document, start: selection.start, end: selection.end, role: '' }
  return coding === '' ? null : { coding, document: '', start: 0, end: 0, role: '' }
}
