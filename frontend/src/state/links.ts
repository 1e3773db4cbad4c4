import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { useApi } from './api'
import { useCoding } from './coding'
import { keys } from './queries'
import { useAttempt } from './use-attempt'
import { useUndoOffer } from './use-undo-offer'
import { useWorkspace, type Place } from './workspace'

/** What the first passage does to the second. */
export const linkKinds = ['supports', 'contradicts', 'implements', 'refers_to'] as const
export type LinkKind = (typeof linkKinds)[number]

/** A passage that a link begins at. */
export interface LinkStart extends Place {
  quote: string
  title: string
}

interface State {
  /** Where the link begins that is being made; null while none is. */
  from: LinkStart | null
  /** What the link will say; the one chosen last comes first again. */
  kind: LinkKind
  /** The pane of memos shows the links. */
  listed: boolean
  begin(from: LinkStart | null): void
  mean(kind: LinkKind): void
  list(listed: boolean): void
}

export const useLinking = create<State>((set) => ({
  from: null,
  kind: 'supports',
  listed: false,
  begin: (from) => {
    set({ from })
  },
  mean: (kind) => {
    set({ kind })
  },
  list: (listed) => {
    set({ listed })
  },
}))

/** Every link between passages, the latest first. */
export function useLinks() {
  const api = useApi()
  return useQuery({ queryKey: keys.links, queryFn: ({ signal }) => api.during(signal).links.list({ kind: '', document: '', coder: '', context: 0 }) })
}

/**
 * Begins a link at a passage, or ends the one that was begun elsewhere; what was made is shown
 * beside the text, unless `shows` is false: where passages are listed, the list stays.
 */
export function useLinkHere(shows = true): (place: LinkStart) => void {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  return useCallback(
    (place) => {
      const { from, kind, begin } = useLinking.getState()
      if (!from) {
        begin(place)
        useCoding.getState().say(t('links.begun'))
        return
      }
      const end = (p: Place) => ({ coding: '', document: p.document, start: p.start, end: p.end })
      void attempt(async () => {
        await api.links.save({ id: '', kind, from: end(from), to: end(place), note: '' })
        begin(null)
        if (shows) useWorkspace.getState().show('here')
        useCoding.getState().say(t('links.made'))
        await offerUndo(t('links.made'))
      })
    },
    [api, attempt, offerUndo, shows, t],
  )
}
