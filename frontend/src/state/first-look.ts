import type { CodingView } from '../api/types'

/**
 * What a hand just coded is drawn before anything else follows from it: the panes, counts and
 * bars that hold the coding too take longer to redraw than the text, and come one frame later.
 */
export type Draw = (codings: readonly CodingView[], focused: readonly string[]) => void

const open = new Map<string, Draw>()
let held = 0
let waiting: (() => void)[] = []

/** A window that is not seen paints nothing: then this long is waited, in ms. */
const unseen = 100

/** Resolves once the frame that is drawn next has been painted. */
const painted = () =>
  new Promise<void>((done) => {
    const late = setTimeout(done, unseen)
    requestAnimationFrame(() => {
      clearTimeout(late)
      setTimeout(done)
    })
  })

/** The text of a document is open, and can be drawn on at once. Gives what ends that. */
export function drawsFirst(document: string, draw: Draw): () => void {
  open.set(document, draw)
  return () => {
    if (open.get(document) === draw) open.delete(document)
  }
}

/** Draws all codings of a document in its text if it is open, and waits until they are seen. */
export async function drawFirst(document: string, codings: readonly CodingView[], focused: readonly string[]): Promise<void> {
  const draw = open.get(document)
  if (!draw) return
  draw(codings, focused)
  await painted()
}

/** While this work is under way, lists that only follow a change wait in `afterDrawing`. */
export async function whileDrawing<T>(work: () => Promise<T>): Promise<T> {
  held++
  try {
    return await work()
  } finally {
    if (--held === 0) {
      const all = waiting
      waiting = []
      for (const go of all) go()
    }
  }
}

/** Resolves when nothing that a hand coded waits to be drawn. */
export const afterDrawing = () => (held === 0 ? Promise.resolve() : new Promise<void>((go) => waiting.push(go)))
