import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { keys } from './queries'

export const groupings = ['case', 'kind', 'none'] as const
export type Grouping = (typeof groupings)[number]

interface State {
  grouping: Grouping
  /** Groups that are folded up. */
  folded: ReadonlySet<string>
  /** The document whose header is being edited, "" for none. */
  editing: string
  /** Whether the bin is shown. */
  bin: boolean
  group(by: Grouping): void
  fold(keys: ReadonlySet<string>): void
  edit(document: string): void
  showBin(shown: boolean): void
}

/** How documents are listed, and which of their dialogs is open. */
export const useDocumentsView = create<State>((set) => ({
  grouping: 'case',
  folded: new Set(),
  editing: '',
  bin: false,
  group: (grouping) => {
    set({ grouping })
  },
  fold: (folded) => {
    set({ folded })
  },
  edit: (editing) => {
    set({ editing })
  },
  showBin: (bin) => {
    set({ bin })
  },
}))

export function useBinnedDocuments() {
  const api = useApi()
  return useQuery({ queryKey: keys.binnedDocuments, queryFn: ({ signal }) => api.during(signal).documents.list(true) })
}
