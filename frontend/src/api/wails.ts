import { ApiError, toApiError } from './failure'
import type { ProgramEvent, Transport } from './transport'

interface Caller {
  key: string
  call: string
}
type Bound = Record<string, Record<string, (caller: Caller, ...args: unknown[]) => Promise<unknown>>>

declare global {
  interface Window {
    go?: { bridge: Bound }
    runtime?: { EventsOn(name: string, hear: (event: ProgramEvent) => void): () => void }
  }
}

const cancelled = () =>
  new ApiError({ kind: 'cancelled', code: 'bridge.cancelled', message: 'This was stopped before it ended.', args: {} })

/** Takes the secret of this run out of the page, where nothing can read it afterwards. */
function takeKey(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="articula-key"]')
  const key = meta?.content ?? ''
  meta?.remove()
  return key
}

/** The transport of the window, and of the tests in a browser. */
export function wailsTransport(key = takeKey()): Transport {
  let calls = 0
  const bound = (method: string) => {
    const [service = '', name = ''] = method.split('.')
    const f = window.go?.bridge[service]?.[name]
    if (!f) throw new Error(`the program has no method ${method}`)
    return f
  }
  const fetched = async (route: string, signal?: AbortSignal): Promise<Response> => {
    let response: Response
    try {
      response = await fetch(route, { headers: { 'X-Articula-Key': key }, signal: signal ?? null })
    } catch (reason) {
      throw signal?.aborted ? cancelled() : toApiError(reason)
    }
    if (!response.ok) throw toApiError(await response.text())
    return response
  }
  return {
    async call(method, args, signal) {
      if (signal?.aborted) throw cancelled()
      const call = signal ? `${method}-${String(++calls)}` : ''
      const stop = () => void bound('Calls.Cancel')({ key, call: '' }, call)
      signal?.addEventListener('abort', stop, { once: true })
      try {
        return await bound(method)({ key, call }, ...args)
      } catch (reason) {
        throw toApiError(reason)
      } finally {
        signal?.removeEventListener('abort', stop)
      }
    },
    async text(route, signal) {
      return (await fetched(route, signal)).text()
    },
    async bytes(route, signal) {
      return (await fetched(route, signal)).arrayBuffer()
    },
    listen(hear) {
      return window.runtime?.EventsOn('articula', hear) ?? (() => undefined)
    },
  }
}
