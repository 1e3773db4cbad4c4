import { QueryClient, useQuery } from '@tanstack/react-query'
import type { Api } from '../api/client'
import { toApiError } from '../api/failure'
import type { Change, CodingView, DocumentView } from '../api/types'
import { useApi } from './api'

/**
 * What the program has answered, kept until an event says that it changed. The
 * program is on this machine: an offline computer must not make queries wait, and
 * asking again because the window got the focus would find nothing new.
 */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Infinity,
        retry: (times, error) => times < 2 && toApiError(error).kind === 'busy',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

export const keys = {
  recent: ['recent'] as const,
  platform: ['platform'] as const,
  codebooks: ['codebooks'] as const,
  encodings: ['encodings'] as const,
  /** Everything of the open project lies below this one. */
  project: ['project'] as const,
  info: ['project', 'info'] as const,
  documents: ['project', 'documents'] as const,
  binnedDocuments: ['project', 'binned-documents'] as const,
  binnedCodes: ['project', 'binned-codes'] as const,
  snapshots: ['project', 'snapshots'] as const,
  backups: ['project', 'backups'] as const,
  document: (id: string) => ['project', 'document', id] as const,
  text: (id: string) => ['project', 'text', id] as const,
  codings: (id: string) => ['project', 'codings', id] as const,
  cases: ['project', 'cases'] as const,
  codes: ['project', 'codes'] as const,
  facets: ['project', 'facets'] as const,
  /** What was retrieved and found: with the request behind it. */
  finding: ['project', 'finding'] as const,
  /** Retrievals and searches that were kept. */
  saved: ['project', 'saved'] as const,
  terms: ['project', 'terms'] as const,
  attributes: ['project', 'attributes'] as const,
  synthesis: ['project', 'synthesis'] as const,
  memos: ['project', 'memos'] as const,
  history: ['project', 'history'] as const,
  undo: ['project', 'undo'] as const,
}

/** Lets go of what an operation has made out of date, and of nothing else. */
export function follow(cache: QueryClient, change: Change): void {
  const touched = (...entities: string[]) => entities.some((e) => change.entities.includes(e))
  const stale = (queryKey: readonly string[]) => void cache.invalidateQueries({ queryKey })
  const everything = change.everywhere
  for (const key of [keys.info, keys.undo, keys.history, keys.finding]) stale(key)
  if (everything) {
    stale(['project', 'document'])
    stale(['project', 'codings'])
  } else {
    for (const id of change.documents) {
      stale(keys.document(id))
      stale(keys.codings(id))
    }
  }
  const coded = touched('coding', 'qualifier')
  if (everything || coded || touched('document', 'case_unit', 'case_span')) stale(keys.documents)
  if (everything || coded || touched('code', 'label')) stale(keys.codes)
  if (everything || touched('facet', 'facet_value', 'label', 'actor', 'actor_name')) stale(keys.facets)
  if (everything || touched('case_unit', 'case_span', 'attribute_value', 'document')) stale(keys.cases)
  if (everything || touched('memo')) stale(keys.memos)
  if (everything || touched('saved_query', 'code', 'case_unit', 'document')) stale(keys.saved)
  if (everything || touched('term_group')) stale(keys.terms)
  if (everything || touched('attribute', 'attribute_value', 'choice', 'citation', 'label')) stale(keys.attributes)
  // A synthesis shows what stands at its places, so nearly everything is about it.
  stale(keys.synthesis)
  if (everything || touched('document')) stale(keys.binnedDocuments)
  if (everything || coded || touched('code')) stale(keys.binnedCodes)
  if (everything || touched('snapshot')) stale(keys.snapshots)
  // What is drawn at codings may have changed with no coding touched.
  if (touched('code', 'memo', 'facet_value', 'document')) stale(['project', 'codings'])
}

export function useRecent() {
  const api = useApi()
  return useQuery({ queryKey: keys.recent, queryFn: ({ signal }) => api.during(signal).recent.list() })
}

export function usePlatform() {
  const api = useApi()
  return useQuery({ queryKey: keys.platform, queryFn: ({ signal }) => api.during(signal).platform.describe() })
}

const json = async <T>(api: Api, route: string, signal: AbortSignal) => JSON.parse(await api.text(route, signal)) as T

/** What the open project is and holds. */
export function useInfo() {
  const api = useApi()
  return useQuery({ queryKey: keys.info, queryFn: ({ signal }) => api.during(signal).projects.info() })
}

export function useDocuments() {
  const api = useApi()
  return useQuery({ queryKey: keys.documents, queryFn: ({ signal }) => api.during(signal).documents.list(false) })
}

/** Header and structure of a document; nothing is asked for "". */
export function useDocument(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: keys.document(id),
    queryFn: ({ signal }) => json<DocumentView>(api, `/api/documents/${id}/view`, signal),
    enabled: id !== '',
  })
}

/** The text of a document, which never changes under its identity while a project is open. */
export function useText(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: keys.text(id),
    queryFn: ({ signal }) => api.text(`/api/documents/${id}/text`, signal),
    enabled: id !== '',
    gcTime: 60_000,
  })
}

/** The codings of a document that the coder may see, in reading order. */
export function useCodings(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: keys.codings(id),
    queryFn: ({ signal }) => json<CodingView[]>(api, `/api/documents/${id}/codings`, signal),
    enabled: id !== '',
  })
}

export function useCases() {
  const api = useApi()
  return useQuery({ queryKey: keys.cases, queryFn: ({ signal }) => api.during(signal).documents.cases() })
}

/** The code tree with its counts. */
export function useCodes() {
  const api = useApi()
  return useQuery({ queryKey: keys.codes, queryFn: ({ signal }) => api.during(signal).codes.tree() })
}

export function useFacets() {
  const api = useApi()
  return useQuery({ queryKey: keys.facets, queryFn: ({ signal }) => api.during(signal).codes.facets() })
}

/** The retrievals and searches that were kept, by name. */
export function useSavedQueries() {
  const api = useApi()
  return useQuery({ queryKey: keys.saved, queryFn: ({ signal }) => api.during(signal).retrieval.queries() })
}

/** Groups of words that mean one thing. */
export function useTermGroups() {
  const api = useApi()
  return useQuery({ queryKey: keys.terms, queryFn: ({ signal }) => api.during(signal).retrieval.terms() })
}

/** What undo and redo would do. */
export function useUndoState() {
  const api = useApi()
  return useQuery({ queryKey: keys.undo, queryFn: ({ signal }) => api.during(signal).history.state() })
}
