import { useTranslation } from 'react-i18next'
import type { Segment } from '../../api/types'
import { useCommands, type Command } from '../../state/commands'
import { useLinking } from '../../state/links'
import type { SegmentActions } from './actions'

interface Props {
  /** The passages that are chosen. */
  list: readonly Segment[]
  /** The passage of the list that had the focus last. */
  reached: Segment | undefined
  actions: SegmentActions
  recode(s: Segment): void
  split(list: readonly Segment[]): void
  none(): void
}

/** What can be done with listed passages, for the palette and the sheet of keys: with those that are chosen, or else with the one that was reached. */
export function SegmentCommands({ list, reached, actions, recode, split, none }: Props) {
  const { t } = useTranslation()
  const linking = useLinking((s) => s.from !== null)
  const several: Command[] = [
    { id: 'segments.split', group: 'finding', title: `${t('segments.split')} ${t('segments.chosen', { count: list.length })}`, chord: 'N', run: () => { split(list) } },
    { id: 'segments.copy', group: 'finding', title: `${t('segments.copy')} ${t('segments.chosen', { count: list.length })}`, chord: 'C', run: () => { actions.copy(list) } },
    { id: 'segments.uncode', group: 'finding', title: `${t('segments.uncode')} ${t('segments.chosen', { count: list.length })}`, chord: 'Delete', run: () => { actions.uncode(list, none) } },
  ]
  const of = (s: Segment) => `: ${t('segments.name', { code: s.code.name, document: s.document.title })}`
  const one = (s: Segment): Command[] => [
    { id: 'segments.choose', group: 'finding', title: t('finding.choose') + of(s), chord: 'Space', run: () => { actions.choose(s) } },
    { id: 'segments.recode', group: 'finding', title: t('segments.recode') + of(s), chord: 'R', run: () => { recode(s) } },
    { id: 'segments.memo', group: 'finding', title: t('segments.memo') + of(s), chord: 'M', run: () => { actions.note(s) } },
    { id: 'segments.link', group: 'finding', title: t(linking ? 'links.to' : 'links.from') + of(s), chord: 'L', run: () => { actions.link(s) } },
    ...(list.length > 0
      ? []
      : [
          { id: 'segments.copy', group: 'finding' as const, title: t('segments.copy') + of(s), chord: 'C', run: () => { actions.copy([s]) } },
          { id: 'segments.split', group: 'finding' as const, title: t('segments.split') + of(s), chord: 'N', run: () => { split([s]) } },
          { id: 'segments.uncode', group: 'finding' as const, title: t('segments.uncode') + of(s), chord: 'Delete', run: () => { actions.uncode([s]) } },
        ]),
  ]
  useCommands([...(list.length > 0 ? several : []), ...(reached ? one(reached) : [])])
  return null
}
