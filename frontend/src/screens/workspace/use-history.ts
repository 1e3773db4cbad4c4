import { useTranslation } from 'react-i18next'
import { useApi } from '../../state/api'
import { useCoding } from '../../state/coding'
import { useInfo, useUndoState } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useTold } from '../history/use-told'

const latest = { coder: '', entity: '', id: '', codings: false, kind: '', since: '', until: '', before: 0, limit: 1, changes: false, oldest: false }

/** Undo and redo of the project: what they would do, and doing it. */
export function useUndoRedo() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const told = useTold()
  const state = useUndoState().data
  const readOnly = useInfo().data?.read_only === true
  const { say, made } = useCoding.getState()
  const go = (what: 'undo' | 'redo') =>
    void attempt(async () => {
      made([], useCoding.getState().last)
      const done = await (what === 'undo' ? api.history.undo() : api.history.redo())
      // What was done is told by the newest action, without saying again that it was taken back.
      const [entry] = await api.history.list(latest)
      say(t(what === 'undo' ? 'history.undone' : 'history.redone', { what: entry ? told({ ...entry, kind: '' }) : done }))
    })
  const name = (sentence = '', key = '', args: Record<string, string> = {}) => (sentence === '' ? '' : told({ sentence, key, args, kind: '' }))
  return {
    undo: { name: name(state?.undo, state?.undo_key, state?.undo_args), possible: !readOnly && (state?.undo ?? '') !== '', run: () => { go('undo') } },
    redo: { name: name(state?.redo, state?.redo_key, state?.redo_args), possible: !readOnly && (state?.redo ?? '') !== '', run: () => { go('redo') } },
  }
}
