import { Eraser, ListTree, Maximize2, MoveHorizontal, NotebookPen, Quote, Repeat2, SlidersHorizontal, Spline, Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CodeNode, CodingView, Info } from '../../api/types'
import { type Branch, type Item, MenuAt } from '../../components/Menu'
import { useCodeNames, useFacetsNamed } from '../../state/code-names'
import { allHave, findCode, useRecentCodes } from '../../state/coding'
import { useLinking } from '../../state/links'
import { useInitials } from '../../state/review'
import { useWorkspace, type Place } from '../../state/workspace'
import type { Acts } from './use-coding-keys'

/** A menu at a place of the window: of the text, of a coding, of which of several codings is meant, or of the actors for codings; or the codes that a coding can have instead. */
export type MenuPlace = { x: number; y: number } & ({ kind: 'text' } | { kind: 'coding'; coding: string } | { kind: 'recode'; coding: string } | { kind: 'choice'; codings: readonly string[]; then(coding: string): void } | { kind: 'actors'; facet: string; codings: readonly string[]; then(actor: string, name: string): void })

/** What a right click on the text offers. */
export function TextMenu({ at, act, link, codes, onClose }: { at: MenuPlace; act: Acts; link(): void; codes: readonly CodeNode[]; onClose(): void }) {
  const { t } = useTranslation()
  const selection = useWorkspace((s) => s.selection)
  const recent = useRecentCodes(codes)
  const called = useCodeNames()
  const items: Item[] = [
    { id: 'code', label: t('coding.palette'), icon: Tag, chord: '↵', onAction: () => { setTimeout(act.openPalette, 60) } },
    ...recent.slice(0, 5).flatMap((id, i): Item[] => {
      const node = findCode(codes, id)
      return node ? [{ id: `recent-${id}`, label: called({ id, name: node.path }).name, chord: String(i + 1), disabled: selection === null, onAction: () => void act.codeSelection([id]) }] : []
    }),
    { id: 'vivo', label: t('coding.vivo'), icon: Quote, chord: 'V', disabled: selection === null, apart: true, onAction: act.inVivo },
    { id: 'memo', label: t('coding.memo'), icon: NotebookPen, chord: 'M', onAction: act.memoOfSelection },
    { id: 'link', label: t(useLinking.getState().from ? 'links.to' : 'links.from'), icon: Spline, chord: 'L', disabled: selection === null, onAction: () => { link() } },
    { id: 'sentence', label: t('reading.grow.sentence'), icon: Maximize2, chord: 'S', apart: true, onAction: () => { act.grow('sentence') } },
    { id: 'paragraph', label: t('reading.grow.paragraph'), icon: Maximize2, chord: 'P', onAction: () => { act.grow('paragraph') } },
    { id: 'turn', label: t('reading.grow.turn'), icon: Maximize2, chord: 'T', onAction: () => { act.grow('turn') } },
  ]
  return <MenuAt at={at} label={t('coding.menu')} items={items} onClose={onClose} />
}

/** Which of several codings is meant, in reading order, each with who made it. */
export function CodingChoice({ at, codings, info, onClose }: { at: MenuPlace & { kind: 'choice' }; codings: readonly CodingView[]; info: Info | undefined; onClose(): void }) {
  const { t } = useTranslation()
  const initials = useInitials()
  const called = useCodeNames()
  const items = at.codings.flatMap((id): Item[] => {
    const c = codings.find((o) => o.id === id)
    if (!c) return []
    return [{
      id, label: called({ id: c.code, name: '' }).path, icon: Tag,
      ...(info && info.coders.length > 1 && initials(c.coder) !== '' ? { chord: initials(c.coder) } : {}),
      onAction: () => { at.then(id) },
    }]
  })
  return <MenuAt at={at} label={t('coding.choice')} items={items} onClose={onClose} />
}

/** The actors that codings can be given; those that they have are ticked, and are taken away. */
export function ActorChoice({ at, codings, onClose }: { at: MenuPlace & { kind: 'actors' }; codings: readonly CodingView[]; onClose(): void }) {
  const facet = useFacetsNamed().find((f) => f.id === at.facet)
  const items = (facet?.values ?? []).map((v): Item => ({
    id: v.id, label: v.name, checked: allHave(codings, at.codings, v.id),
    onAction: () => { at.then(v.id, v.name) },
  }))
  return <MenuAt at={at} label={facet?.name ?? ''} items={items} onClose={onClose} />
}

/** What can be done with a coding; what changes it is offered for those of the person alone. */
export function CodingMenu({ at, codings, info, act, link, onClose }: { at: MenuPlace & { kind: 'coding' }; link(place: Place): void; codings: readonly CodingView[]; info: Info | undefined; act: Acts; onClose(): void }) {
  const { t } = useTranslation()
  const { focus, pick, show } = useWorkspace.getState()
  const c = codings.find((o) => o.id === at.coding)
  const called = useCodeNames()
  const facets = useFacetsNamed()
  if (!c) return null
  const mine = info?.read_only === false && c.coder === info.coder.id
  const items: (Item | Branch)[] = [
    { id: 'focus', label: t('coding.look', { code: called({ id: c.code, name: '' }).path }), icon: Tag, onAction: () => { focus([c.id]); show('here') } },
    ...(mine
      ? [
          { id: 'recode', label: t('here.recode'), icon: Repeat2, chord: 'R', apart: true, onAction: () => { setTimeout(() => { act.openRecode(c.id, at) }, 60) } },
          ...facets.filter((f) => f.values.length > 0).map((f, i): Branch => ({
            id: f.id, label: f.name, ...(i === 0 ? { icon: SlidersHorizontal } : {}),
            items: f.values.map((v): Item => {
              const checked = allHave(codings, [c.id], v.id)
              return { id: v.id, label: v.name, checked, ...(v.shortcut === '' ? {} : { chord: v.shortcut.toUpperCase() }), onAction: () => { act.setFacetOf([c.id], f.id, v.id, v.name) } }
            }),
          })),
          { id: 'border', label: t('coding.border'), icon: MoveHorizontal, chord: 'B', onAction: () => { act.openBorders(c.id) } },
        ]
      : []),
    { id: 'memo', label: t('coding.memo'), icon: NotebookPen, chord: 'M', apart: true, onAction: () => { act.memo(c.id) } },
    { id: 'link', label: t(useLinking.getState().from ? 'links.to' : 'links.from'), icon: Spline, chord: 'L', onAction: () => { link(c) } },
    { id: 'tree', label: t('coding.in_tree'), icon: ListTree, onAction: () => { pick([c.code]) } },
    ...(mine ? [{ id: 'uncode', label: t('coding.uncode'), icon: Eraser, danger: true, apart: true, chord: 'Del', onAction: () => { act.uncode([c.id]) } }] : []),
  ]
  return <MenuAt at={at} label={t('coding.menu.coding')} items={items} onClose={onClose} />
}
