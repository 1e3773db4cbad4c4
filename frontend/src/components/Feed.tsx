import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import styles from './Feed.module.css'

/** What others may ask a feed to do. */
export interface FeedHandle {
  focus(index: number): void
}

interface Props {
  label: string
  count: number
  /** What an entry probably measures, in pixels, before it is drawn. */
  estimate: number
  /** Where it stood when it was last shown, in pixels. */
  scrolled: number
  onScroll(to: number): void
  /** The entries that are drawn: what they show may have to be fetched. */
  onRange(first: number, last: number): void
  /** Names an entry for screen readers. */
  name(index: number): string
  render(index: number): ReactNode
  /** Enter on an entry, or a click on it. */
  onOpen(index: number): void
  /** The entry that has the focus now; the one that it was in stays reached when it leaves the list. */
  onReach?(index: number): void
  /** Any other key on an entry; true when it meant something. */
  onKey?(index: number, event: KeyboardEvent): boolean
  ref?: Ref<FeedHandle>
}

/**
 * A list of entries of any height, of which only those in view are made: ten thousand
 * are as quick as ten. The arrow keys go from entry to entry, Tab to the buttons in one.
 */
export function Feed({ label, count, estimate, scrolled, onScroll, onRange, name, render, onOpen, onReach, onKey, ref }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => estimate,
    overscan: 6,
    initialOffset: scrolled,
    useFlushSync: false,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  // One entry is reached by Tab: the one that had the focus last, if it is in view.
  const reached = active < first || active > last ? first : active
  useEffect(() => {
    onRange(first, last)
  }, [first, last, onRange])

  const focus = (index: number) => {
    const to = Math.max(0, Math.min(count - 1, index))
    setActive(to)
    virtual.scrollToIndex(to, { align: 'auto' })
    // The entry may have to be made first.
    let tries = 10
    const reach = () => {
      const entry = box.current?.querySelector<HTMLElement>(`[data-index="${String(to)}"]`)
      if (entry) entry.focus({ preventScroll: true })
      else if (tries-- > 0) requestAnimationFrame(reach)
    }
    reach()
  }
  useImperativeHandle(ref, () => ({ focus }))

  const keys = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, last - first - 12)
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: count - 1 }
    const to = steps[event.key]
    if (to !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) focus(to)
    else if (event.key === 'Enter') onOpen(index)
    else if (!onKey?.(index, event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={box}
      className={styles['box']}
      onScroll={(e) => {
        onScroll(e.currentTarget.scrollTop)
      }}
    >
      <div role="feed" aria-label={label} className={styles['feed']} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <article
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            aria-posinset={item.index + 1}
            aria-setsize={count}
            aria-label={name(item.index)}
            tabIndex={item.index === reached ? 0 : -1}
            className={styles['entry']}
            style={{ transform: `translateY(${String(item.start)}px)` }}
            onFocus={() => {
              setActive(item.index)
              onReach?.(item.index)
            }}
            onKeyDown={(e) => {
              keys(e, item.index)
            }}
            onClick={(e) => {
              const inside = (e.target as Element).closest('button, input, textarea, label, a')
              if (inside && e.currentTarget.contains(inside)) return
              if (getSelection()?.isCollapsed === false) return
              onOpen(item.index)
            }}
          >
            {render(item.index)}
          </article>
        ))}
      </div>
    </div>
  )
}
