import { Archive, EllipsisVertical, Files, FolderInput, FolderOpen, Group, History, ListTree, NotebookPen, Pencil, Plus, Save, SearchX } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentKinds, type CaseNode, type DocumentRow } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { Menu, MenuAt, type Item } from '../../components/Menu'
import { lineInView, Outline, OutlineLines, useLineHeight } from '../../components/Outline'
import { nameIn } from '../../model/code-tree'
import { byCase, byKind, fitting, flat, groupKeys, linesShown, type Row } from '../../model/document-rows'
import { commandsOf, useCommands } from '../../state/commands'
import { groupings, useBinnedDocuments, useDocumentsView } from '../../state/documents'
import { useChooseFiles } from '../../state/importing'
import { useCases, useDocuments } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { DocumentLine } from './DocumentLine'
import styles from './DocumentsPane.module.css'
import { useDocumentActions } from './use-document-actions'

const none: never[] = []

/** The cases as they are called in a language. */
const casesIn = (tree: readonly CaseNode[], language: string): CaseNode[] => tree.map((k) => ({ ...k, name: nameIn(k, language), children: casesIn(k.children, language) }) as CaseNode)

/** The documents of the project, below their cases or kinds. */
export function DocumentsPane() {
  const { t, i18n } = useTranslation()
  const { data = none, isSuccess } = useDocuments()
  // As in the code tree, the text goes before numbers.
  const documents = useDeferredValue(data)
  const { data: known = none } = useCases()
  const cases = useMemo(() => casesIn(known, i18n.language), [known, i18n.language])
  const { grouping, folded, group, fold, edit, showBin } = useDocumentsView()
  const read = useWorkspace((s) => s.read)
  const reading = useWorkspace((s) => s.document)
  const lineHeight = useLineHeight()
  const choose = useChooseFiles()
  const { bin, saveOriginal } = useDocumentActions()
  const { data: binned = [] } = useBinnedDocuments()
  const [typed, setTyped] = useState('')
  /** The lines that were selected by hand, while this document was read. */
  const [picked, setPicked] = useState<{ reading: string; lines: string[] }>({ reading: '', lines: [] })
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; documents: DocumentRow[] } | null>(null)
  const tree = useRef<HTMLDivElement>(null)

  const shown = useMemo(() => fitting(documents, typed), [documents, typed])
  const rows = useMemo<Row<DocumentRow>[]>(() => {
    if (grouping === 'kind') return byKind(shown, documentKinds.map((kind) => ({ kind, label: t(`kind.${kind}`) })))
    if (grouping === 'none' || cases.length === 0) return flat(shown)
    return byCase(shown, cases, t('documents.noCase'), typed.trim() === '')
  }, [shown, grouping, cases, typed, t])
  const groups = useMemo(() => groupKeys(rows), [rows])
  const open = useMemo(() => new Set(typed.trim() === '' ? groups.filter((g) => !folded.has(g)) : groups), [groups, folded, typed])
  const byId = useMemo(() => new Map(documents.map((d) => [d.id, d])), [documents])
  const visible = useMemo(() => linesShown(rows, open), [rows, open])
  // The document that is read is the one that is selected, however one came to it.
  const selected = useMemo(() => {
    if (picked.reading === reading || picked.lines.some((l) => l.endsWith(`/${reading}`))) return picked.lines
    const line = visible.find((r) => r.document?.id === reading)
    return line ? [line.id] : []
  }, [picked, reading, visible])
  const shownLine = visible.findIndex((r) => r.id === selected[0] && r.document?.id === reading)
  const brought = useRef('')
  useEffect(() => {
    if (!tree.current || shownLine < 0 || brought.current === reading) return
    brought.current = reading
    lineInView(tree.current, shownLine, lineHeight)
  }, [reading, shownLine, lineHeight])
  const documentOf = (line: string) => byId.get(line.slice(line.lastIndexOf('/') + 1))
  const chosen = () => [...new Set(selected)].flatMap((line) => documentOf(line) ?? []).filter((d, i, all) => all.indexOf(d) === i)

  const itemsFor = (list: DocumentRow[]): Item[] => {
    const [one] = list
    if (!one) return []
    return [
      ...(list.length === 1
        ? [
            { id: 'open', label: t('documents.open'), icon: FolderOpen, chord: 'Enter', onAction: () => { read(one.id) } },
            { id: 'edit', label: t('documents.edit'), icon: Pencil, chord: 'F2', onAction: () => { edit(one.id) } },
            { id: 'memos', label: t('memos.title'), icon: NotebookPen, onAction: () => { useWorkspace.getState().memos({ on: 'document', id: one.id, name: one.title }) } },
            { id: 'history', label: t('workspace.tab.history'), icon: History, onAction: () => { useWorkspace.getState().history({ on: 'document', id: one.id, name: one.title }) } },
            { id: 'original', label: t('documents.original'), icon: Save, onAction: () => void saveOriginal(one) },
          ]
        : []),
      { id: 'bin', label: t('documents.bin', { count: list.length }), icon: Archive, chord: 'Delete', danger: true, apart: true, onAction: () => void bin(list) },
    ]
  }

  useCommands([
    ...commandsOf('documents', [
      { id: 'files', label: t('import.files'), onAction: () => void choose('files') },
      { id: 'folder', label: t('import.folder'), onAction: () => void choose('folder') },
      { id: 'showBin', label: t('documents.showBin'), onAction: () => { showBin(true) } },
      ...groupings.map((g) => ({ id: `group.${g}`, label: `${t('documents.view')}: ${t(`documents.group.${g}`)}`, disabled: g === grouping, onAction: () => { group(g) } })),
    ]),
    ...commandsOf('documents', itemsFor(chosen())),
  ])

  if (isSuccess && documents.length === 0) {
    return (
      <section className={styles['pane']} aria-label={t('documents.list')}>
        <Empty icon={Files} title={t('documents.none')} help={t('documents.none.help')}>
          <Button look="primary" onPress={() => void choose('files')}>
            {t('import.files')}
          </Button>
          <Button look="quiet" onPress={() => void choose('folder')}>
            {t('import.folder')}
          </Button>
          {binned.length > 0 && (
            <Button look="quiet" onPress={() => { showBin(true) }}>
              {t('documents.showBin')}
            </Button>
          )}
        </Empty>
      </section>
    )
  }
  return (
    <section className={styles['pane']} aria-label={t('documents.list')}>
      <div className={styles['bar']}>
        <FilterField label={t('documents.filter')} value={typed} onChange={setTyped} onDown={() => tree.current?.focus()} />
        <Menu
          icon
          label={t('documents.view')}
          items={[
            ...groupings.map((g) => ({ id: g, label: t(`documents.group.${g}`), icon: Group, checked: g === grouping, onAction: () => { group(g) } })),
            { id: 'bin', label: t('documents.showBin'), icon: Archive, apart: true, onAction: () => { showBin(true) } },
          ]}
        >
          <ListTree aria-hidden size="1.125em" />
        </Menu>
        <Menu
          icon
          label={t('documents.selected')}
          items={itemsFor(chosen()).length > 0 ? itemsFor(chosen()) : [{ id: 'none', label: t('documents.selected.none'), disabled: true, onAction: () => undefined }]}
        >
          <EllipsisVertical aria-hidden size="1.125em" />
        </Menu>
        <Menu
          icon
          look="primary"
          label={t('import.button')}
          items={[
            { id: 'files', label: t('import.files'), icon: Files, onAction: () => void choose('files') },
            { id: 'folder', label: t('import.folder'), icon: FolderInput, onAction: () => void choose('folder') },
          ]}
        >
          <Plus aria-hidden size="1.125em" />
        </Menu>
      </div>
      {rows.length === 0 && isSuccess ? (
        <Empty icon={SearchX} title={t('documents.noFit')} />
      ) : (
        <Outline
          ref={tree}
          label={t('documents.list')}
          open={open}
          onOpen={(now) => { fold(new Set(groups.filter((g) => !now.has(g)))) }}
          selected={selected}
          onSelect={(lines) => { setPicked({ reading, lines }) }}
          onAction={(line) => {
            const d = documentOf(line)
            if (d) read(d.id)
            else fold(open.has(line) ? new Set([...folded, line]) : new Set([...folded].filter((f) => f !== line)))
          }}
          onPress={(line) => {
            const d = documentOf(line)
            if (d) read(d.id)
          }}
          onMenu={(line, at) => {
            const here = documentOf(line)
            if (!here) return
            const all = chosen()
            setMenu({ at, documents: all.includes(here) ? all : [here] })
          }}
          onKeyDown={(e) => {
            const list = chosen()
            if (e.key === 'F2' && list[0]) edit(list[0].id)
            else if (e.key === 'Delete' && list.length > 0) void bin(list)
            else return
            e.preventDefault()
            e.stopPropagation()
          }}
        >
          <OutlineLines lines={rows}>{(row) => <DocumentLine row={row} />}</OutlineLines>
        </Outline>
      )}
      {menu && (
        <MenuAt
          at={menu.at}
          label={t('documents.selected')}
          items={itemsFor(menu.documents)}
          onClose={() => {
            setMenu(null)
          }}
        />
      )}
    </section>
  )
}
