import type * as ActorsModule from '../wailsjs/go/bridge/Actors'
import type * as AnalysisModule from '../wailsjs/go/bridge/Analysis'
import type * as CallsModule from '../wailsjs/go/bridge/Calls'
import type * as CasesModule from '../wailsjs/go/bridge/Cases'
import type * as CodesModule from '../wailsjs/go/bridge/Codes'
import type * as CodingsModule from '../wailsjs/go/bridge/Codings'
import type * as CoverageModule from '../wailsjs/go/bridge/Coverage'
import type * as DocumentsModule from '../wailsjs/go/bridge/Documents'
import type * as FilesModule from '../wailsjs/go/bridge/Files'
import type * as HistoryModule from '../wailsjs/go/bridge/History'
import type * as JobsModule from '../wailsjs/go/bridge/Jobs'
import type * as LinksModule from '../wailsjs/go/bridge/Links'
import type * as MemosModule from '../wailsjs/go/bridge/Memos'
import type * as PlatformModule from '../wailsjs/go/bridge/Platform'
import type * as ProjectsModule from '../wailsjs/go/bridge/Projects'
import type * as RecentModule from '../wailsjs/go/bridge/Recent'
import type * as ReportsModule from '../wailsjs/go/bridge/Reports'
import type * as RetrievalModule from '../wailsjs/go/bridge/Retrieval'
import type * as ReviewModule from '../wailsjs/go/bridge/Review'
import type * as SettingsModule from '../wailsjs/go/bridge/Settings'
import type * as SharingModule from '../wailsjs/go/bridge/Sharing'
import type * as TeamModule from '../wailsjs/go/bridge/Team'
import type { bridge } from '../wailsjs/go/models'
import { inOrder, minded } from './order'
import type { Events, ProgramEvent, Transport } from './transport'
import type { Job, Preferences } from './types'

/**
 * The methods of a generated module as the page calls them: without the caller,
 * which the transport adds, and with a small first letter.
 */
type Service<M> = {
  [N in keyof M as N extends string ? Uncapitalize<N> : never]: M[N] extends (
    caller: bridge.Caller,
    ...args: infer A
  ) => infer R
    ? (...args: A) => R
    : never
}

/** Replaces the answers of some methods by types that say more than Go's can. */
type Answering<S, R extends Partial<Record<keyof S, unknown>>> = {
  [N in keyof S]: N extends keyof R ? (S[N] extends (...args: infer A) => unknown ? (...args: A) => Promise<R[N]> : never) : S[N]
}

/** A new bound struct of Go gets one line here and one in `names`. */
export interface Services {
  actors: Answering<Service<typeof ActorsModule>, { exportNetwork: Job }>
  analysis: Answering<Service<typeof AnalysisModule>, { exportMatrix: Job }>
  calls: Service<typeof CallsModule>
  cases: Answering<Service<typeof CasesModule>, { exportTable: Job; importTable: Job }>
  codes: Service<typeof CodesModule>
  codings: Service<typeof CodingsModule>
  coverage: Service<typeof CoverageModule>
  documents: Answering<Service<typeof DocumentsModule>, { import: Job }>
  files: Service<typeof FilesModule>
  history: Service<typeof HistoryModule>
  jobs: Answering<Service<typeof JobsModule>, { list: Job[] }>
  links: Service<typeof LinksModule>
  memos: Service<typeof MemosModule>
  platform: Service<typeof PlatformModule>
  projects: Answering<Service<typeof ProjectsModule>, { check: Job }>
  recent: Service<typeof RecentModule>
  reports: Answering<Service<typeof ReportsModule>, { write: Job }>
  retrieval: Answering<Service<typeof RetrievalModule>, { reindex: Job; export: Job; exportProject: Job }>
  sharing: Answering<Service<typeof SharingModule>, { permanent: Job; preview: Job; dataset: Job; codedDocuments: Job }>
  review: Answering<Service<typeof ReviewModule>, { report: Job }>
  settings: Answering<Service<typeof SettingsModule>, { get: Preferences }>
  team: Answering<Service<typeof TeamModule>, { merge: Job }>
}

const names: Record<keyof Services, string> = {
  actors: 'Actors',
  analysis: 'Analysis',
  calls: 'Calls',
  cases: 'Cases',
  codes: 'Codes',
  codings: 'Codings',
  coverage: 'Coverage',
  documents: 'Documents',
  files: 'Files',
  history: 'History',
  jobs: 'Jobs',
  links: 'Links',
  memos: 'Memos',
  platform: 'Platform',
  projects: 'Projects',
  recent: 'Recent',
  reports: 'Reports',
  retrieval: 'Retrieval',
  sharing: 'Sharing',
  review: 'Review',
  settings: 'Settings',
  team: 'Team',
}

