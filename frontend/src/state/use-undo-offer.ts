import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from './api'
import { useNotices } from './notices'
import { useAttempt } from './use-attempt'

/**
 * Says what was just changed, and offers to take it back: that change, even when others
 * have followed it.
 */
export function useUndoOffer(): (text: string) => Promise<void> {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  return useCallback(
    async (text) => {
      const last = async () =>
        (await api.history.list({ coder: '', entity: '', id: '', codings: false, kind: '', since: '', until: '', before: 0, limit: 1, changes: false, oldest: false }))[0]?.ref
      const done = await last()
      say(text, {
        label: t('finding.undo'),
        run: () =>
          void attempt(async () => {
            if (done === undefined || (await last()) === done) await api.history.undo()
            else await api.history.revert(done)
          }),
      })
    },
    [api, attempt, say, t],
  )
}
