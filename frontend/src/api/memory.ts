import { ApiError } from './failure'
import type { Events, ProgramEvent, Transport } from './transport'

type Answers = Record<string, (...args: never[]) => unknown>

/** A transport for tests of screens: answers what the test says, and sends its events. */
export interface MemoryTransport extends Transport {
  /** Names and arguments of the calls so far. */
  readonly calls: { method: string; args: readonly unknown[] }[]
  emit<N extends keyof Events>(name: N, data: Events[N]): void
}

export function memoryTransport(answers: Answers): MemoryTransport {
  const hearers = new Set<(event: ProgramEvent) => void>()
  const calls: MemoryTransport['calls'] = []
  let seq = 0
  const missing = (what: string) =>
    new ApiError({ kind: 'internal', code: 'internal', message: `the test has no answer for ${what}`, args: {} })
  const answer = async (what: string, args: readonly unknown[]) => {
    calls.push({ method: what, args })
    const f = answers[what]
    if (!f) throw missing(what)
    return await f(...(args as never[]))
  }
  return {
    calls,
    call: answer,
    text: async (route) => String(await answer(route, [])),
    bytes: async (route) => (await answer(route, [])) as ArrayBuffer,
    listen(hear) {
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    emit(name, data) {
      seq++
      for (const hear of hearers) hear({ seq, name, data })
    },
  }
}
