import { useMemo } from 'react'
import type { ExcerptView, RoundDetail } from '../api/types'
import { useInfo } from './queries'
import { useRounds } from './review'

/** A passage that the one who works is to judge, and the round that asks for it. */
export interface Asked {
  round: RoundDetail
  excerpt: ExcerptView
}

/** The passages that are still the coder's to judge, round by round, as they are handed out. */
export function useAsked(): readonly Asked[] {
  const me = useInfo().data?.coder.id
  const rounds = useRounds().data
  return useMemo(
    () =>
      (rounds ?? []).flatMap((round) => {
        const open = new Set(round.assignments.filter((a) => a.coder.id === me && a.state !== 'finished').map((a) => a.document.id))
        return round.excerpts.filter((e) => open.has(e.document.id)).map((excerpt) => ({ round, excerpt }))
      }),
    [rounds, me],
  )
}

/** The place in the list of what is read now, or −1. */
export function placeAmong(list: readonly Asked[], document: string, at: number): number {
  return list.findIndex(({ excerpt: e }) => e.document.id === document && e.start <= at && at <= e.end)
}
