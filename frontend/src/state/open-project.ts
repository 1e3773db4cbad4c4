import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Info, NewProject } from '../api/types'
import { useApi } from './api'
import { keys } from './queries'
import { useAttempt } from './use-attempt'
import { useView, type Wanted } from './view'
import { useWorkspace } from './workspace'

/**
 * Opens the project that was asked for, and shows it. A new one needs to be told what
 * it starts with. Gives undefined where it did not open; the person was told why.
 */
export function useOpenProject(): (wanted: Wanted, begin?: NewProject) => Promise<Info | undefined> {
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const go = useView((s) => s.go)
  const clear = useWorkspace((s) => s.clear)
  return useCallback(
    (wanted, begin) =>
      attempt(async () => {
        const { token } = wanted.file
        const info =
          wanted.how === 'open'
            ? await api.projects.open(token, false, '')
            : wanted.how === 'sample'
              ? await api.projects.sample(token)
              : await api.projects.create(token, begin ?? { title: '', description: '', lang: '', codebook: '', coder: '' })
        cache.removeQueries({ queryKey: keys.project })
        clear()
        go({ name: 'workspace' })
        return info
      }),
    [api, attempt, cache, clear, go],
  )
}
