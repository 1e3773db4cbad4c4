import { ChevronRight } from 'lucide-react'
import { memo, useMemo, type ReactNode, type Ref } from 'react'
import { Button, Collection, ListLayout, Tree, TreeItem, TreeItemContent, Virtualizer, type Key, type Selection } from 'react-aria-components'
import { usePreferences } from '../state/preferences'
import styles from './Outline.module.css'

export interface Line {
  id: string
  label: string
  children: Line[]
}

interface Props {
  label: string
  /** What it shows: OutlineLines, in a component of its own where they change often. */
  children: ReactNode
  open: ReadonlySet<string>
  onOpen(open: ReadonlySet<string>): void
  selected: readonly string[]
  onSelect(selected: string[]): void
  /** Enter, or a double click. */
  onAction?(id: string): void
  /** A press without a key held: what the person goes for. */
  onPress?(id: string): void
  /** A right click or the menu key, on a line. */
  onMenu?(id: string, at: { x: number; y: number }): void
  onKeyDown?(e: React.KeyboardEvent): void
  onPointerDown?(e: React.PointerEvent): void
  /** A double click on a line, which is then no action. */
  onDoubleClick?(id: string): void
  ref?: Ref<HTMLDivElement>
}

const heights = { compact: 24, comfortable: 28, roomy: 36 } as const

/** The height of a line in pixels: lists that are drawn in part need to know it beforehand. */
export function useLineHeight(): number {
  const { density, scale } = usePreferences((s) => s.preferences)
  return Math.round((heights[density] * scale) / 100)
}

/** The key of the line in which something happened. */
export const lineOf = (target: EventTarget | null) => (target instanceof Element ? target.closest('[role=row]')?.getAttribute('data-key') : undefined) ?? undefined

/** Scrolls an outline, as little as is needed, until its line of this number is seen. */
export function lineInView(outline: HTMLElement, line: number, height: number): void {
  const top = line * height
  if (top < outline.scrollTop || top + height > outline.scrollTop + outline.clientHeight) outline.scrollTop = Math.max(0, top - outline.clientHeight / 2)
}

interface ContentProps<L extends Line> {
  line: L
  /** Whether there are lines under it. */
  above: boolean
  level: number
  draw(line: L): ReactNode
}

/** What stands in a line. The tree draws its lines twice whenever one comes or goes: this stays as it was. */
const Content = memo(function Content<L extends Line>({ line, above, level, draw }: ContentProps<L>) {
  return (
    <div className={styles['content']} style={{ paddingInlineStart: `calc(${String(level - 1)} * 0.875rem)` }} data-outline-content>
      {above ? (
        <Button slot="chevron" className={styles['chevron'] ?? ''}>
          <ChevronRight aria-hidden size="1em" />
        </Button>
      ) : (
        <span className={styles['blank']} />
      )}
      {draw(line)}
    </div>
  )
}) as <L extends Line>(props: ContentProps<L>) => ReactNode

interface LinesProps<L extends Line> {
  lines: readonly L[]
  children(line: L): ReactNode
}

/**
 * The lines of an outline. The outline hears of them by itself: when they alone change, all else
 * about it stays, and what was in view is not drawn once more before what is.
 */
export function OutlineLines<L extends Line>({ lines, children }: LinesProps<L>) {
  const draw = (line: L) => (
    <TreeItem id={line.id} textValue={line.label} className={styles['line'] ?? ''}>
      <TreeItemContent>
        {({ hasChildItems, level }) => <Content line={line} above={hasChildItems} level={level} draw={children} />}
      </TreeItemContent>
      <Collection items={line.children as L[]}>{draw}</Collection>
    </TreeItem>
  )
  return <Collection items={lines}>{draw}</Collection>
}

/** A tree of lines, of which only those in view are drawn. */
export function Outline({ label, children, open, onOpen, selected, onSelect, onAction, onPress, onMenu, onKeyDown, onPointerDown, onDoubleClick, ref }: Props) {
  const height = useLineHeight()
  const keys = useMemo(() => new Set<Key>(selected), [selected])
  return (
    <div
      className={styles['frame']}
      onKeyDownCapture={onKeyDown}
      onPointerDownCapture={onPointerDown}
      onDoubleClickCapture={(e) => {
        const id = lineOf(e.target)
        if (id !== undefined && onDoubleClick && !(e.target as Element).closest('button, input')) onDoubleClick(id)
      }}
      onContextMenu={(e) => {
        const id = lineOf(e.target)
        if (id === undefined || !onMenu) return
        e.preventDefault()
        // The menu key gives no place of its own in some engines: the line's then.
        const box = (e.target as Element).getBoundingClientRect()
        onMenu(id, e.clientX > 0 ? { x: e.clientX, y: e.clientY } : { x: box.left + 24, y: box.bottom })
      }}
      // Lines keep their clicks to themselves, so this hears them first.
      onClickCapture={(e) => {
        const id = lineOf(e.target)
        if (id === undefined || !onPress || e.shiftKey || e.ctrlKey || e.metaKey) return
        if ((e.target as Element).closest('button')) return
        onPress(id)
      }}
    >
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: height }}>
        <Tree
          {...(ref ? { ref } : {})}
          aria-label={label}
          className={styles['tree'] ?? ''}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={keys}
          onSelectionChange={(s: Selection) => {
            if (s !== 'all') onSelect([...s].map(String))
          }}
          expandedKeys={open as ReadonlySet<Key> as Set<Key>}
          onExpandedChange={(s) => {
            onOpen(new Set([...s].map(String)))
          }}
          onAction={(key) => {
            onAction?.(String(key))
          }}
        >
          {children}
        </Tree>
      </Virtualizer>
    </div>
  )
}
