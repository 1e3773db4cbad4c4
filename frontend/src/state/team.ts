import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { keys } from './queries'

/** The dialogs in which coders' work is brought together. */
export type TeamDialog = 'merge' | 'conflicts' | 'hand-back'

export const useTeam = create<{ open: TeamDialog | null; show(open: TeamDialog | null): void }>((set) => ({
  open: null,
  show: (open) => {
    set({ open })
  },
}))

/** What merges left for a person to decide. */
export function useConflicts() {
  const api = useApi()
  return useQuery({ queryKey: keys.conflicts, queryFn: ({ signal }) => api.during(signal).team.conflicts() })
}
