import { useCallback, useEffect, useRef, useState } from 'react'
import type { Api } from '../../api/client'
import type { CodingView, Segment } from '../../api/types'
import { useApi } from '../../state/api'

/** How many codings are asked for at once: they stand in an address. */
const atOnce = 200

/** Which of these codings still stand and may be seen. */
async function standing(api: Api, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const out = new Set<string>()
  for (let i = 0; i < ids.length; i += atOnce) {
    const answer = await api.text(`/api/codings?${ids.slice(i, i + atOnce).map((id) => `id=${id}`).join('&')}`)
    for (const c of JSON.parse(answer) as CodingView[]) out.add(c.id)
  }
  return out
}

/**
 * The passages that are chosen, by their codings. They stay so while something else is asked
 * for; those that are removed, by whomever, leave the choice, of which a part could not be
 * changed any more.
 */
export function useChosen() {
  const api = useApi()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Segment>>(new Map())
  const choose = useCallback((s: Segment) => {
    setChosen((was) => {
      const next = new Map(was)
      if (!next.delete(s.id)) next.set(s.id, s)
      return next
    })
  }, [])
  const none = useCallback(() => {
    setChosen(new Map())
  }, [])
  const latest = useRef(chosen)
  useEffect(() => {
    latest.current = chosen
  })
  useEffect(
    () =>
      api.on('change', (change) => {
        const named = change.everywhere || change.codings.length === 0 ? undefined : new Set(change.codings)
        const ids = [...latest.current.keys()].filter((id) => named?.has(id) ?? true)
        if (ids.length === 0) return
        standing(api, ids).then(
          (there) => {
            const gone = ids.filter((id) => !there.has(id))
            if (gone.length > 0) setChosen((was) => new Map([...was].filter(([id]) => !gone.includes(id))))
          },
          () => undefined, // whoever does something with the choice is told what is wrong
        )
      }),
    [api],
  )
  return { chosen, choose, none }
}
