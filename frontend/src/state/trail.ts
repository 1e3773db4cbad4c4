import { create } from 'zustand'
import { useWorkspace } from './workspace'

interface State {
  past: readonly string[]
  future: readonly string[]
}

/** The documents that were read before and after the one that is read. */
export const useTrail = create<State>(() => ({ past: [], future: [] }))

let walking = false

useWorkspace.subscribe((now, was) => {
  if (now.document === was.document) return
  if (now.document === '') useTrail.setState({ past: [], future: [] })
  else if (!walking && was.document !== '') useTrail.setState((s) => ({ past: [...s.past, was.document].slice(-100), future: [] }))
})

function walk(document: string): void {
  walking = true
  useWorkspace.getState().read(document)
  walking = false
}

/** Reads the document again that was read before this one. */
export function goBack(): void {
  const { past, future } = useTrail.getState()
  const to = past.at(-1)
  if (to === undefined) return
  const { document } = useWorkspace.getState()
  useTrail.setState({ past: past.slice(0, -1), future: [document, ...future] })
  walk(to)
}

export function goForward(): void {
  const { past, future } = useTrail.getState()
  const [to, ...rest] = future
  if (to === undefined) return
  const { document } = useWorkspace.getState()
  useTrail.setState({ past: [...past, document], future: rest })
  walk(to)
}
