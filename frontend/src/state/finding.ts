import { useQueries, useQuery, keepPreviousData } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Api } from '../api/client'
import type { HitPlace, SearchHit, Segment } from '../api/types'
import { useApi } from './api'
import { keys } from './queries'
import { useWorkspace } from './workspace'

/** The order in which segments are listed, which is also what they are grouped by. */
export type SegmentOrder = 'document' | 'code' | 'case' | 'time'

/** How far the text around a segment may be shown, in characters. */
export const widest = 400

/** How many segments or hits are asked for at once. */
export const pageSize = 100

interface State {
  order: SegmentOrder
  /** How much text is shown around segments, in characters, up to `widest`. */
  around: number
  /** Conditions that were asked before this one, and those that were gone back from. */
  past: readonly string[]
  future: readonly string[]
  /** Where each list was scrolled to. */
  scrolled: Readonly<Record<string, number>>
  setOrder(order: SegmentOrder): void
  setAround(around: number): void
  back(): void
  forward(): void
  scroll(list: string, to: number): void
  forget(): void
}

const empty = { order: 'document', around: 0, past: [], future: [], scrolled: {} } as const
const remembered = 50

export const useFinding = create<State>((set, get) => ({
  ...empty,
  setOrder: (order) => {
    set({ order })
  },
  setAround: (around) => {
    set({ around })
  },
  back: () => {
    const { past, future } = get()
    const where = past.at(-1)
    if (where === undefined) return
    travelling = true
    set({ past: past.slice(0, -1), future: [useWorkspace.getState().where, ...future] })
    useWorkspace.getState().retrieve(where)
    travelling = false
  },
  forward: () => {
    const { past, future } = get()
    const [where, ...rest] = future
    if (where === undefined) return
    travelling = true
    set({ past: [...past, useWorkspace.getState().where], future: rest })
    useWorkspace.getState().retrieve(where)
    travelling = false
  },
  scroll: (list, to) => {
    set((s) => ({ scrolled: { ...s.scrolled, [list]: to } }))
  },
  forget: () => {
    set(empty)
    useSearching.getState().forget()
  },
}))

/** Whether the condition changes because of back or forward, which make no history. */
let travelling = false
useWorkspace.subscribe((now, before) => {
  if (now.where === before.where || travelling) return
  useFinding.setState((s) => ({ past: [...s.past, before.where].slice(-remembered), future: [], scrolled: { ...s.scrolled, segments: 0 } }))
})

/** One page of a retrieval. */
function segmentPage(api: Api, where: string, order: SegmentOrder, page: number) {
  return {
    queryKey: [...keys.finding, 'segments', where, order, page],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.during(signal).retrieval.segments({ where, order, context: widest, offset: page * pageSize, limit: pageSize, consensus: false }),
    gcTime: 60_000,
  }
}

/**
 * A retrieval, of which the pages that are looked at are fetched. The first one always
 * is: it says how many there are. While a changed condition is answered, the answer
 * before it stays.
 */
export function useSegments(where: string, order: SegmentOrder, pages: readonly number[]) {
  const api = useApi()
  const first = useQuery({ ...segmentPage(api, where, order, 0), placeholderData: keepPreviousData })
  const others = pages.filter((p) => p > 0)
  const rest = useQueries({ queries: others.map((p) => segmentPage(api, where, order, p)) })
  const at = (i: number): Segment | undefined => {
    const page = Math.floor(i / pageSize)
    const data = page === 0 ? first.data : rest[others.indexOf(page)]?.data
    return data?.segments[i % pageSize]
  }
  return { first, at }
}

/** Where words are looked for. */
export type Place = 'text' | 'memo' | 'code'
/** How much around a hit is coded. */
export const extents = ['match', 'sentence', 'paragraph'] as const
export type Extent = (typeof extents)[number]

/** A search as it is remembered. */
export interface Asked {
  text: string
  where: string
}

interface SearchState {
  text: string
  /** The condition on the turn or paragraph in which the words stand. */
  where: string
  places: readonly Place[]
  extent: Extent
  /** Hits that were ticked, by their place. */
  chosen: ReadonlyMap<string, HitPlace>
  /** Whether what would be coded is looked at. */
  previewing: boolean
  /** Searches of this session, the latest first. */
  asked: readonly Asked[]
  /** Grows when the field of the search is to have the focus. */
  wanted: number
  set(part: Partial<Omit<SearchState, 'set'>>): void
  /** Puts the search that is shown among those that are remembered. */
  remember(): void
  want(): void
  forget(): void
}

const noSearch = { text: '', where: '', places: ['text', 'memo', 'code'], extent: 'match', chosen: new Map<string, HitPlace>(), previewing: false, asked: [] } as const
const searches = 30

export const useSearching = create<SearchState>((set) => ({
  ...noSearch,
  wanted: 0,
  set: (part) => {
    set(part)
  },
  remember: () => {
    set((s) => {
      const text = s.text.trim()
      if (text === '') return s
      return { asked: [{ text, where: s.where }, ...s.asked.filter((a) => a.text !== text || a.where !== s.where)].slice(0, searches) }
    })
  },
  want: () => {
    useWorkspace.getState().show('search')
    set((s) => ({ wanted: s.wanted + 1, previewing: false }))
  },
  forget: () => {
    set(noSearch)
  },
}))

/** A hit among those that are chosen. */
export const hitKey = (h: HitPlace) => `${h.document} ${String(h.start)} ${String(h.end)}`

/** How much text hits are shown with, in characters on each side. */
const around = 100

function searchPage(api: Api, asked: Asked, places: readonly Place[], page: number) {
  return {
    queryKey: [...keys.finding, 'search', asked.text, asked.where, places.join(), page],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.during(signal).retrieval.search({ ...asked, in: [...places], context: around, offset: page * pageSize, limit: pageSize, ranked: false }),
    gcTime: 60_000,
  }
}

/** A search, of which the pages that are looked at are fetched. An earlier one that is still under way is ended. */
export function useSearch(asked: Asked, places: readonly Place[], pages: readonly number[]) {
  const api = useApi()
  const first = useQuery({ ...searchPage(api, asked, places, 0), placeholderData: keepPreviousData })
  const others = pages.filter((p) => p > 0)
  const rest = useQueries({ queries: others.map((p) => searchPage(api, asked, places, p)) })
  const at = (i: number): SearchHit | undefined => {
    const page = Math.floor(i / pageSize)
    const data = page === 0 ? first.data : rest[others.indexOf(page)]?.data
    return data?.hits[i % pageSize]
  }
  return { first, at }
}

/** The passages that would be coded. */
export function usePreview(hits: ReadonlyMap<string, HitPlace>, extent: Extent, enabled: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.finding, 'preview', [...hits.keys()].join('\n'), extent],
    queryFn: ({ signal }) => api.during(signal).retrieval.previewHits({ hits: [...hits.values()], codes: [], round: '', extent }),
    enabled,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
}

/** What may be exported: everything, or what is retrieved. */
export type Scope = 'all' | 'retrieval'

/** Whether the dialog of the export is open, and for what. */
export const useExporting = create<{ open: Scope | null; show(open: Scope | null): void }>((set) => ({
  open: null,
  show: (open) => {
    set({ open })
  },
}))
