import { ChevronsDownUp, ChevronsUpDown, EllipsisVertical, Plus, Tags } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AddLine } from '../../components/AddLine'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { Menu, MenuAt } from '../../components/Menu'
import { lineOf } from '../../components/Outline'
import { useTreeDrag } from '../../components/tree-drag'
import { everyCode, linesOf, nameIn, nudge } from '../../model/code-tree'
import { commandsOf, useCommands } from '../../state/commands'
import { useCodesView } from '../../state/codes'
import { useCodeSelection } from '../../state/coding'
import { useCodes, useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { TreeState } from './CodeLine'
import styles from './CodesPane.module.css'
import { CodesFilter, FittingCodes } from './FittingCodes'
import { useCodeActions } from './use-code-actions'

const arrows: Record<string, 'up' | 'down' | 'in' | 'out'> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' }
const none: never[] = []

/** A tree of more codes than this begins folded up. */
const many = 150

/** The code tree: to code with, to find one's way in, and to be worked on. */
export function CodesPane() {
  const { t, i18n } = useTranslation()
  const { data = none, isSuccess } = useCodes()
  // Numbers of codings change with each of them: the text goes before, and the tree follows.
  const tree = useDeferredValue(data)
  const readOnly = useInfo().data?.read_only ?? true
  const { folded, fold, edit } = useCodesView()
  const selected = useWorkspace((s) => s.codes)
  const pick = useWorkspace((s) => s.pick)
  const codeSelection = useCodeSelection()
  const actions = useCodeActions(tree)
  const [renaming, setRenaming] = useState('')
  const [adding, setAdding] = useState<{ parent: string; after: string } | null>(null)
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; codes: readonly string[] } | null>(null)
  const list = useRef<HTMLDivElement>(null)

  const language = i18n.language
  const lines = useMemo(() => linesOf(tree, language), [tree, language])
  const parents = useMemo(() => everyCode(tree).filter((c) => c.children.length > 0), [tree])
  // In a big tree only what was opened is open; in a small one only what was folded is not.
  const big = useMemo(() => everyCode(tree).length > many, [tree])
  const open = useMemo(
    () => new Set(parents.filter((c) => (big ? folded.has(c.id) : !folded.has(c.id))).map((c) => c.id)),
    [parents, folded, big],
  )
  const setOpen = useCallback(
    (now: ReadonlySet<string>) => {
      fold(new Set(parents.filter((c) => (big ? now.has(c.id) : !now.has(c.id))).map((c) => c.id)))
    },
    [parents, fold, big],
  )
  const focusTree = () => requestAnimationFrame(() => list.current?.focus())
  const { mark, onPointerDown } = useTreeDrag({ kind: 'codes', tree, selected, frame: list, enabled: !readOnly, move: actions.move, pick, nameOf: (c) => nameIn(c, language) })

  const dropping = mark?.on ?? ''
  const treeState = useMemo(() => ({ renaming, dropping, stopRenaming: () => { setRenaming('') } }), [renaming, dropping])

  const add = (under: boolean) => {
    const at = selected.at(-1)
    setAdding(at === undefined ? { parent: '', after: '' } : under ? { parent: at, after: '' } : { parent: actions.parentOf(at), after: at })
  }
  const begin = (id: string) => {
    if (!readOnly) setRenaming(id)
  }
  const items = (codes: readonly string[]) => actions.items(codes, { rename: begin, add: (at) => { setAdding(at) } })

  // A step begins only when the tree shows the one before: keys can be faster than that.
  const steps = useRef<(typeof arrows)[string][]>([])
  const underWay = useRef(false)
  const begun = (to: (typeof arrows)[string]) => {
    const move = nudge(tree, selected, to)
    if (!move) return
    underWay.current = true
    if (to === 'in') setOpen(new Set([...open, move.parent]))
    void actions.move(move).then((done) => {
      if (done === undefined) {
        underWay.current = false
        steps.current = []
      }
      // The line may be drawn anew at its place, and the focus with it.
      setTimeout(() => {
        if (document.activeElement === document.body) list.current?.focus()
      }, 50)
    })
  }
  const step = (to: (typeof arrows)[string]) => {
    if (underWay.current) steps.current.push(to)
    else begun(to)
  }
  const next = useRef(begun)
  useEffect(() => {
    next.current = begun
  })
  useEffect(() => {
    underWay.current = false
    const to = steps.current.shift()
    if (to) next.current(to)
  }, [tree])

  const onKeyDown = (e: React.KeyboardEvent) => {
    if (e.target instanceof HTMLInputElement) {
      // The name that is being written: its keys are its own, and none of the tree's.
      e.stopPropagation()
      if (e.key === 'Escape') {
        setRenaming('')
        focusTree()
      } else if (e.key === 'Enter') {
        void actions.rename(renaming, e.target.value)
        setRenaming('')
        focusTree()
      } else return
      e.preventDefault()
      return
    }
    const here = lineOf(e.target)
    const codes = selected.length > 0 ? selected : here === undefined ? [] : [here]
    const ctrl = e.ctrlKey || e.metaKey
    const arrow = arrows[e.key]
    if (e.altKey && arrow) {
      if (!readOnly) step(arrow)
    } else if (e.key === 'F2' && codes[0] !== undefined) begin(codes[0])
    else if (e.key === 'Delete' && codes.length > 0) actions.bin(codes)
    else if (ctrl && e.key.toLowerCase() === 'n') add(e.shiftKey)
    else if (ctrl && e.key === 'Enter') actions.retrieve(codes)
    else if (e.altKey && e.key === 'Enter' && codes[0] !== undefined) edit(codes[0])
    else if (e.key === 'Enter' && !e.shiftKey && !e.altKey && useWorkspace.getState().selection) void codeSelection(codes)
    else return
    e.preventDefault()
    e.stopPropagation()
  }

  useCommands([
    ...commandsOf('codes', [
      { id: 'add', label: t('codes.add'), disabled: readOnly, onAction: () => { add(false) } },
      { id: 'openAll', label: t('codes.openAll'), onAction: () => { setOpen(new Set(parents.map((c) => c.id))) } },
      { id: 'closeAll', label: t('codes.closeAll'), onAction: () => { setOpen(new Set()) } },
    ]),
    ...commandsOf('codes', actions.bookItems),
    ...commandsOf('codes', selected.length > 0 ? items(selected) : []),
  ])

  const bar = (
    <div className={styles['bar']}>
      <CodesFilter onDown={focusTree} />
      <Menu
        icon
        label={t('codes.tree')}
        items={[
          { id: 'open', label: t('codes.openAll'), icon: ChevronsUpDown, onAction: () => { setOpen(new Set(parents.map((c) => c.id))) } },
          { id: 'close', label: t('codes.closeAll'), icon: ChevronsDownUp, onAction: () => { setOpen(new Set()) } },
          ...actions.bookItems,
        ]}
      >
        <ChevronsUpDown aria-hidden size="1.125em" />
      </Menu>
      <Menu
        icon
        label={t('codes.selected')}
        items={selected.length > 0 ? items(selected) : [{ id: 'none', label: t('codes.selected.none'), disabled: true, onAction: () => undefined }]}
      >
        <EllipsisVertical aria-hidden size="1.125em" />
      </Menu>
      <Button icon look="primary" isDisabled={readOnly} aria-label={t('codes.add')} onPress={() => { add(false) }}>
        <Plus aria-hidden size="1.125em" />
      </Button>
    </div>
  )
  return (
    <section className={styles['pane']} aria-label={t('codes.list')}>
      {bar}
      {adding && (
        <AddLine
          label={actions.nameOf(adding.parent) === '' ? t('codes.add.top') : t('codes.add.under', { name: actions.nameOf(adding.parent) })}
          onAdd={async (name) => {
            const made = await actions.add(name, adding)
            if (made === undefined) return false
            if (adding.parent !== '') setOpen(new Set([...open, adding.parent]))
            pick([made])
            setAdding({ parent: adding.parent, after: made })
            return true
          }}
          onClose={() => {
            setAdding(null)
            focusTree()
          }}
        />
      )}
      {isSuccess && tree.length === 0 ? (
        !adding && (
          <Empty icon={Tags} title={t('codes.none')} help={t('codes.none.help')}>
            <Button look="primary" isDisabled={readOnly} onPress={() => { add(false) }}>
              {t('codes.add')}
            </Button>
          </Empty>
        )
      ) : (
        isSuccess && (
          <TreeState value={treeState}>
            <FittingCodes
              ref={list}
              label={t('codes.list')}
              tree={tree}
              lines={lines}
              parents={parents}
              open={open}
              onOpen={setOpen}
              selected={selected}
              onSelect={pick}
              onPress={(id) => {
                if (renaming === '' && useWorkspace.getState().selection) void codeSelection([id])
              }}
              onMenu={(id, at) => { setMenu({ at, codes: selected.includes(id) ? selected : [id] }) }}
              onKeyDown={onKeyDown}
              onPointerDown={onPointerDown}
              onDoubleClick={begin}
              insertion={mark?.line}
            />
          </TreeState>
        )
      )}
      {menu && <MenuAt at={menu.at} label={t('codes.selected')} items={items(menu.codes)} onClose={() => { setMenu(null) }} />}
    </section>
  )
}
