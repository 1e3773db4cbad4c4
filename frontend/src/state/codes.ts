import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Chosen } from '../api/types'
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
  /** The codebook that is looked at before it is taken over, null for none. */
  importing: Chosen | null
  /** Whether the codebook is being written for others. */
  exporting: boolean
  fold(keys: ReadonlySet<string>): void
  edit(code: string): void
  merge(codes: readonly string[]): void
  askBin(codes: readonly string[]): void
  showBin(shown: boolean): void
  showFacets(shown: boolean): void
  importBook(file: Chosen | null): void
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
  importing: null,
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
  importBook: (importing) => {
    set({ importing })
  },
  exportBook: (exporting) => {
    set({ exporting })
  },
}))

export function useBinnedCodes() {
  const api = useApi()
  return useQuery({ queryKey: keys.binnedCodes, queryFn: ({ signal }) => api.during(signal).codes.binned() })
}
