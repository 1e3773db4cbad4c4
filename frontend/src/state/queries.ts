import { QueryClient, replaceEqualDeep, useQuery } from '@tanstack/react-query'
import type { Api } from '../api/client'
import { toApiError } from '../api/failure'
import type { Change, CodingView, DocumentView } from '../api/types'
import { shared } from '../model/reading-list'
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
  everyCodings: ['project', 'codings'] as const,
  /** Codings of a document that no text has a place for. */
  unplaced: (id: string) => ['project', 'unplaced', id] as const,
  everyUnplaced: ['project', 'unplaced'] as const,
  cases: ['project', 'cases'] as const,
  caseSheet: ['project', 'case-sheet'] as const,
  binnedCases: ['project', 'binned-cases'] as const,
  attributeTable: ['project', 'attribute-table'] as const,
  translations: ['project', 'translations'] as const,
  codes: ['project', 'codes'] as const,
  facets: ['project', 'facets'] as const,
  /** What was retrieved and found: with the request behind it. */
  finding: ['project', 'finding'] as const,
  /** Retrievals and searches that were kept. */
  saved: ['project', 'saved'] as const,
  terms: ['project', 'terms'] as const,
  /** The register of names, what a scan finds, and texts with the names replaced. */
  sharing: ['project', 'sharing'] as const,
  attributes: ['project', 'attributes'] as const,
  synthesis: ['project', 'synthesis'] as const,
  actors: ['project', 'actors'] as const,
  /** Who speaks where, what is not coded, and where norm and practice part. */
  coverage: ['project', 'coverage'] as const,
  memos: ['project', 'memos'] as const,
  links: ['project', 'links'] as const,
  rounds: ['project', 'rounds'] as const,
  /** Comparisons of coders, and what was decided on them. */
  agreement: ['project', 'agreement'] as const,
  conflicts: ['project', 'conflicts'] as const,
  history: ['project', 'history'] as const,
  undo: ['project', 'undo'] as const,
}

/** What can change with the header and the structure of every document staying as they are. */
const ofCodings: ReadonlySet<string> = new Set(['coding', 'coding_check', 'qualifier', 'code', 'memo'])

/**
 * What an operation has made out of date, and nothing else: what has to be asked for
 * `now`, and what can wait until the hand rests, because it only counts or tells of
 * codings. Codings that the event names are in neither; they are read one by one.
 */
export function staleBy(change: Change): { now: (readonly string[])[]; soon: (readonly string[])[] } {
  const touched = (...entities: string[]) => entities.some((e) => change.entities.includes(e))
  const { everywhere: everything } = change
  const single = change.codings.length > 0 && !everything
  const coded = touched('coding', 'qualifier')
  const now: (readonly string[])[] = [keys.undo]
  // A synthesis shows what stands at its places, so nearly everything is about it; so it is with what is told of actors and of coverage.
  const soon: (readonly string[])[] = [keys.info, keys.history, keys.finding, keys.synthesis, keys.actors, keys.coverage]
  if (everything) soon.push(['project', 'document'])
  // Coding changes neither the header nor the structure of a document, which may be large.
  else if (!change.entities.every((e) => ofCodings.has(e))) soon.push(...change.documents.map(keys.document))
  if (everything || coded || touched('document', 'case_unit', 'case_span')) soon.push(keys.documents)
  if (everything || touched('preserved', 'code', 'coder')) soon.push(keys.everyUnplaced)
  if (touched('code', 'label')) now.push(keys.codes)
  else if (everything || coded || touched('document')) soon.push(keys.codes) // nothing in the bin counts
  if (everything || touched('facet', 'facet_value', 'label', 'actor', 'actor_name')) now.push(keys.facets)
  if (everything || touched('case_unit', 'case_span', 'attribute_value', 'document', 'label')) now.push(keys.cases)
  // Memos tell where their coding lies, and say what they refer to in its words of now.
  if (everything || touched('memo')) now.push(keys.memos)
  else if (coded || touched('code', 'label', 'case_unit', 'document')) soon.push(keys.memos)
  if (everything || touched('link', 'document')) now.push(keys.links)
  else if (coded) soon.push(keys.memos) // they tell where their coding lies
  if (everything || touched('round', 'assignment', 'codebook_version', 'document', 'coder')) now.push(keys.rounds)
  else if (coded) soon.push(keys.rounds) // they tell how many codings a coder has made in each of their passages
  if (everything || touched('merge_conflict')) now.push(keys.conflicts)
  else if (touched('qualifier', 'facet')) soon.push(keys.conflicts) // a coding may have two values of a facet that takes one
  if (touched('decision', 'coding_check', 'assignment', 'round', 'project')) now.push(keys.agreement)
  else if (everything || coded || touched('code', 'document', 'codebook_version')) soon.push(keys.agreement)
  if (everything || touched('saved_query', 'code', 'case_unit', 'document')) now.push(keys.saved)
  if (everything || touched('pseudonym', 'identifier_answer', 'document', 'speaker')) now.push(keys.sharing)
  if (everything || touched('term_group')) now.push(keys.terms)
  if (everything || touched('attribute', 'attribute_value', 'choice', 'citation', 'label')) now.push(keys.attributes)
  const described = ['attribute', 'attribute_value', 'choice', 'citation', 'label', 'case_unit', 'case_span']
  if (everything || touched(...described)) now.push(keys.caseSheet, keys.attributeTable, keys.binnedCases)
  else soon.push(keys.caseSheet)
  if (touched('document', 'speaker')) now.push(keys.attributeTable)
  if (everything || touched('translation')) now.push(keys.translations, keys.caseSheet)
  if (everything || touched('document')) now.push(keys.binnedDocuments)
  if (everything || coded || touched('code')) soon.push(keys.binnedCodes)
  if (everything || touched('snapshot')) now.push(keys.snapshots)
  if (single) return { now, soon }
  // What is drawn at codings may have changed with no coding touched.
  if (everything || touched('code', 'memo', 'facet_value', 'document')) now.push(keys.everyCodings)
  else now.push(...change.documents.map(keys.codings))
  return { now: [...now, ...soon], soon: [] }
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

/** A coding put in must not make those after it other objects, as comparing place by place would. */
const sharedCodings = (old: unknown, now: unknown) =>
  Array.isArray(old) ? shared(old as CodingView[], now as CodingView[], replaceEqualDeep) : now

/** The codings of a document that the coder may see, in reading order. */
export function useCodings(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: keys.codings(id),
    queryFn: ({ signal }) => json<CodingView[]>(api, `/api/documents/${id}/codings`, signal),
    enabled: id !== '',
    structuralSharing: sharedCodings,
  })
}

/** The codings of a document that no text has a place for. */
export function useUnplaced(id: string) {
  const api = useApi()
  return useQuery({ queryKey: keys.unplaced(id), queryFn: ({ signal }) => api.during(signal).documents.unplaced(id), enabled: id !== '' })
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
