import type { Transport } from './transport'

/**
 * Makes the calls that change something wait for each other. The window library
 * starts each call at once and beside the others, so that of two changes the later
 * could win or lose; and undo must find what was done before it. Calls that only ask
 * are not held up.
 */
export function inOrder(transport: Transport, changes: (method: string) => boolean): Transport {
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...transport,
    call(method, args, signal) {
      if (!changes(method)) return transport.call(method, args, signal)
      const mine = last.then(() => transport.call(method, args, signal))
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/** A way on which it can be waited until nothing is under way any more. */
export interface Settling extends Transport {
  /** Waits until every call has ended, and those that follow from it. Calls that a signal can end only ask for what is shown, and are not waited for. */
  settled(): Promise<void>
}

/** Minds the calls that are under way. */
export function minded(transport: Transport): Settling {
  const underWay = new Set<Promise<unknown>>()
  return {
    ...transport,
    call(method, args, signal) {
      const mine = transport.call(method, args, signal)
      if (signal) return mine
      const over: Promise<unknown> = mine.then(
        () => underWay.delete(over),
        () => underWay.delete(over),
      )
      underWay.add(over)
      return mine
    },
    async settled() {
      do {
        await Promise.all(underWay)
        // What follows from an answer is asked for before the next task.
        await new Promise((next) => setTimeout(next))
      } while (underWay.size > 0)
    },
  }
}
