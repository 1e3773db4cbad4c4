import { EllipsisVertical, FolderTree } from 'lucide-react'
import { createContext, use, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseNode } from '../../api/types'
import { AddLine } from '../../components/AddLine'
import { FilterField } from '../../components/FilterField'
import { type Item, Menu, MenuAt } from '../../components/Menu'
import { lineOf, Outline, OutlineLines } from '../../components/Outline'
import { useTreeDrag } from '../../components/tree-drag'
import { everyCode, locate, nameIn, nudge, type Move } from '../../model/code-tree'
import { fold } from '../../model/fold'
import { useApi } from '../../state/api'
import { useBinnedCases, useCasesView } from '../../state/cases'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { MergeCase } from './MergeCase'
import styles from './cases.module.css'

/** Where a new case goes. */
export interface Place {
  parent: string
  after: string
}

interface Line {
  id: string
  label: string
  node: CaseNode
  children: Line[]
}

interface Props {
  tree: readonly CaseNode[]
  chosen: string
  adding: Place | null
  readOnly: boolean
  onAdding(place: Place | null): void
}

const arrows: Record<string, 'up' | 'down' | 'in' | 'out'> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' }

/** The lines whose name, or that of one below them, has what was typed. */
function linesOf(tree: readonly CaseNode[], wanted: string, language: string): Line[] {
  return tree.flatMap((node) => {
    const children = linesOf(node.children, wanted, language)
    const fits = children.length > 0 || [node.name, nameIn(node, language)].some((n) => fold(n).includes(wanted))
    return fits ? [{ id: node.id, label: nameIn(node, language), node, children }] : []
  })
}

const State = createContext({ renaming: '', dropping: '', keep: undefined as ((name: string) => void) | undefined })

