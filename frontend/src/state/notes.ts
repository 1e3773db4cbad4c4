import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { useLinking } from './links'
import { keys } from './queries'
import { useWorkspace, type Thing } from './workspace'

/** The memo of the list that stands open, "" for none. */
export const useOpenMemo = create<{ open: string; set(open: string): void }>((set) => ({
  open: '',
  set: (open) => {
    set({ open })
  },
}))

/** Shows a memo among all of them, open. */
export function showMemo(id: string): void {
  useLinking.getState().list(false)
  useOpenMemo.getState().set(id)
  useWorkspace.getState().memos(null)
}

/** All memos, the latest first. */
export function useMemos() {
  const api = useApi()
  return useQuery({ queryKey: keys.memos, queryFn: ({ signal }) => api.during(signal).memos.list('', '') })
}

/** Which actions of the history are asked for. */
export interface HistoryQuestion {
  coder: string
  /** Kinds of action or whole areas, "coding.", with commas between them; "" for all. */
  kind: string
  since: string
  until: string
  /** What touched this thing, or codings that lie there; null for all. */
  of: Thing | null
}

/** How many actions are read at once. */
const page = 100

/** The history, latest first, page by page. */
export function useHistory(question: HistoryQuestion) {
  const api = useApi()
  const { of, ...which } = question
  return useInfiniteQuery({
    queryKey: [...keys.history, 'pages', question],
    queryFn: ({ signal, pageParam }) =>
      api.during(signal).history.list({
        ...which, entity: of?.on ?? '', id: of?.id ?? '', codings: of?.on === 'document' || of?.on === 'code', before: pageParam, limit: page, changes: false, oldest: false,
      }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < page ? undefined : last.at(-1)?.seq),
  })
}

export function useSnapshots() {
  const api = useApi()
  return useQuery({ queryKey: keys.snapshots, queryFn: ({ signal }) => api.during(signal).history.snapshots() })
}

export function useBackups() {
  const api = useApi()
  return useQuery({ queryKey: keys.backups, queryFn: ({ signal }) => api.during(signal).projects.backups() })
}
