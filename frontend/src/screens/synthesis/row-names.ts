import { useTranslation } from 'react-i18next'
import type { SynthesisRow } from '../../api/types'
import { useAttributes } from '../../state/matrix'

/** What rows are called in the language of the window, and which cases they stand for. */
export function useRowNames() {
  const { t, i18n } = useTranslation()
  const attributes = useAttributes().data ?? []
  const attributeOf = (r: SynthesisRow) => attributes.find((a) => a.id === r.attribute.id)
  const nameOf = (r: SynthesisRow) => {
    if (r.title !== '' || r.by !== 'value') return r.name
    const a = attributeOf(r)
    if (a?.type === 'boolean') return `${a.names[i18n.language] ?? a.name}: ${t(r.value === 'true' ? 'cases.true' : 'cases.false')}`
    return a?.choices.find((c) => c.name === r.value)?.names[i18n.language] ?? r.name
  }
  const gathers = (r: SynthesisRow) => {
    const cases = t('synthesis.group', { count: r.cases })
    switch (r.by) {
      case 'case':
        return r.cases > 1 ? cases : r.path.split('/').slice(0, -1).join(' › ')
      case 'value': {
        const a = attributeOf(r)
        return a ? t('synthesis.row.by', { attribute: a.names[i18n.language] ?? a.name, cases }) : t('synthesis.row.gone')
      }
      default:
        return t('synthesis.row.by', { attribute: t('synthesis.row.kind.group'), cases })
    }
  }
  return { nameOf, gathers }
}
