import { useTranslation } from 'react-i18next'
import type { ActorView } from '../api/types'
import { byLanguage } from '../model/by-language'
import { useActors } from './actors'

const none: readonly ActorView[] = []

const namesOf = byLanguage((list: readonly ActorView[], language): ReadonlyMap<string, string> => new Map(list.map((a) => [a.id, a.titles[language] ?? a.name])))

/** Names an actor in the language of the window; `name` is the one of the register, for one that is not there any more. */
export function useActorNames(): (ref: { id: string; name: string }) => string {
  const { i18n } = useTranslation()
  const known = namesOf(useActors().data ?? none, i18n.language)
  return ({ id, name }) => known.get(id) ?? name
}
