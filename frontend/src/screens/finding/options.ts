import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseNode, CodeNode } from '../../api/types'
import type { Option } from '../../components/Picker'
import { nameIn } from '../../model/code-tree'
import { hueOf } from '../../model/colour'
import { useCases, useCodes, useDocuments, useFacets, useInfo } from '../../state/queries'
import { useCoders } from '../../state/review'

/** The kinds of document, in the order in which screens show them. */
export const kindsOfDocument = ['law', 'decree', 'manual', 'agreement', 'report', 'interview', 'focus_group', 'field_note', 'other'] as const
export const rolesOfSpeakers = ['interviewer', 'authority', 'technical', 'other'] as const

/** A code, "coordination › informal", wherever a path stands. */
export const shownPath = (path: string) => path.replaceAll('/', ' › ')

/** The codes as a list, each after the one that it lies in. */
export function codeOptions(codes: readonly CodeNode[], language: string, depth = 0): Option[] {
  return codes.flatMap((c) => [
    {
      value: c.id,
      label: c.names[language] ?? c.name,
      detail: c.codings_with_children === 0 ? '' : String(c.codings_with_children),
      depth,
      hue: hueOf(c.color),
      words: [c.path, ...Object.values(c.names), c.definition].join(' '),
    },
    ...codeOptions(c.children, language, depth + 1),
  ])
}

function caseOptions(cases: readonly CaseNode[], language: string, depth = 0): Option[] {
  return cases.flatMap((c) => [{ value: c.id, label: nameIn(c, language), depth, words: [c.path, ...Object.values(c.names)].join(' ') }, ...caseOptions(c.children, language, depth + 1)])
}

const unique = (values: readonly string[]) => [...new Set(values.filter((v) => v !== ''))].sort((a, b) => a.localeCompare(b))

/** What can be asked for in each field; names of facets stand behind "facet.". */
export type Options = ReadonlyMap<string, readonly Option[]>

/** What the open project offers to ask for. */
export function useOptions(): Options {
  const { t, i18n } = useTranslation()
  const codes = useCodes().data
  const cases = useCases().data
  const documents = useDocuments().data
  const facets = useFacets().data
  const info = useInfo().data
  const coders = useCoders()
  return useMemo(() => {
    const language = new Intl.DisplayNames(i18n.language, { type: 'language' })
    const plain = (values: readonly string[]) => unique(values).map((v) => ({ value: v, label: v }))
    const all = codeOptions(codes ?? [], i18n.language)
    const out = new Map<string, readonly Option[]>([
      ['code', all],
      ['overlaps', all],
      ['within', all],
      ['contains', all],
      ['near', all],
      ['case', caseOptions(cases ?? [], i18n.language)],
      ['document', (documents ?? []).map((d) => ({ value: d.id, label: d.title, detail: d.cases.map((c) => c.name).join(', '), words: d.file_name }))],
      ['kind', kindsOfDocument.map((k) => ({ value: k, label: t(`finding.kind.${k}`) }))],
      ['role', rolesOfSpeakers.map((r) => ({ value: r, label: t(`finding.role.${r}`) }))],
      ['lang', unique((documents ?? []).map((d) => d.lang)).map((l) => ({ value: l, label: language.of(l) ?? l, words: l }))],
      ['jurisdiction', plain((documents ?? []).map((d) => d.jurisdiction))],
      ['coder', coders.map((c) => ({ value: c.id, label: c.name }))],
      ['round', (info?.rounds ?? []).map((r) => ({ value: r.id, label: r.label }))],
      ['memo', [{ value: 'yes', label: t('finding.yes') }, { value: 'no', label: t('finding.no') }]],
    ])
    for (const f of facets ?? []) {
      out.set(`facet.${f.name}`, f.values.map((v) => ({ value: v.name, label: v.names[i18n.language] ?? v.name, words: Object.values(v.names).join(' ') })))
    }
    return out
  }, [codes, cases, documents, facets, info, coders, t, i18n.language])
}
