import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cite, FindingView } from '../../api/types'
import type { Role, Status } from '../../model/synthesis'
import { useApi } from '../../state/api'
import type { CellRef } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'

export interface Writing {
  write(statement: string, status?: Status): void
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

/**
 * What is done to a finding of a cell. One thing follows another: words that were just
 * written make the finding for which the next passage is cited.
 */
export function useWriting(place: CellRef, finding: FindingView | null): Writing {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const made = useRef('')
  const line = useRef<Promise<unknown>>(Promise.resolve())
  const id = () => finding?.id ?? made.current
  const inTurn = (work: () => Promise<unknown>) => {
    line.current = line.current.then(() => attempt(work))
  }
  const asked = (c: { coding: string; role: Role }): Cite => ({ coding: c.coding, document: '', start: 0, end: 0, role: c.role })
  return {
    write: (statement, status) => {
      inTurn(async () => {
        if (id() === '' && statement === '') return
        // Words that are taken away leave nothing to be reviewed; words that are new are a draft.
        const was = finding && finding.statement !== '' ? finding.status : ''
        const written = await api.analysis.writeFinding({ id: id(), ...place, case: '', statement, status: statement === '' ? '' : (status ?? was), citations: [] })
        made.current = written.id
      })
    },
    say: (statements) => {
      inTurn(() => api.analysis.translateFinding(id(), statements))
    },
    cite: (cites) => {
      inTurn(async () => {
        if (id() !== '') await api.analysis.cite('cell', id(), cites.map(asked))
        else made.current = (await api.analysis.writeFinding({ id: '', ...place, case: '', statement: '', status: '', citations: cites.map(asked) })).id
        await offerUndo(t('synthesis.done.cited', { count: cites.length }))
      })
    },
    setStatus: (status) => {
      inTurn(() => api.analysis.setFindingStatus([id()], status))
    },
    seen: (findings) => {
      inTurn(async () => {
        await api.analysis.seenFindings([...findings])
        await offerUndo(t('synthesis.done.seen', { count: findings.length }))
      })
    },
    removeFinding: () => {
      inTurn(async () => {
        await api.analysis.removeFinding(id())
        await offerUndo(t('synthesis.done.removed', { count: finding?.citations.length ?? 0 }))
      })
    },
    removeCitation: (citation) => {
      inTurn(async () => {
        await api.analysis.removeCitations([citation])
        await offerUndo(t('synthesis.done.uncited'))
      })
    },
    setRole: (citation, role) => {
      inTurn(() => api.analysis.editCitation({ id: citation, role }))
    },
    move: (citation, after) => {
      inTurn(() => api.analysis.editCitation({ id: citation, after }))
    },
    moveFinding: (to) => {
      inTurn(() => api.analysis.moveFinding(id(), to))
    },
  }
}
