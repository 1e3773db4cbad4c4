import { useTranslation } from 'react-i18next'
import type { CaseNode } from '../api/types'
import { byLanguage } from '../model/by-language'
import { pathNames } from '../model/code-path'
import { nameIn } from '../model/code-tree'
import { useCases } from './queries'

/** How a case is called in the language of the window, and what it lies in, from the top. */
export interface CaseName {
  name: string
  path: readonly string[]
}

const none: readonly CaseNode[] = []

/** The names of all cases of a tree, by their identities. */
export const caseNamesOf = byLanguage((tree: readonly CaseNode[], language): ReadonlyMap<string, CaseName> => {
  const known = new Map<string, CaseName>()
  const walk = (list: readonly CaseNode[], above: readonly string[]) => {
    for (const k of list) {
      const path = [...above, nameIn(k, language)]
      known.set(k.id, { name: nameIn(k, language), path })
      walk(k.children, path)
    }
  }
  walk(tree, [])
  return known
})

/** Names a case in the language of the window; `name` is its name or path, for one that is not there any more. */
export function useCaseNames(): (ref: { id: string; name: string }) => CaseName {
  const { i18n } = useTranslation()
  const known = caseNamesOf(useCases().data ?? none, i18n.language)
  return ({ id, name }) => known.get(id) ?? { name: pathNames(name).at(-1) ?? '', path: pathNames(name) }
}
