import { useTranslation } from 'react-i18next'
import { useFacets } from './queries'

/** What values of facets are called in the language of the window. */
export function useValueNames(): (name: string) => string {
  const { i18n } = useTranslation()
  const values = useFacets().data?.flatMap((f) => f.values) ?? []
  return (name) => values.find((v) => v.name === name)?.names[i18n.language] ?? name
}
