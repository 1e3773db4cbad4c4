import type { Change, Drop, Indexing, Job, Preferences } from './types'

/** What an event of the program carries, by its name. */
export interface Events {
  job: Job
  settings: Preferences
  hover: boolean
  drop: Drop
  'drop-project': Drop
  /** Something in the open project changed, by whomever. */
  change: Change
  indexing: Indexing
  /** The window is about to close: what stands in fields is to be kept. */
  closing: null
}

/** One message of the program to the page; `seq` grows by one with each. */
export interface ProgramEvent {
  seq: number
  name: string
  data: unknown
}

/**
 * The way between the page and the program. There are two: the web view's own, and
 * one in memory, with which tests show screens without a program behind them.
 */
export interface Transport {
  /** Calls a bound method, "Jobs.List". Rejects with an ApiError. */
  call(method: string, args: readonly unknown[], signal?: AbortSignal): Promise<unknown>
  /** Fetches a route under /api/ as text. Rejects with an ApiError. */
  text(route: string, signal?: AbortSignal): Promise<string>
  /** Fetches a route under /api/ as bytes. Rejects with an ApiError. */
  bytes(route: string, signal?: AbortSignal): Promise<ArrayBuffer>
  /** Hears every event until the returned function is called. */
  listen(hear: (event: ProgramEvent) => void): () => void
}