/** The cases as a tree: to choose one, and to put them in order. */
export function CaseTree({ tree, chosen, adding, readOnly, onAdding }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const { folded, set } = useCasesView()
  const { memos, history } = useWorkspace.getState()
  const binned = useBinnedCases().data ?? []
  const [typed, setTyped] = useState('')
  const [renaming, setRenaming] = useState('')
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; id: string } | null>(null)
  const [merging, setMerging] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const wanted = fold(typed.trim())
  const lines = useMemo(() => linesOf(tree, wanted, i18n.language), [tree, wanted, i18n.language])
  const parents = useMemo(() => everyCode(tree).filter((k) => k.children.length > 0), [tree])
  const open = useMemo(() => new Set(parents.filter((k) => wanted !== '' || !folded.has(k.id)).map((k) => k.id)), [parents, folded, wanted])
  const newUnder = adding ? (locate(tree, adding.parent)?.code.name ?? '') : ''
  const mergedCase = locate(tree, merging)?.code
  const focusTree = () => requestAnimationFrame(() => list.current?.focus())

  const move = ({ ids: [id = ''], parent, after, first }: Move) =>
    attempt(async () => {
      // What goes on a line comes behind all that lies there.
      const last = after === '' && !first ? (parent === '' ? tree : (locate(tree, parent)?.code.children ?? [])).filter((k) => k.id !== id).at(-1)?.id : after
      await api.cases.move(id, parent, last ?? '')
      return true
    })
  const pick = ([id = '']: readonly string[]) => {
    if (id !== '') set({ chosen: id })
  }
  const { mark, onPointerDown } = useTreeDrag({ kind: 'cases', tree, selected: [chosen], frame: list, enabled: !readOnly && renaming === '', move, pick, nameOf: (k: CaseNode) => nameIn(k, i18n.language) })
  const keep = (name: string) => {
    const node = locate(tree, renaming)?.code
    setRenaming('')
    focusTree()
    if (!node || name.trim() === '' || name === node.name) return
    void attempt(() => api.cases.save({ id: node.id, parent: '', name: name.trim(), kind: node.kind, description: node.description }))
  }
  const bin = (id: string) => {
    const at = locate(tree, id)
    if (!at || readOnly) return
    void attempt(async () => {
      await api.cases.bin([id], false)
      set({ chosen: at.siblings[at.index + 1]?.id ?? at.siblings[at.index - 1]?.id ?? at.parent?.id ?? '' })
      await offerUndo(t('cases.binned', { name: at.code.name }))
    })
  }
  const beside = (id: string): Place => ({ parent: locate(tree, id)?.parent?.id ?? '', after: id })
  const under = (id: string): Place => ({ parent: id, after: locate(tree, id)?.code.children.at(-1)?.id ?? '' })
  const items = (id: string): Item[] => [
    { id: 'rename', label: t('codes.rename'), chord: 'F2', disabled: readOnly, onAction: () => { setRenaming(id) } },
    { id: 'beside', label: t('cases.add.beside'), chord: 'Ctrl+N', disabled: readOnly, onAction: () => { onAdding(beside(id)) } },
    { id: 'below', label: t('cases.add.below'), chord: 'Ctrl+Shift+N', disabled: readOnly, onAction: () => { onAdding(under(id)) } },
    { id: 'memos', label: t('memos.title'), apart: true, onAction: () => { memos({ on: 'case', id, name: locate(tree, id)?.code.name ?? '' }) } },
    { id: 'history', label: t('workspace.tab.history'), onAction: () => { history({ on: 'case', id, name: locate(tree, id)?.code.name ?? '' }) } },
    { id: 'merge', label: t('cases.merge'), apart: true, disabled: readOnly, onAction: () => { setMerging(id) } },
    { id: 'bin', label: t('cases.bin'), chord: 'Delete', danger: true, disabled: readOnly, onAction: () => { bin(id) } },
    ...binned.map((k, i): Item => ({
      id: k.id, label: t('cases.restore', { name: k.name }), apart: i === 0, disabled: readOnly,
      onAction: () => void attempt(() => api.cases.bin([k.id], true)),
    })),
  ]
  const onKeyDown = (e: React.KeyboardEvent) => {
    if (e.target instanceof HTMLInputElement) {
      // The keys of a name that is being written are its own.
      e.stopPropagation()
      if (e.key === 'Enter') keep(e.target.value)
      else if (e.key === 'Escape') {
        setRenaming('')
        focusTree()
      } else return
      e.preventDefault()
      return
    }
    const id = lineOf(e.target) ?? chosen
    const ctrl = e.ctrlKey || e.metaKey
    const arrow = arrows[e.key]
    if (e.altKey && arrow) {
      const to = readOnly ? null : nudge(tree, [id], arrow)
      if (to && arrow === 'in') set({ folded: new Set([...folded].filter((f) => f !== to.parent)) })
      if (to) {
        void move(to).then(() => {
          // The line may be drawn anew at its place, and the focus with it.
          setTimeout(() => {
            if (document.activeElement === document.body) list.current?.focus()
          }, 50)
        })
      }
    } else if (e.key === 'F2' && !readOnly) setRenaming(id)
    else if (e.key === 'Delete') bin(id)
    else if (ctrl && e.key.toLowerCase() === 'n' && !readOnly) onAdding(e.shiftKey ? under(id) : beside(id))
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  return (
    <section aria-label={t('cases.tree')} className={styles['tree']}>
      <div className={styles['bar']}>
        <FilterField label={t('cases.filter')} value={typed} onChange={setTyped} onDown={focusTree} />
        <Menu icon label={t('cases.menu')} items={chosen === '' ? [] : items(chosen)}>
          <EllipsisVertical aria-hidden size="1.125em" />
        </Menu>
      </div>
      {adding && (
        <AddLine
          label={newUnder === '' ? t('cases.add.top') : t('cases.add.under', { name: newUnder })}
          onAdd={async (name) => {
            const made = await attempt(async () => {
              const id = await api.cases.save({ id: '', parent: adding.parent, name, kind: '', description: '' })
              if (adding.after !== '') await api.cases.move(id, adding.parent, adding.after)
              return id
            })
            if (made === undefined) return false
            set({ chosen: made, folded: new Set([...folded].filter((f) => f !== adding.parent)) })
            onAdding({ parent: adding.parent, after: made })
            return true
          }}
          onClose={() => {
            onAdding(null)
            focusTree()
          }}
        />
      )}
      <div className={styles['lines']}>
        <State value={{ renaming, dropping: mark?.on ?? '', keep }}>
          <Outline
            ref={list}
            label={t('cases.tree')}
            open={open}
            onOpen={(now) => {
              set({ folded: new Set(parents.filter((k) => !now.has(k.id)).map((k) => k.id)) })
            }}
            selected={[chosen]}
            onSelect={pick}
            onMenu={(id, at) => { setMenu({ id, at }) }}
            onKeyDown={onKeyDown}
            onPointerDown={onPointerDown}
            onDoubleClick={(id) => {
              if (!readOnly) setRenaming(id)
            }}
          >
            <OutlineLines lines={lines}>{(line) => <CaseLine line={line} />}</OutlineLines>
          </Outline>
        </State>
        {mark?.line && <div className={styles['insertion']} style={{ top: mark.line.top, insetInlineStart: mark.line.left }} />}
      </div>
      {mergedCase && (
        <MergeCase
          tree={tree}
          from={mergedCase}
          onClose={() => {
            setMerging('')
            focusTree()
          }}
        />
      )}
      {menu && <MenuAt at={menu.at} label={t('cases.menu')} items={items(menu.id)} onClose={() => { setMenu(null) }} />}
    </section>
  )
}

function CaseLine({ line }: { line: Line }) {
  const { t } = useTranslation()
  const { renaming, dropping, keep } = use(State)
  const stay = (e: React.SyntheticEvent) => {
    e.stopPropagation()
  }
  const documents = line.node.documents.length
  return (
    <div className={`${styles['line'] ?? ''} ${dropping === line.id ? (styles['dropping'] ?? '') : ''}`}>
      {line.node.group && <FolderTree aria-hidden size="1em" className={styles['mark']} />}
      {renaming === line.id ? (
        <input
          className={styles['rename']}
          aria-label={t('codes.rename')}
          defaultValue={line.node.name}
          autoFocus
          onFocus={(e) => { e.currentTarget.select() }}
          onBlur={(e) => {
            // A line that is drawn anew, because the tree changed, is not left.
            const field = e.currentTarget
            setTimeout(() => {
              if (field.isConnected) keep?.(field.value)
            })
          }}
          onPointerDown={stay}
          onMouseDown={stay}
          onClick={stay}
        />
      ) : (
        <span className={styles['name']} title={line.node.description === '' ? line.label : `${line.label}: ${line.node.description}`}>
          {line.label}
        </span>
      )}
      {documents > 0 && (
        <span className={styles['count']} title={t('documents.count', { count: documents })}>
          {documents}
          <span className="hidden-text">{t('documents.count', { count: documents })}</span>
        </span>
      )}
    </div>
  )
}
