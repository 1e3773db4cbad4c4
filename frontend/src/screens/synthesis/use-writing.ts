import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import type { Cite, FindingView } from '../../api/types'
import type { Role, Status } from '../../model/synthesis'
import { useApi } from '../../state/api'
import type { CellRef } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import type { Making } from './use-slots'

export interface Writing {
  /** Gives whether the words were kept. */
  write(statement: string, status?: Status): Promise<boolean>
  /** Says the finding in other languages; "" takes what is said in one away. */
  say(statements: Record<string, string>): void
  cite(cites: readonly { coding: string; role: Role }[]): void
  setStatus(status: Status): void
  seen(findings: readonly string[]): void
  removeFinding(): void
  removeCitation(id: string): void
  setRole(citation: string, role: Role): void
  move(citation: string, after: string): void
  moveFinding(to: number): void
}

/** What the program says of a finding that is not there, when it is written and when passages are cited for it. */
const gone: readonly string[] = ['finding.gone', 'citation.no_owner']

/**
 * What is done to a finding of a cell. One thing follows another: words that were just
 * written make the finding for which the next passage is cited. `making` is told of the one
 * that is made where there was none.
 */
export function useWriting(place: CellRef, finding: FindingView | null, making: Making): Writing {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const made = useRef('')
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const id = () => finding?.id ?? made.current
  const inTurn = <T>(work: () => Promise<T>): Promise<T | undefined> => {
    const now = line.current.then(() => attempt(work))
    line.current = now
    return now
  }
  const asked = (c: { coding: string; role: Role }): Cite => ({ coding: c.coding, document: '', start: 0, end: 0, role: c.role })
  const request = (statement: string, status: string, citations: Cite[]) => ({ id: id(), ...place, case: '', statement, status, citations })
  const make = async (statement: string, status: string, citations: Cite[]) => {
    let done = ''
    making.begin()
    try {
      done = (await api.analysis.writeFinding(request(statement, status, citations))).id
      made.current = done
    } finally {
      making.end(done)
    }
  }
  /** Changes the finding; what was made here and is not there any more, as its making was undone, is made anew. */
  const changeOr = async (change: () => Promise<unknown>, anew: () => Promise<void>) => {
    if (id() === '') {
      await anew()
      return
    }
    try {
      await change()
    } catch (reason) {
      if (finding || !gone.includes(toApiError(reason).failure.code)) throw reason
      made.current = ''
      await anew()
    }
  }
  return {
    write: async (statement, status) => {
      const done = await inTurn(async () => {
        if (id() === '' && statement === '') return true
        // Words that are taken away leave nothing to be reviewed; words that are new are a draft.
        const was = finding && finding.statement !== '' ? finding.status : ''
        const next = statement === '' ? '' : (status ?? was)
        await changeOr(() => api.analysis.writeFinding(request(statement, next, [])), () => make(statement, next, []))
        return true
      })
      return done === true
    },
    say: (statements) => {
      void inTurn(() => api.analysis.translateFinding(id(), statements))
    },
    cite: (cites) => {
      void inTurn(async () => {
        await changeOr(() => api.analysis.cite('cell', id(), cites.map(asked)), () => make('', '', cites.map(asked)))
        await offerUndo(t('synthesis.done.cited', { count: cites.length }))
      })
    },
    setStatus: (status) => {
      void inTurn(() => api.analysis.setFindingStatus([id()], status))
    },
    seen: (findings) => {
      void inTurn(async () => {
        await api.analysis.seenFindings([...findings])
        await offerUndo(t('synthesis.done.seen', { count: findings.length }))
      })
    },
    removeFinding: () => {
      void inTurn(async () => {
        await api.analysis.removeFinding(id())
        made.current = ''
        await offerUndo(t('synthesis.done.removed', { count: finding?.citations.length ?? 0 }))
      })
    },
    removeCitation: (citation) => {
      void inTurn(async () => {
        await api.analysis.removeCitations([citation])
        await offerUndo(t('synthesis.done.uncited'))
      })
    },
    setRole: (citation, role) => {
      void inTurn(() => api.analysis.editCitation({ id: citation, role }))
    },
    move: (citation, after) => {
      void inTurn(() => api.analysis.editCitation({ id: citation, after }))
    },
    moveFinding: (to) => {
      void inTurn(() => api.analysis.moveFinding(id(), to))
    },
  }
}
