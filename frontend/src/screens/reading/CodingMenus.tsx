import { Eraser, ListTree, Maximize2, NotebookPen, Quote, Spline, Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CodeNode, CodingView } from '../../api/types'
import { type Item, MenuAt } from '../../components/Menu'
import { readablePath } from '../../model/code-path'
import { findCode } from '../../state/coding'
import { useLinking } from '../../state/links'
import { useWorkspace, type Place } from '../../state/workspace'
import type { Acts } from './use-coding-keys'

/** A menu at a place of the window: of the text, or of codings (identities, apart by blanks). */
export type MenuPlace = { kind: 'text'; x: number; y: number } | { kind: 'coding'; coding: string; x: number; y: number }

/** What a right click on the text offers. */
export function TextMenu({ at, act, link, codes, onClose }: { at: MenuPlace; act: Acts; link(): void; codes: readonly CodeNode[]; onClose(): void }) {
  const { t } = useTranslation()
  const { selection, recent } = useWorkspace()
  const items: Item[] = [
    { id: 'code', label: t('coding.palette'), icon: Tag, chord: '↵', onAction: () => { setTimeout(act.openPalette, 60) } },
    ...recent.slice(0, 5).flatMap((id, i): Item[] => {
      const node = findCode(codes, id)
      return node ? [{ id: `recent-${id}`, label: node.name, chord: String(i + 1), disabled: selection === null, onAction: () => void act.codeSelection([id]) }] : []
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

/** What can be done with a coding; of several, which one is meant. */
export function CodingMenu({ at, codings, codes, act, link, onClose }: { at: MenuPlace & { kind: 'coding' }; link(place: Place): void; codings: readonly CodingView[]; codes: readonly CodeNode[]; act: Acts; onClose(): void }) {
  const { t } = useTranslation()
  const { focus, pick, show } = useWorkspace.getState()
  const meant = at.coding.split(' ').flatMap((id) => codings.find((c) => c.id === id) ?? [])
  const items = meant.flatMap((c, i): Item[] => {
    const node = findCode(codes, c.code)
    const name = node ? (meant.length > 1 ? readablePath(node.path) : node.name) : ''
    const say = (what: string) => (meant.length > 1 ? `${name}: ${what}` : what)
    return [
      { id: `${c.id}-focus`, label: meant.length > 1 ? t('coding.look', { code: name }) : t('coding.look', { code: node ? readablePath(node.path) : '' }), icon: Tag, apart: i > 0, onAction: () => { focus([c.id]); show('here') } },
      { id: `${c.id}-memo`, label: say(t('coding.memo')), icon: NotebookPen, onAction: () => { act.memo(c.id) } },
      { id: `${c.id}-link`, label: say(t(useLinking.getState().from ? 'links.to' : 'links.from')), icon: Spline, onAction: () => { link(c) } },
      { id: `${c.id}-tree`, label: say(t('coding.in_tree')), icon: ListTree, onAction: () => { pick([c.code]) } },
      { id: `${c.id}-uncode`, label: say(t('coding.uncode')), icon: Eraser, danger: true, onAction: () => { act.uncode([c.id]) } },
    ]
  })
  return <MenuAt at={at} label={t('coding.menu.coding')} items={items} onClose={onClose} />
}
