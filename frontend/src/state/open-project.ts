import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { toApiError } from '../api/failure'
import type { Failure, Info, NewProject } from '../api/types'
import { sentence } from '../i18n'
import { useApi } from './api'
import { forgetProject } from './forget-project'
import { keepWritten } from './keep-written'
import { useNotices } from './notices'
import { keys } from './queries'
import { useView, type Wanted } from './view'

interface Opening {
  /** Name of the project that is being opened or made, "" for none. */
  name: string
  /** A project that somebody else has open, with the program's words about it. */
  inUse: { wanted: Wanted; failure: Failure } | null
  /** Counts the projects that were opened: each gets a workspace of its own. */
  opened: number
  set(part: Partial<Pick<Opening, 'name' | 'inUse'>>): void
}

/** What stands between wanting a project and having it. */
export const useOpening = create<Opening>((set) => ({
  name: '',
  inUse: null,
  opened: 0,
  set,
}))

/**
 * Opens the project that was asked for, and shows it. A new one needs to be told what
 * it starts with. Gives undefined where it did not open; the person was told why, or
 * is asked what to do where somebody else has it open.
 */
export function useOpenProject(): (wanted: Wanted, begin?: NewProject) => Promise<Info | undefined> {
  const { i18n } = useTranslation()
  const api = useApi()
  const cache = useQueryClient()
  const fail = useNotices((s) => s.fail)
  const go = useView((s) => s.go)
  const set = useOpening((s) => s.set)
  return useCallback(
    async (wanted, begin) => {
      const { token, name } = wanted.file
      set({ name, inUse: null })
      try {
        if (useView.getState().view.name === 'workspace') await keepWritten(api)
        const info =
          wanted.how === 'sample'
            ? await api.projects.sample(token)
            : wanted.how === 'create'
              ? await api.projects.create(token, begin ?? { title: '', description: '', lang: '', codebook: '', coder: '' })
              : await api.projects.open(token, wanted.how === 'read', '')
        cache.removeQueries({ queryKey: keys.project })
        void cache.invalidateQueries({ queryKey: keys.recent })
        // What was chosen in another project means nothing in this one, which begins with its texts.
        forgetProject()
        useOpening.setState((s) => ({ opened: s.opened + 1 }))
        go({ name: 'workspace' })
        return info
      } catch (reason) {
        const { failure } = toApiError(reason)
        if (failure.code.startsWith('project.busy')) set({ inUse: { wanted, failure } })
        else if (failure.kind !== 'cancelled') fail(sentence(failure, i18n.language), failure)
        return undefined
      } finally {
        set({ name: '' })
      }
    },
    [api, cache, fail, go, i18n, set],
  )
}
