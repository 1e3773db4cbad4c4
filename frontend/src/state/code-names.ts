import { useTranslation } from 'react-i18next'
import type { CodeNode, FacetView } from '../api/types'
import { byLanguage } from '../model/by-language'
import { pathNames, readablePath } from '../model/code-path'
import { nameIn } from '../model/code-tree'
import { hueOf } from '../model/colour'
import { useCodes, useFacets } from './queries'

/** How a code is called in the language of the screen, its colour, and what it lies in. */
export interface CodeName {
  name: string
  hue: number
  path: string
}

const none: readonly CodeNode[] = []
const noFacets: readonly FacetView[] = []

/** The names of all codes of a tree, by their identities. */
export const namesOf = byLanguage((tree: readonly CodeNode[], language): ReadonlyMap<string, CodeName> => {
  const known = new Map<string, CodeName>()
  const walk = (list: readonly CodeNode[], above: readonly string[]) => {
    for (const c of list) {
      const name = nameIn(c, language)
      known.set(c.id, { name, hue: hueOf(c.color), path: [...above, name].join(' › ') })
      walk(c.children, [...above, name])
    }
  }
  walk(tree, [])
  return known
})

/** Names a code in the language of the screen; `name` is its path, for one that is not there any more. */
export function useCodeNames(): (ref: { id: string; name: string }) => CodeName {
  const { i18n } = useTranslation()
  const known = namesOf(useCodes().data ?? none, i18n.language)
  return ({ id, name }) => known.get(id) ?? { name: pathNames(name).at(-1) ?? '', hue: 0, path: readablePath(name) }
}

const facetsNamed = byLanguage((facets: readonly FacetView[], language): readonly FacetView[] =>
  facets.map((f) => ({ ...f, name: nameIn(f, language), values: f.values.map((v) => ({ ...v, name: nameIn(v, language) })) }) as FacetView),
)

/** The facets of the project, called in the language of the screen, as are their values. */
export function useFacetsNamed(): readonly FacetView[] {
  const { i18n } = useTranslation()
  return facetsNamed(useFacets().data ?? noFacets, i18n.language)
}

/** What values of facets are called in the language of the screen, by the names that they were given. */
export function useValueNames(): (name: string) => string {
  const { i18n } = useTranslation()
  const values = (useFacets().data ?? noFacets).flatMap((f) => f.values)
  return (name) => {
    const value = values.find((v) => v.name === name)
    return value ? nameIn(value, i18n.language) : name
  }
}
