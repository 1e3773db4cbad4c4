import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { keys } from './queries'
import { useWorkspace } from './workspace'

interface State {
  /** Codes that are folded up. */
  folded: ReadonlySet<string>
  /** The code whose definition stands beside the text, "" for none. */
  editing: string
  /** Codes for which a target of merging is chosen. */
  merging: readonly string[]
  /** Codes of which it is asked whether they go to the bin. */
  binning: readonly string[]
  /** Whether the bin is shown. */
  bin: boolean
  /** Whether the facets are being worked on. */
  facets: boolean
  /** Whether the codebook is being written for others. */
  exporting: boolean
  fold(keys: ReadonlySet<string>): void
  edit(code: string): void
  merge(codes: readonly string[]): void
  askBin(codes: readonly string[]): void
  showBin(shown: boolean): void
  showFacets(shown: boolean): void
  exportBook(shown: boolean): void
}

/** How codes are listed, and which of their dialogs is open. */
export const useCodesView = create<State>((set) => ({
  folded: new Set(),
  editing: '',
  merging: [],
  binning: [],
  bin: false,
  facets: false,
  exporting: false,
  fold: (folded) => {
    set({ folded })
  },
  edit: (editing) => {
    set({ editing })
    const { tab, show } = useWorkspace.getState()
    if (editing !== '') show('code')
    else if (tab === 'code') show('here')
  },
  merge: (merging) => {
    set({ merging })
  },
  askBin: (binning) => {
    set({ binning })
  },
  showBin: (bin) => {
    set({ bin })
  },
  showFacets: (facets) => {
    set({ facets })
  },
  exportBook: (exporting) => {
    set({ exporting })
  },
}))

export function useBinnedCodes() {
  const api = useApi()
  return useQuery({ queryKey: keys.binnedCodes, queryFn: ({ signal }) => api.during(signal).codes.binned() })
}
