import type { KeyboardEvent, RefObject } from 'react'
import { useSynthesisView } from '../../state/synthesis'

/**
 * A list whose lines are gone through by the arrow keys: one of them is reached by Tab.
 * `act` does what a key means on a line, and says whether it means something.
 */
export function useItems(list: RefObject<HTMLElement | null>, ids: readonly string[], act: (id: string, key: string, e: KeyboardEvent, go: (id: string | undefined) => void) => boolean) {
  const item = useSynthesisView((s) => s.item)
  const reached = ids.includes(item) ? item : (ids[0] ?? '')
  const go = (id: string | undefined) => {
    if (id === undefined) return
    list.current?.querySelector<HTMLElement>(`[data-item="${id}"]`)?.focus()
  }
  return {
    keys: (e: KeyboardEvent) => {
      const line = e.target instanceof HTMLElement ? e.target : null
      const id = line?.dataset['item']
      // Buttons and fields of a line keep their keys.
      if (id === undefined || e.ctrlKey || e.metaKey) return
      const at = ids.indexOf(id)
      const plain = !e.altKey && !e.shiftKey
      const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }
      if (plain && to[e.key] !== undefined) go(ids[to[e.key] ?? 0])
      else if (!act(id, e.key.length === 1 ? e.key.toLowerCase() : e.key, e, go)) return
      e.preventDefault()
      e.stopPropagation()
    },
    line: (id: string) => ({
      'data-item': id,
      tabIndex: id === reached ? 0 : -1,
      onFocus: () => {
        if (useSynthesisView.getState().item !== id) useSynthesisView.getState().set({ item: id })
      },
    }),
  }
}
