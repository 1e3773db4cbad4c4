import { useEffect, useRef } from 'react'
import type { Surface } from '../../editor/surface'
import { carry, takeCodes } from '../../state/drag'
import type { Open } from './OpenDocument'
import type { Acts } from './use-coding-keys'

/** Drags the selected words; dropped on a code of the tree, they are coded with it. `press` is called if it was a click after all. */
export function dragWords(e: { clientX: number; clientY: number }, surface: Surface, code: Acts['codeSelection'], press: () => void): void {
  const { from, to } = surface.selection
  const words = surface.view.state.sliceDoc(from, Math.min(to, from + 60))
  carry(
    e,
    { kind: 'words', codes: [], label: `“${words}${to - from > 60 ? '…' : ''}”` },
    (on) => {
      const id = on.closest<HTMLElement>('[data-code]')?.dataset['code']
      if (id !== undefined) void code([id])
    },
    press,
  )
}

/** Codes dropped on the text are put on the selection under them, or on the sentence there. */
export function useTextDrop({ surface }: Open, codeAt: Acts['codeAt']): void {
  const latest = useRef(codeAt)
  useEffect(() => {
    latest.current = codeAt
  })
  useEffect(
    () =>
      takeCodes('text', (x, y, codes) => {
        const at = surface?.offsetAt(x, y) ?? null
        if (at !== null) void latest.current(at, codes)
      }),
    [surface],
  )
}
