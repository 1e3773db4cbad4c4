import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../api/types'
import { languageOf, sentence } from '../i18n'
import { useApi } from './api'
import { useImporting } from './importing'
import { useJobs } from './jobs'
import { keepFresh } from './keep-fresh'
import { keepWritten } from './keep-written'
import { useNotices } from './notices'
import { applyPreferences, usePreferences } from './preferences'
import { useAttempt } from './use-attempt'
import { useView } from './view'

/** Jobs that a call waits for: whoever called says what went wrong. */
const awaited: ReadonlySet<string> = new Set(['sample', 'agreement', 'merge', 'preview'])

/**
 * Keeps the stores in step with the program's one stream of events. What this window
 * changed itself arrives the same way as what anything else changed.
 */
export function useFollow(): void {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const { say, fail } = useNotices()
  const { load, hear } = useJobs()
  const want = useView((s) => s.want)
  const set = usePreferences((s) => s.set)

  useEffect(() => {
    const fresh = keepFresh(cache, api)
    const stops = [
      api.on('settings', (p: Preferences) => {
        set(p)
        applyPreferences(p, document.documentElement)
        void i18n.changeLanguage(languageOf(p.language, navigator.languages))
      }),
      api.on('job', (job, seq) => {
        hear(job, seq)
        if (job.state === 'failed' && job.failure && !awaited.has(job.kind)) fail(sentence(job.failure, i18n.language), job.failure)
      }),
      api.on('change', (change) => {
        fresh.hear(change)
      }),
      api.on('drop', ({ files }) => {
        if (useView.getState().view.name === 'workspace') useImporting.getState().add(files)
        else say(t('drop.files', { count: files.length }))
      }),
      api.on('drop-project', ({ files: [file] }) => {
        if (file) want({ file, how: 'open' })
      }),
      api.on('closing', () => {
        void attempt(async () => {
          await keepWritten(api)
          await api.platform.kept()
        })
      }),
    ]
    return () => {
      fresh.stop()
      for (const stop of stops) stop()
    }
  }, [api, attempt, cache, i18n, t, set, say, fail, hear, want])

  useEffect(() => {
    void attempt(async () => {
      load(await api.jobs.list())
    })
    void attempt(async () => {
      const [file] = await api.files.atStart()
      if (file) want({ file, how: 'open' })
    })
  }, [api, attempt, load, want])

  useEffect(() => {
    document.documentElement.lang = i18n.language
  }, [i18n.language])
}
