import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseNode, CodeNode } from '../../api/types'
import { dateFormat } from '../../i18n/formats'
import type { Condition, Test } from '../../model/condition'
import { caseNamesOf } from '../../state/case-names'
import { namesOf } from '../../state/code-names'
import { useCases, useCodes, useFacets } from '../../state/queries'
import { shownPath, useOptions } from './options'

/** A test in words: what stands before what is asked for, that, and what stands behind it. */
export interface Said {
  before: string
  what: string
  after: string
}

/** Stands in a text for what will be shown in bold. */
const hole = '\u0001'

/** How comparisons are called in the keys of texts. */
export const compares = { ':': 'is', '=': 'is', '!=': 'not', '<': 'below', '<=': 'most', '>': 'above', '>=': 'least' } as const

/** Fields that have words of their own. */
export const sayable = ['code', 'case', 'document', 'kind', 'lang', 'jurisdiction', 'coder', 'round', 'set', 'role', 'speaker', 'memo', 'text', 'overlaps', 'within', 'contains'] as const
type Sayable = (typeof sayable)[number]
const isSayable = (field: string): field is Sayable => (sayable as readonly string[]).includes(field)

/** Says conditions in the language of the screen, with the names that things have now. */
export function useSaying() {
  const { t, i18n } = useTranslation()
  const options = useOptions()
  const codes = useCodes().data
  const cases = useCases().data
  const facets = useFacets().data
  return useMemo(() => {
    const paths = new Map<string, string>()
    const walk = (nodes: readonly (CodeNode | CaseNode)[]) => {
      for (const n of nodes) {
        paths.set(n.id, n.path)
        walk(n.children)
      }
    }
    walk(codes ?? [])
    walk(cases ?? [])
    const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' })

    /** The name of a value for typing it: paths and titles in place of identities. */
    const typed = (test: Test, value: string) =>
      paths.get(value) ?? options.get(test.field)?.find((o) => o.value === value && ['document', 'coder', 'round'].includes(test.field))?.label ?? value
    const inWindow = { codes: namesOf(codes ?? [], i18n.language), cases: caseNamesOf(cases ?? [], i18n.language) }
    const named = (test: Test, value: string) => {
      const path = inWindow.codes.get(value)?.path ?? inWindow.cases.get(value)?.path.join(' › ') ?? paths.get(value)
      if (path !== undefined) return shownPath(path)
      const key = test.field === 'facet' ? `facet.${test.name}` : test.field
      return options.get(key)?.find((o) => o.value === value)?.label ?? shownPath(value)
    }
    /** A day as it was written; a time, which only the program writes, as people read it. */
    const moment = (value: string) =>
      value.includes('T') ? dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value)) : value
    const facetName = (name: string) => facets?.find((f) => f.name === name)?.names[i18n.language] ?? name

    const say = (test: Test): Said => {
      const what = test.any ? t('finding.any') : list.format(test.values.map((v) => (test.field === 'memo' || test.field === 'text' ? v : named(test, v))))
      const cut = (text: string, bold = what): Said => {
        const [before = '', after = ''] = text.split(hole)
        return { before: before.trim(), what: bold, after: after.trim() }
      }
      const how = compares[test.compare]
      switch (test.field) {
        case 'memo':
          return cut(test.values[0] === 'no' ? t('finding.say.memo.no', { what: hole }) : t('finding.say.memo', { what: hole }), t('finding.say.memo.what'))
        case 'date':
          return cut(t(`finding.say.date.${how}`, { what: hole }))
        case 'coded':
          return cut(t(`finding.say.coded.${how}`, { what: hole }), test.any ? what : list.format(test.values.map(moment)))
        case 'weight':
          return cut(t(`finding.say.weight.${how}`, { what: hole }))
        case 'near':
          return cut(t('finding.say.near', { what: hole, n: test.distance }))
        case 'facet':
        case 'attr':
          return cut(t(`finding.say.named.${how}`, { what: hole, name: test.field === 'facet' ? facetName(test.name) : test.name }))
        case 'code':
          if (test.compare === '=') return cut(t('finding.say.code.alone', { what: hole }))
          break
        case 'case':
          if (test.compare === '=') return cut(t('finding.say.case.alone', { what: hole }))
          break
      }
      if (!isSayable(test.field)) return { before: `${test.field} ${test.compare}`, what, after: '' }
      const said = cut(t(`finding.say.${test.field}`, { what: hole }))
      return test.compare === '!=' ? { ...said, before: `${t('finding.not')} ${said.before}`.trim() } : said
    }

    /** A whole condition as one line of text. */
    const line = (c: Condition | null): string => {
      if (c === null) return t('finding.everything')
      if (c.op === 'test') {
        const { before, what, after } = say(c)
        return [before, what, after].filter((x) => x !== '').join(' ')
      }
      if (c.op === 'not') return `${t('finding.not')} ${c.cond.op === 'and' || c.cond.op === 'or' ? `(${line(c.cond)})` : line(c.cond)}`
      return c.conds.map((k) => (k.op === 'and' || k.op === 'or' ? `(${line(k)})` : line(k))).join(c.op === 'and' ? ', ' : ` ${t('finding.or')} `)
    }
    return { say, line, typed }
  }, [codes, cases, facets, options, t, i18n.language])
}
