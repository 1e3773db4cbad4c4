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
