import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '../../api/types'
import { useApi } from '../../state/api'
import { useLinkHere } from '../../state/links'
import { useNotices } from '../../state/notices'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { shownPath } from '../finding/options'
import { usePosition } from '../finding/position'

/** What can be done with passages where they are listed. */
export interface SegmentActions {
  /** Shows the passage in its text. */
  open(s: Segment): void
  /** Takes it into the choice, or out of it. */
  choose(s: Segment): void
  /** Opens its memo below it; null closes. */
  note(s: Segment | null): void
  /** Gives passages another code; `done` is called if it came to its end. */
  recode(list: readonly Segment[], code: string, done?: () => void): void
  /** Removes codings; `done` is called if it came to its end. */
  uncode(list: readonly Segment[], done?: () => void): void
  copy(list: readonly Segment[]): void
  /** Begins a link at the passage, or ends the one that was begun elsewhere. */
  link(s: Segment): void
}

export function useSegmentActions(choose: (s: Segment) => void, note: (s: Segment | null) => void): SegmentActions {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const position = usePosition()
  const say = useNotices((s) => s.say)
  const offer = useUndoOffer()
  const link = useLinkHere(false)
  const { jumpTo, focus } = useWorkspace.getState()
  return useMemo(() => {
    return {
      choose,
      note,
      open: (s) => {
        jumpTo({ document: s.document.id, start: s.start, end: s.end })
        focus([s.id])
      },
      recode: (list, code, done) =>
        void attempt(async () => {
          await api.codings.recode(list.map((s) => s.id), code)
          done?.()
          await offer(t('segments.recoded', { count: list.length }))
        }),
      uncode: (list, done) =>
        void attempt(async () => {
          await api.codings.remove(list.map((s) => s.id))
          done?.()
          await offer(t('segments.uncoded', { count: list.length }))
        }),
      copy: (list) =>
        void attempt(async () => {
          const text = list.map((s) => {
            const source = [s.document.title, position(s.position), s.cases.map((c) => c.name).join(', ')].filter((x) => x !== '').join(' · ')
            return `“${s.quote}”\n(${source}. ${shownPath(s.code.path)}, ${s.coder})`
          })
          await api.platform.copy(text.join('\n\n'))
          say(t('segments.copied', { count: list.length }))
        }),
      link: (s) => {
        link({ document: s.document.id, start: s.start, end: s.end, title: s.document.title, quote: s.quote })
      },
    }
  }, [api, attempt, choose, focus, jumpTo, link, note, offer, position, say, t])
}
