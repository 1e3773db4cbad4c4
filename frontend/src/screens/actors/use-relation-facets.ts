import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacetValue, FacetView } from '../../api/types'
import { fold } from '../../model/fold'
import type { RelationChoice, RelationFilter } from '../../state/actors'
import { useFacets } from '../../state/queries'

/** What is called so in any language. */
const called = (f: FacetView, name: string) => [f.name, ...Object.values(f.names)].some((n) => fold(n) === name)

/** The facets that say something of coordinations: all but those that take actors. */
export function useRelationFacets() {
  const { i18n } = useTranslation()
  const facets = useFacets().data
  return useMemo(() => {
    const all = (facets ?? []).filter((f) => !f.actors)
    const names = new Map(all.flatMap((f) => f.values.map((v) => [v.id, v.names[i18n.language] ?? v.name] as const)))
    const level = all.find((f) => called(f, 'level'))
    const mechanism = all.find((f) => called(f, 'mechanism'))
    return {
      all,
      level,
      mechanism,
      /** What a facet is called in the language of the screen. */
      title: (f: FacetView) => f.names[i18n.language] ?? f.name,
      /** The values of one facet, in words. */
      said: (list: readonly FacetValue[], f: FacetView | undefined) =>
        list.flatMap((v) => (v.facet === f?.id ? [names.get(v.value) ?? v.value_name] : [])).join(', '),
      filter: (c: RelationChoice): RelationFilter => ({
        case: c.case,
        actor: c.actor,
        facets: [[level, c.level], [mechanism, c.mechanism]].flatMap(([f, value]) =>
          typeof f === 'object' && typeof value === 'string' && value !== '' ? [{ facet: f.id, value, name: f.name, value_name: '' }] : [],
        ),
      }),
    }
  }, [facets, i18n.language])
}
