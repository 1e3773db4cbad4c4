import { useTranslation } from 'react-i18next'
import type { DimensionView, SynthesisRow } from '../../api/types'
import { locate, nameIn } from '../../model/code-tree'
import { fold } from '../../model/fold'
import { useCaseNames } from '../../state/case-names'
import { useAttributes } from '../../state/matrix'
import { useCodes } from '../../state/queries'
import { useSyntheses, useSynthesis, useSynthesisView, type CellRef } from '../../state/synthesis'

/** What syntheses and their columns are called in the language of the window; a column that is called as its code is goes on being so. */
export function useTitles() {
  const { i18n } = useTranslation()
  const codes = useCodes().data ?? []
  const titleOf = (s: { title: string; titles: Record<string, string> }) => s.titles[i18n.language] ?? s.title
  const columnOf = (d: DimensionView) => {
    const title = titleOf(d)
    const code = d.kind === 'code' ? locate(codes, d.code)?.code : undefined
    return code && [code.name, ...Object.values(code.names)].some((n) => fold(n) === fold(title)) ? nameIn(code, i18n.language) : title
  }
  return { titleOf, columnOf }
}

/** What the row of a cell is called; `name` while that is not known. */
export function useRowOf(place: CellRef, name: string): string {
  const { i18n } = useTranslation()
  const { nameOf, membersOf } = useRowNames()
  const chosen = useSynthesisView((s) => s.synthesis)
  const first = useSyntheses().data?.[0]?.id ?? ''
  const row = useSynthesis(chosen === '' ? first : chosen).data?.rows.find((r) => r.row === place.row)
  return row ? (row.by === 'case' && row.title === '' && row.titles[i18n.language] === undefined ? membersOf(row) : nameOf(row)) : name
}

/** What rows are called in the language of the window, and which cases they stand for. */
export function useRowNames() {
  const { t, i18n } = useTranslation()
  const attributes = useAttributes().data ?? []
  const caseOf = useCaseNames()
  const ownCase = (r: SynthesisRow) => caseOf({ id: r.case, name: r.path })
  const attributeOf = (r: SynthesisRow) => attributes.find((a) => a.id === r.attribute.id)
  const nameOf = (r: SynthesisRow) => {
    const given = r.titles[i18n.language]
    if (r.by === 'case' && given === undefined && r.title === '') return ownCase(r).name
    if (given !== undefined || r.title !== '' || r.by !== 'value') return given ?? r.name
    const a = attributeOf(r)
    if (a?.type === 'boolean') return `${a.names[i18n.language] ?? a.name}: ${t(r.value === 'true' ? 'cases.true' : 'cases.false')}`
    return a?.choices.find((c) => c.name === r.value)?.names[i18n.language] ?? r.name
  }
  const gathers = (r: SynthesisRow) => {
    const cases = t('synthesis.group', { count: r.cases })
    switch (r.by) {
      case 'case':
        return r.cases > 1 ? cases : ownCase(r).path.slice(0, -1).join(' › ')
      case 'value': {
        const a = attributeOf(r)
        return a ? t('synthesis.row.by', { attribute: a.names[i18n.language] ?? a.name, cases }) : t('synthesis.row.gone')
      }
      default:
        return t('synthesis.row.by', { attribute: t('synthesis.row.kind.group'), cases })
    }
  }
  /** The case with those above it, or the cases that a row gathers. */
  const membersOf = (r: SynthesisRow) => (r.by === 'case' ? ownCase(r).path.join(' › ') : r.members.map((m) => caseOf(m).name).join(', '))
  return { nameOf, gathers, membersOf }
}
