import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { ApiError, toApiError } from '../api/failure'
import type { AddCodings, CodeNode, CodingView } from '../api/types'
import { sentence } from '../i18n'
import { patched } from '../model/reading-list'
import { useApi } from './api'
import { namesOf } from './code-names'
import { drawFirst, whileDrawing } from './first-look'
import { useNotices } from './notices'
import { keys } from './queries'
import { useAttempt } from './use-attempt'
import { useWorkspace, type Place } from './workspace'

/** Asked where the coder has the same code on words that overlap the new ones. */
export interface OverlapQuestion {
  place: Place
  /** What the program said. */
  text: string
  answer(choice: 'extend' | 'separate' | null): void
}

interface State {
  question: OverlapQuestion | null
  /** The codings that were made last; single keys give them facets until something else is looked at. */
  fresh: readonly string[]
  /** The codes that were applied together last. */
  last: readonly string[]
  /** The coding whose ends the arrow keys move, "" for none. */
  border: string
  /** What was done last, for the status bar and screen readers. */
  said: string
  ask(question: OverlapQuestion | null): void
  made(codings: readonly string[], codes: readonly string[]): void
  move(coding: string): void
  say(text: string): void
}

export const useCoding = create<State>((set) => ({
  question: null,
  fresh: [],
  last: [],
  border: '',
  said: '',
  ask: (question) => {
    set({ question })
  },
  made: (fresh, last) => {
    set({ fresh, last, border: '' })
  },
  move: (border) => {
    set({ border })
  },
  say: (said) => {
    set({ said })
  },
}))

type Looked = ReturnType<typeof useWorkspace.getState>

/** Whether something else is looked at now: another place, or other codings. The same is told again whenever something is drawn anew. */
function looksElsewhere(now: Looked, was: Looked): boolean {
  const [a, b] = [now.selection, was.selection]
  const samePlace = now.document === was.document && now.caret === was.caret && a?.start === b?.start && a?.end === b?.end && now.jump === was.jump
  return !samePlace || now.focused.join() !== was.focused.join()
}

// A key of a facet means what is looked at: never a coding that one has gone away from.
useWorkspace.subscribe((now, was) => {
  if (useCoding.getState().fresh.length > 0 && looksElsewhere(now, was)) useCoding.setState({ fresh: [] })
})

/** Codes that are made to be applied: a path of names below a code, "" for the top. */
export type NewCode = NonNullable<AddCodings['new']>[number]

/** The code with this identity in the tree. */
export function findCode(tree: readonly CodeNode[], id: string): CodeNode | undefined {
  for (const n of tree) {
    const found = n.id === id ? n : findCode(n.children, id)
    if (found) return found
  }
  return undefined
}

/** Whether all of these codings, and there are some, have a value of a facet. */
export function allHave(codings: readonly CodingView[], ids: readonly string[], value: string): boolean {
  const meant = codings.filter((c) => ids.includes(c.id))
  return meant.length > 0 && meant.length === ids.length && meant.every((c) => c.facets.some((f) => f.value === value))
}

/** The codes that were applied last and still stand, one for each digit key; one that was just made and taken back does not. */
export function useRecentCodes(tree: readonly CodeNode[]): readonly string[] {
  const recent = useWorkspace((s) => s.recent)
  return useMemo(() => recent.filter((id) => findCode(tree, id)), [recent, tree])
}

/**
 * Applies codes to a passage. Gives undefined where nothing was coded: the person was
 * told why, or decided against it.
 */
