import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '../api/client'
import type { Change, CodingView } from '../api/types'
import { patched } from '../model/reading-list'
import { afterDrawing } from './first-look'
import { keys, staleBy } from './queries'

/** How long what was coded rests before counts, history and retrieval are asked for again, in ms. */
const rest = 150
/** How long they wait at most while one coding follows the other, in ms. */
const longest = 1000
/** More codings than this are not asked for one by one. */
const few = 200

/** Keeps what the program has answered in step with what changes in the project. */
export interface Fresh {
  hear(change: Change): void
  stop(): void
}

/**
 * Follows changes. Codings that an event names are read alone and put into the lists that
 * hold them: a key that codes must not wait for thousands that did not change. What only
 * counts or tells of codings is out of date at once, but asked for again when the hand rests.
 */
export function keepFresh(cache: QueryClient, api: Api): Fresh {
  const later = new Map<string, readonly string[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0
  let touched = new Set<string>()
  let reading = false
  /** Grows when lists of codings are let go of as a whole. */
  let era = 0
  let stopped = false

  const letGo = (queryKey: readonly string[]) => void cache.invalidateQueries({ queryKey })

  const flush = () => {
    timer = undefined
    const all = [...later.values()]
    later.clear()
    all.forEach(letGo)
  }

  const delay = (queryKey: readonly string[]) => {
    // Whatever is shown from now on asks again; what is shown already does so later.
    void cache.invalidateQueries({ queryKey, refetchType: 'none' })
    if (later.size === 0) since = Date.now()
    later.set(queryKey.join('/'), queryKey)
    clearTimeout(timer)
    timer = setTimeout(flush, Math.max(0, Math.min(rest, since + longest - Date.now())))
  }

  /** Reads what was touched, one request after the other: a later answer is never older. */
  const read = async () => {
    if (reading) return
    reading = true
    while (touched.size > 0 && !stopped) {
      await afterDrawing()
      const [ids, begun] = [touched, era]
      touched = new Set()
      if (ids.size > few) {
        letGo(keys.everyCodings)
        continue
      }
      try {
        const answer = await api.text(`/api/codings?${[...ids].map((id) => `id=${id}`).join('&')}`)
        const standing = JSON.parse(answer) as CodingView[]
        if (begun !== era) {
          // A list may hold something newer than this answer by now: ask once more.
          for (const id of ids) touched.add(id)
          continue
        }
        for (const { queryKey, state } of cache.getQueryCache().findAll({ queryKey: keys.everyCodings })) {
          if (state.isInvalidated) continue // it is read as a whole, and must not count as fresh before
          cache.setQueryData<CodingView[]>(queryKey, (list) => list && patched(list, ids, standing.filter((c) => c.document === queryKey[2])))
        }
      } catch {
        letGo(keys.everyCodings) // whose failure is shown where the codings are
      }
    }
    reading = false
  }

  return {
    hear(change) {
      const { now, soon } = staleBy(change)
      now.forEach((key) => {
        if (key[1] === keys.everyCodings[1]) era++
        letGo(key)
      })
      soon.forEach(delay)
      if (change.codings.length === 0 || change.everywhere) return
      // A list that is on its way may not hold the change; one that is out of date is read anyway.
      void cache.invalidateQueries({ queryKey: keys.everyCodings, predicate: (q) => q.state.fetchStatus !== 'idle' })
      if (!cache.getQueryCache().findAll({ queryKey: keys.everyCodings }).some((q) => q.state.data !== undefined)) return
      for (const id of change.codings) touched.add(id)
      void read()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      if (later.size > 0) flush()
    },
  }
}
