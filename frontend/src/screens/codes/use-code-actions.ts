import { Archive, BookText, Combine, CornerDownRight, FileDown, FileUp, History, ListChecks, ListTree, type LucideIcon, NotebookPen, Pencil, Plus, Quote, TextCursorInput } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import type { Item } from '../../components/Menu'
import { locate, nameIn, topmost, whereCodes, type Move } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { useCodeSelection } from '../../state/coding'
import { useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'

interface Ways {
  rename(code: string): void
  add(place: { parent: string; after: string }): void
}

/** What can be done to codes and to the codebook as a whole. */
export function useCodeActions(tree: readonly CodeNode[]) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const codeSelection = useCodeSelection()
  const { edit, merge, askBin, showBin, showFacets, importBook, exportBook } = useCodesView()
  const { retrieve, memos, history } = useWorkspace.getState()
  const selection = useWorkspace((s) => s.selection)
  const readOnly = useInfo().data?.read_only ?? true
  const find = (id: string) => locate(tree, id)
  const nameOf = (id: string) => {
    const at = find(id)
    return at ? nameIn(at.code, i18n.language) : ''
  }
  const move = (to: Move) => attempt(async () => { await api.codes.move(to); return true })
  const nodes = (codes: readonly string[]) => codes.flatMap((c) => find(c)?.code ?? [])

  const toBin = (codes: readonly string[]) =>
    attempt(async () => {
      const ids = topmost(tree, codes)
      await api.codes.bin(ids, false)
      useWorkspace.getState().pick([])
      await offerUndo(t('codes.binned', { count: ids.length, name: nameOf(ids[0] ?? '') }))
    })
  /** Codes that nothing is coded with go at once; of others it is said first what goes with them. */
  const bin = (codes: readonly string[]) => {
    if (readOnly) return
    if (nodes(codes).some((c) => c.codings_with_children > 0 || c.children.length > 0)) askBin(topmost(tree, codes))
    else void toBin(codes)
  }
  const rename = (id: string, typed: string) => {
    const name = typed.trim()
    const code = find(id)?.code
    if (!code || name === '' || name === code.name) return Promise.resolve(undefined)
    return attempt(() => api.codes.edit({ id, name, names: {}, definitions: {} }))
  }
  const add = async (name: string, { parent, after }: { parent: string; after: string }) => {
    const made = await attempt(() => api.codes.add({ name, parent, after, color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' }))
    return made?.id
  }

  const chooseBook = () =>
    attempt(async () => {
      const [file] = await api.files.chooseCodebook({ title: t('codes.import.title'), type: t('codes.book'), name: '' })
      if (file) importBook(file)
    })

  const item = (id: string, label: string, icon: LucideIcon, onAction: () => void, more: Partial<Item> = {}): Item => ({ id, label, icon, onAction, ...more })
  const bookItems: Item[] = [
    item('facets', t('facets.title'), ListChecks, () => { showFacets(true) }, { apart: true }),
    item('bin', t('codes.showBin'), Archive, () => { showBin(true) }),
    item('import', t('codes.import'), FileDown, () => void chooseBook(), { apart: true, disabled: readOnly }),
    item('export', t('codes.export'), FileUp, () => { exportBook(true) }),
  ]

  /** The menu of these codes. */
  const items = (codes: readonly string[], ways: Ways): Item[] => {
    const list = nodes(codes)
    const [one] = list
    if (!one) return []
    const single = list.length === 1
    const retrieval = item('retrieve', t('codes.retrieve'), Quote, () => { retrieve(whereCodes(list)) }, { chord: 'Ctrl+Enter' })
    const coding = item('code', t('codes.apply'), TextCursorInput, () => void codeSelection(codes), { chord: 'Enter' })
    return [
      ...(selection ? [coding] : []),
      retrieval,
      ...(single
        ? [
            item('edit', t('codes.edit'), BookText, () => { edit(one.id) }, { chord: 'Alt+Enter' }),
            item('memos', t('codes.memos'), NotebookPen, () => { memos({ on: 'code', id: one.id, name: nameIn(one, i18n.language) }) }),
            item('history', t('workspace.tab.history'), History, () => { history({ on: 'code', id: one.id, name: nameIn(one, i18n.language) }) }),
            item('rename', t('codes.rename'), Pencil, () => { ways.rename(one.id) }, { chord: 'F2', apart: true, disabled: readOnly }),
            item('beside', t('codes.add.beside'), Plus, () => { ways.add({ parent: find(one.id)?.parent?.id ?? '', after: one.id }) }, { chord: 'Ctrl+N', disabled: readOnly }),
            item('below', t('codes.add.below'), CornerDownRight, () => { ways.add({ parent: one.id, after: '' }) }, { chord: 'Ctrl+Shift+N', disabled: readOnly }),
          ]
        : []),
      item('merge', t('codes.merge'), Combine, () => { merge(codes) }, { disabled: readOnly }),
      ...(single && find(one.id)?.parent ? [item('top', t('codes.toTop'), ListTree, () => void move({ ids: [one.id], parent: '', after: '', first: false }), { disabled: readOnly })] : []),
      item('delete', t('codes.bin', { count: list.length }), Archive, () => { bin(codes) }, { chord: 'Delete', danger: true, apart: true, disabled: readOnly }),
    ]
  }
  return {
    items,
    bookItems,
    move,
    rename,
    add,
    bin,
    toBin,
    nameOf,
    parentOf: (id: string) => find(id)?.parent?.id ?? '',
    retrieve: (codes: readonly string[]) => { retrieve(whereCodes(nodes(codes))) },
  }
}
