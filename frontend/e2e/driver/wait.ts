export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** Asks again and again until the answer is neither undefined nor false, or time is up. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, limit = 30_000): Promise<T> {
  const end = Date.now() + limit
  let last: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
    } catch (reason) {
      last = reason
    }
    if (Date.now() > end) throw new Error(`waited ${String(limit)} ms for ${what}${last === undefined ? '' : `: ${String(last)}`}`)
    await sleep(40)
  }
}
