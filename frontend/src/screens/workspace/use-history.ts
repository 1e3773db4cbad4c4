import { useTranslation } from 'react-i18next'
import { useApi } from '../../state/api'
import { useCoding } from '../../state/coding'
import { useInfo, useUndoState } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'

/** Undo and redo of the project: what they would do, and doing it. */
export function useUndoRedo() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const state = useUndoState().data
  const readOnly = useInfo().data?.read_only === true
  const { say, made } = useCoding.getState()
  const go = (what: 'undo' | 'redo') =>
    void attempt(async () => {
      made([], useCoding.getState().last)
      const done = await (what === 'undo' ? api.history.undo() : api.history.redo())
      say(t(what === 'undo' ? 'history.undone' : 'history.redone', { what: done }))
    })
  return {
    undo: { name: state?.undo ?? '', possible: !readOnly && (state?.undo ?? '') !== '', run: () => { go('undo') } },
    redo: { name: state?.redo ?? '', possible: !readOnly && (state?.redo ?? '') !== '', run: () => { go('redo') } },
  }
}
