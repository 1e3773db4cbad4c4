import type { Api } from '../api/client'

/** How long it is waited for what was written to be kept, in milliseconds. */
const longest = 2000

/**
 * Keeps what stands in fields, before the project that it belongs to goes away. Fields keep
 * what was written when they are left: so the one that is written in is left. Waits until
 * the program has it, but not for ever.
 */
export async function keepWritten(api: Api): Promise<void> {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  let late: ReturnType<typeof setTimeout> | undefined
  await Promise.race([api.settled(), new Promise((over) => (late = setTimeout(over, longest)))])
  clearTimeout(late)
}
