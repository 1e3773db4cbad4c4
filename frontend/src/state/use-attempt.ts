import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../api/failure'
import { sentence } from '../i18n'
import { useNotices } from './notices'

/**
 * Runs what the person asked for and shows a sentence if it fails. What the person
 * cancelled is no failure. Gives undefined when it did not come to its end.
 */
export function useAttempt(): <T>(work: () => Promise<T>) => Promise<T | undefined> {
  const { i18n } = useTranslation()
  const fail = useNotices((s) => s.fail)
  return useCallback(
    async (work) => {
      try {
        return await work()
      } catch (reason) {
        const { failure } = toApiError(reason)
        if (failure.kind !== 'cancelled') fail(sentence(failure, i18n.language), failure)
        return undefined
      }
    },
    [fail, i18n],
  )
}

/** The same for what is asked for once, such as by Enter in a dialog: while it is under way it is not begun again. */
export function useOneAttempt(): (work: () => Promise<unknown>) => Promise<void> {
  const attempt = useAttempt()
  const underWay = useRef(false)
  return useCallback(
    async (work) => {
      if (underWay.current) return
      underWay.current = true
      await attempt(work)
      underWay.current = false
    },
    [attempt],
  )
}
