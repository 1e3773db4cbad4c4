import { useTranslation } from 'react-i18next'
import type { Segment } from '../../api/types'
import { type Item, Menu } from '../../components/Menu'
import { useApi } from '../../state/api'
import { useFacets, useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'

/** Gives many codings a value of a facet, or takes it from them: those that are one's own. */
export function FacetMenu({ list }: { list: readonly Segment[] }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const facets = useFacets().data ?? []
  const info = useInfo().data
  const mine = list.filter((s) => s.coder_id === info?.coder.id)
  const named = (x: { name: string; names: Record<string, string> }) => x.names[i18n.language] ?? x.name
  const items = facets.flatMap((f, i) =>
    f.values.map((v, j): Item => {
      const has = (s: Segment) => (s.facets[f.name] ?? []).includes(v.name)
      const checked = mine.length > 0 && mine.every(has)
      const changed = mine.filter((s) => has(s) === checked)
      return {
        id: f.id + v.id, label: `${named(f)}: ${named(v)}`, checked, apart: i > 0 && j === 0, disabled: mine.length === 0,
        onAction: () =>
          void attempt(async () => {
            await api.codings.setFacet(changed.map((s) => s.id), f.id, v.id, !checked)
            await offerUndo([t('segments.faceted', { count: changed.length }), mine.length < list.length ? t('segments.faceted.others', { count: list.length - mine.length }) : ''].filter((x) => x !== '').join(' '))
          }),
      }
    }),
  )
  return (
    <Menu look="plain" label={t('facets.title')} items={items}>
      {t('facets.title')}
    </Menu>
  )
}
