import { useTranslation } from 'react-i18next'
import { useRelating } from '../../state/actors'
import { areas, useArea } from '../../state/area'
import { useCommands } from '../../state/commands'
import { useExporting, useFinding, useSearching } from '../../state/finding'
import { useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'

/** What can be done about finding, wherever one is in the window. */
export function useFindingCommands(): void {
  const { t } = useTranslation()
  const { past, future, back, forward } = useFinding()
  const where = useWorkspace((s) => s.where)
  const go = useArea((s) => s.go)
  const selection = useWorkspace((s) => s.selection)
  const writable = useInfo().data?.read_only === false
  useCommands([
    ...areas.map((area, i) => ({ id: `view.area.${area}`, group: 'view' as const, title: t(`area.${area}`), keys: [`Ctrl+${String(i + 1)}`], run: () => { go(area) } })),
    { id: 'coding.relate', group: 'coding', title: t('actors.relate.command'), keys: ['A'], where: 'text', possible: writable && selection !== null, run: () => { useRelating.getState().open({ relation: null, passage: useWorkspace.getState().selection }) } },
    { id: 'finding.search', group: 'finding', title: t('search.field'), keys: ['Ctrl+Shift+F'], run: () => { useSearching.getState().want() } },
    { id: 'finding.all', group: 'finding', title: t('segments.all'), possible: where !== '', run: () => { useWorkspace.getState().retrieve('') } },
    { id: 'finding.back', group: 'finding', title: t('segments.back'), possible: past.length > 0, run: back },
    { id: 'finding.forward', group: 'finding', title: t('segments.forward'), possible: future.length > 0, run: forward },
    { id: 'finding.export', group: 'finding', title: t('export.command'), keys: ['Ctrl+Shift+E'], run: () => { useExporting.getState().show('all') } },
  ])
}