export function useCodePassage(): (place: Place, codes: readonly string[], made?: readonly NewCode[]) => Promise<CodingView[] | undefined> {
  const api = useApi()
  const cache = useQueryClient()
  const attempt = useAttempt()
  const { t, i18n } = useTranslation()
  return useCallback(
    (place, chosen, fresh = []) =>
      attempt(async () => {
        const listed = keys.codings(place.document)
        const read = useWorkspace.getState().document
        const add = (overlap: string) =>
          whileDrawing(async () => {
            const codings = await api.codings.add({
              document: place.document, span: { start: place.start, end: place.end }, codes: [...chosen], ...(fresh.length > 0 ? { new: [...fresh] } : {}),
              round: '', facets: [], memo: '', weight: 0, overlap,
            })
            const ids = codings.map((c) => c.id)
            const before = cache.getQueryData<CodingView[]>(listed)
            const after = before && patched(before, new Set(ids), codings)
            // The name and colour of a code that was made just now are not known yet.
            if (after && fresh.length === 0) await drawFirst(place.document, after, ids)
            // The event of the change brings the same again.
            cache.setQueryData<CodingView[]>(listed, (list) => (list === before ? after : list && patched(list, new Set(ids), codings)))
            return codings
          })
        const { ask, made, say } = useCoding.getState()
        let codings: CodingView[]
        try {
          codings = await add('')
        } catch (reason) {
          const { failure } = toApiError(reason)
          if (failure.code === 'coding.exists') {
            const text = sentence(failure, i18n.language)
            say(text)
            useNotices.getState().say(text)
            return undefined
          }
          if (failure.code !== 'coding.overlaps') throw reason
          const choice = await new Promise<'extend' | 'separate' | null>((answer) => {
            ask({ place, text: sentence(failure, i18n.language), answer })
          })
          ask(null)
          if (choice === null) throw new ApiError({ kind: 'cancelled', code: 'cancelled', message: '', args: {} })
          codings = await add(choice)
        }
        const codes = [...new Set(codings.map((c) => c.code))]
        // A code that was made just now is not in the tree that was read before: without it
        // the digit keys would mean other codes until the event of the change is heard.
        let tree = cache.getQueryData<CodeNode[]>(keys.codes) ?? []
        if (codes.some((c) => !findCode(tree, c))) {
          const answer = await api.codes.tree().catch(() => tree)
          tree = cache.setQueryData<CodeNode[]>(keys.codes, (now) => (now && codes.every((c) => findCode(now, c)) ? now : answer)) ?? answer
        }
        useWorkspace.getState().used(codes)
        // Who reads another document by now looks at none of them.
        const ids = useWorkspace.getState().document === read ? codings.map((c) => c.id) : []
        if (ids.length > 0) useWorkspace.getState().focus(ids)
        made(ids, codes)
        say(t('coding.coded', { codes: codes.map((c) => namesOf(tree, i18n.language).get(c)?.name ?? '').filter(Boolean).join(', ') }))
        return codings
      }),
    [api, cache, attempt, t, i18n],
  )
}

/** Applies codes to the words that are selected; undefined where none are. */
export function useCodeSelection(): (codes: readonly string[], made?: readonly NewCode[]) => Promise<CodingView[] | undefined> {
  const code = useCodePassage()
  return useCallback(
    (codes, made) => {
      const { selection } = useWorkspace.getState()
      return selection ? code(selection, codes, made) : Promise.resolve(undefined)
    },
    [code],
  )
}

/** Gives a coding another code: one that there is, or one that is made with it, so that one undo takes back both. */
export function useRecode(): (coding: string, code?: string, made?: NewCode) => Promise<unknown> {
  const api = useApi()
  const cache = useQueryClient()
  const attempt = useAttempt()
  const { t, i18n } = useTranslation()
  return useCallback(
    (coding, code = '', made) =>
      attempt(async () => {
        const kept = made ? await api.codings.recodeToNew([coding], made) : await api.codings.recode([coding], code)
        const now = [...new Set(kept.map((c) => c.code))]
        useWorkspace.getState().used(now)
        useWorkspace.getState().focus(kept.map((c) => c.id))
        const tree = cache.getQueryData<CodeNode[]>(keys.codes) ?? []
        useCoding.getState().say(t('coding.recoded', { code: made?.names.at(-1) ?? namesOf(tree, i18n.language).get(now[0] ?? '')?.name ?? '' }))
      }),
    [api, cache, attempt, t, i18n],
  )
}
