import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { RelationView } from '../api/types'
import { useApi } from './api'
import { keys } from './queries'
import type { Place } from './workspace'

export const actorTabs = ['register', 'mentions', 'coordination'] as const
export type ActorTab = (typeof actorTabs)[number]

/** Which coordinations are looked at; "" is all. Level and mechanism are values of the facets of these names. */
export interface RelationChoice {
  case: string
  actor: string
  level: string
  mechanism: string
}

interface View {
  tab: ActorTab
  /** The coordinations as a picture, or as actors by actors. */
  figure: 'map' | 'matrix'
  choice: RelationChoice
  /** Of the actor whose mentions are looked for; "" for all. */
  mentionsOf: string
  uncoded: boolean
  /** Those that were refused are listed, in place of all others. */
  refused: boolean
  set(part: Partial<Omit<View, 'set'>>): void
}

export const everyRelation: RelationChoice = { case: '', actor: '', level: '', mechanism: '' }

export const useActorsView = create<View>((set) => ({
  tab: 'register',
  figure: 'map',
  choice: everyRelation,
  mentionsOf: '',
  uncoded: true,
  refused: false,
  set: (part) => {
    set(part)
  },
}))

/** A coordination that is being written: an old one, or a new one with the passage that it shall rest on. */
export interface Relating {
  relation: RelationView | null
  passage: Place | null
}

export const useRelating = create<{ now: Relating | null; open(now: Relating): void; close(): void }>((set) => ({
  now: null,
  open: (now) => {
    set({ now })
  },
  close: () => {
    set({ now: null })
  },
}))

export function useActors(binned = false) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.actors, 'list', binned], queryFn: ({ signal }) => api.during(signal).actors.list(binned) })
}

/** Where texts name actors; "" asks for all of them. */
export function useMentions({ mentionsOf: actor, uncoded, refused }: Pick<View, 'mentionsOf' | 'uncoded' | 'refused'>) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.actors, 'mentions', actor, uncoded, refused],
    queryFn: ({ signal }) => api.during(signal).actors.mentions({ actors: actor === '' ? [] : [actor], where: '', uncoded: uncoded && !refused, refused }),
    placeholderData: keepPreviousData,
  })
}

/** A filter as the program takes it. */
export interface RelationFilter {
  case: string
  actor: string
  facets: { facet: string; value: string; name: string; value_name: string }[]
}

export function useRelations(filter: RelationFilter) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.actors, 'relations', JSON.stringify(filter)],
    queryFn: ({ signal }) => api.during(signal).actors.relations(filter),
    placeholderData: keepPreviousData,
  })
}

/** The network as a picture, its names in a language. */
export function useNetwork(filter: RelationFilter, lang: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.actors, 'network', lang, JSON.stringify(filter)],
    queryFn: ({ signal }) => api.during(signal).actors.network(filter, lang),
    placeholderData: keepPreviousData,
  })
}