/**
 * The methods that change something and take no longer than a change does: they run in
 * the order in which they were called. Dialogs and long work are not among them.
 */
export const changing = new Set([
  'Actors.Bin', 'Actors.CodeMentions', 'Actors.Merge', 'Actors.RefuseMentions', 'Actors.RemoveRelations', 'Actors.RestoreMentions', 'Actors.Save', 'Actors.SaveRelation',
  'Analysis.Cite', 'Analysis.EditCitation', 'Analysis.MoveFinding', 'Analysis.RemoveCitations', 'Analysis.RemoveDimension', 'Analysis.RemoveFinding', 'Analysis.RemoveSynthesis', 'Analysis.SeenFindings', 'Analysis.SetFindingStatus', 'Analysis.SaveDimension', 'Analysis.SaveSynthesis', 'Analysis.TranslateFinding', 'Analysis.WriteFinding',
  'Cases.Bin', 'Cases.LinkDocuments', 'Cases.LinkPassage', 'Cases.Merge', 'Cases.Move', 'Cases.MoveAttribute', 'Cases.RemoveAttribute', 'Cases.RemoveValue', 'Cases.Save', 'Cases.SaveAttribute', 'Cases.SetValue', 'Cases.Unlink',
  'Codes.Add', 'Codes.Bin', 'Codes.BinFacet', 'Codes.Edit', 'Codes.Merge', 'Codes.Move', 'Codes.MoveFacet', 'Codes.SaveFacet', 'Codes.Split',
  'Codings.Add', 'Codings.InVivo', 'Codings.Recode', 'Codings.RecodeToNew', 'Codings.Remove', 'Codings.Resize', 'Codings.SetFacet', 'Codings.Weigh',
  'Documents.Bin', 'Documents.Edit', 'Documents.EditSpeaker', 'Documents.LinkCase', 'Documents.SetPassageLanguage',
  'History.Redo', 'History.RestoreSnapshot', 'History.Revert', 'History.TakeSnapshot', 'History.Undo',
  'Links.Remove', 'Links.Save',
  'Memos.Remove', 'Memos.Save',
  'Projects.Become', 'Projects.Rename',
  'Recent.Forget', 'Reports.Translate', 'Retrieval.CodeHits', 'Retrieval.RemoveQuery', 'Retrieval.RemoveTerms', 'Retrieval.SaveQuery', 'Retrieval.SaveTerms',
  'Sharing.Answer', 'Sharing.Remove', 'Sharing.Save',
  'Review.CheckCodings', 'Review.Decide', 'Review.Explain', 'Review.Finish', 'Review.Freeze', 'Review.SetSettings', 'Review.Unlock', 'Review.Withdraw',
  'Settings.Save', 'Settings.SaveLayout', 'Settings.SavePlace',
  'Team.Resolve',
])

export interface Api extends Services {
  /** The same services, whose calls end when the signal says so. */
  during(signal: AbortSignal): Services
  /** Fetches a route under /api/ as text. */
  text(route: string, signal?: AbortSignal): Promise<string>
  /** Fetches a route under /api/ as bytes. */
  bytes(route: string, signal?: AbortSignal): Promise<ArrayBuffer>
  /** Waits until what was asked of the program is done, and what follows from it. */
  settled(): Promise<void>
  /** Hears one kind of event until the returned function is called. */
  on<N extends keyof Events>(name: N, hear: (data: Events[N], seq: number) => void): () => void
}

function services(transport: Transport, signal?: AbortSignal): Services {
  const made = Object.entries(names).map(([key, service]) => [
    key,
    new Proxy(Object.create(null) as object, {
      get: (_, method) =>
        typeof method === 'string'
          ? (...args: unknown[]) =>
              transport.call(`${service}.${method.charAt(0).toUpperCase()}${method.slice(1)}`, args, signal)
          : undefined,
    }),
  ])
  return Object.fromEntries(made) as Services
}

/** The typed client of the program over a transport. */
export function connect(way: Transport): Api {
  const transport = minded(inOrder(way, (method) => changing.has(method)))
  const hearers = new Map<string, Set<(data: never, seq: number) => void>>()
  transport.listen((event: ProgramEvent) => {
    for (const hear of hearers.get(event.name) ?? []) hear(event.data as never, event.seq)
  })
  return {
    ...services(transport),
    during: (signal) => services(transport, signal),
    text: (route, signal) => transport.text(route, signal),
    bytes: (route, signal) => transport.bytes(route, signal),
    settled: () => transport.settled(),
    on(name, hear) {
      const set = hearers.get(name) ?? new Set()
      hearers.set(name, set)
      set.add(hear as (data: never, seq: number) => void)
      return () => set.delete(hear as (data: never, seq: number) => void)
    },
  }
}
