import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { create } from 'zustand'
import type { AgreementQuery, DisagreementPage, PassageQuery, Ref } from '../api/types'
import { fold } from '../model/fold'
import { useApi } from './api'
import { useArea } from './area'
import { keys, useInfo } from './queries'

/** The parts of the area in which coders are compared. */
export const reviewParts = ['rounds', 'overview', 'differences', 'follow'] as const
export type ReviewPart = (typeof reviewParts)[number]

/** What coders can be compared on. */
export const units = ['sentence', 'turn', 'paragraph', 'document', 'character', 'segment'] as const
export type Unit = (typeof units)[number]

/** How much of a unit somebody must have coded for it to count as coded; any other share is written as a number, such as 0.8. */
export const covers = ['any', 'half', 'all'] as const
export type Cover = (typeof covers)[number]

/** Whether a part of a unit can be coded: what is compared as it is has no rule for it. */
export const isCovered = (unit: string) => unit !== 'character' && unit !== 'document' && unit !== 'segment'

/** How coders can differ at a passage. */
export const differenceKinds = ['missed', 'different_code', 'sibling_code', 'boundary_only', 'extra_code'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export type Cell = '' | 'both' | 'only_first' | 'only_second' | 'counted' | 'unfilled'

/** Which passages are listed. */
export interface Listed {
  /** Of one code, "" for all. */
  code: string
  /** In one document, "" for all. */
  document: string
  /** Of two coders, empty for all. */
  pair: readonly string[]
  kind: DifferenceKind | ''
  undecided: boolean
  cell: Cell
  /** Codes as they are, "", or rolled up to what stands above them. */
  level: Level
}

export type Level = '' | 'parent' | 'top'

export const allListed: Listed = { code: '', document: '', pair: [], kind: '', undecided: false, cell: '', level: '' }

interface State {
  part: ReviewPart
  /** The round that is looked at, "" for the latest in which two people worked. */
  round: string
  /** What is compared, "" for what the round or the project says. */
  unit: Unit | ''
  /** How much of a unit must be coded, "" for what the project says. */
  cover: Cover | ''
  /** Whether people are called by letters. */
  masked: boolean
  listed: Listed
  /** The passage that is looked at, by its key. */
  at: string
  set(part: Partial<Omit<State, 'set' | 'open'>>): void
  /** Shows the passages behind a number. */
  open(listed: Partial<Listed>): void
}

export const useReview = create<State>((set) => ({
  part: 'rounds',
  round: '',
  unit: '',
  cover: '',
  masked: false,
  listed: allListed,
  at: '',
  set: (part) => {
    set(part)
  },
  open: (listed) => {
    set({ part: 'differences', listed: { ...allListed, ...listed }, at: '' })
    useArea.getState().go('review')
  },
}))

/** What the program is asked for a comparison. */
export function agreementQuery(part: Partial<AgreementQuery>): AgreementQuery {
  return {
    round: '', coders: [], codes: [], documents: [], unit: '', cover: '', level: '', match: '', share: 0, seed: 0, resamples: 0, lang: 'en',
    masked: false, known: true, all_finished: false, for: { profile: '', pseudonyms: false }, ...part,
  }
}

/** What is compared, as chosen for the whole area. */
export function useCompared(lang: string): AgreementQuery {
  const { round, unit, cover, masked } = useReview()
  return agreementQuery({ round, unit, cover, masked, lang })
}

/** How people are called: by their names, or where these are hidden by the letters that the program gives them. */
export function useCalled(): (who: Ref) => string {
  const masked = useReview((s) => s.masked)
  const masks = useInfo().data?.masks
  return useCallback((who) => (masked ? (masks?.[who.id] ?? '?') : who.name), [masked, masks])
}

/** A name that somebody wrote, such as that of a translator: where names are hidden, that of a coder gives way to her letter. */
export function useWritten(): (name: string) => string {
  const coders = useInfo().data?.coders
  const called = useCalled()
  return useCallback(
    (name) => {
      const coder = coders?.find((c) => fold(c.name) === fold(name.trim()))
      return coder ? called({ id: coder.id, name }) : name
    },
    [coders, called],
  )
}

/** The coders of the project as they are called; by the alphabet where names are hidden, for their order would tell who they are. */
export function useCoders(): readonly Ref[] {
  const coders = useInfo().data?.coders
  const masked = useReview((s) => s.masked)
  const called = useCalled()
  return useMemo(() => {
    const all = (coders ?? []).map((c) => ({ id: c.id, name: called(c) }))
    return masked ? all.sort((a, b) => a.name.length - b.name.length || a.name.localeCompare(b.name)) : all
  }, [coders, masked, called])
}

/** What little stands for a coder where there is no room for a name: initials, or the letter where names are hidden. */
export function useInitials(): (id: string) => string {
  const coders = useInfo().data?.coders
  const masked = useReview((s) => s.masked)
  const called = useCalled()
  return useMemo(() => {
    const all = new Map(coders?.map((c) => [c.id, masked ? called(c) : c.initials || c.name]))
    return (id: string) => all.get(id) ?? ''
  }, [coders, masked, called])
}

export function useRounds() {
  const api = useApi()
  return useQuery({ queryKey: keys.rounds, queryFn: ({ signal }) => api.during(signal).review.rounds() })
}

export function useReviewSettings() {
  const api = useApi()
  return useQuery({ queryKey: [...keys.agreement, 'settings'], queryFn: ({ signal }) => api.during(signal).review.settings() })
}

/** How consistently the coders coded. The comparison before stays while a new one is computed. */
export function useAgreement(query: AgreementQuery, enabled = true) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.agreement, 'report', JSON.stringify(query)],
    queryFn: ({ signal }) => api.during(signal).review.compare(query),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    enabled,
  })
}

/** How many passages are read at once. */
const page = 100

/** The passages that are listed: the first ones, and more when they are asked for. */
export function useDifferences(query: AgreementQuery, listed: Listed) {
  const api = useApi()
  const asked: PassageQuery = {
    ...query,
    coders: [...listed.pair],
    documents: listed.document === '' ? [] : [listed.document],
    level: listed.level,
    code: listed.code,
    kinds: listed.kind === '' ? [] : [listed.kind],
    undecided: listed.undecided,
    cell: listed.cell,
    context: 0,
    offset: 0,
    limit: page,
  }
  const answer = useInfiniteQuery({
    queryKey: [...keys.agreement, 'differences', JSON.stringify(asked)],
    queryFn: ({ signal, pageParam }) => api.during(signal).review.differences({ ...asked, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const read = all.reduce((n, p) => n + p.items.length, 0)
      return last.items.length > 0 && read < last.total ? read : undefined
    },
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  const { data, hasNextPage, isFetching, fetchNextPage } = answer
  const found = useMemo((): DisagreementPage | undefined => {
    const last = data?.pages.at(-1)
    return last && { ...last, items: data?.pages.flatMap((p) => p.items) ?? [] }
  }, [data])
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  return { found, error: answer.error, more }
}
