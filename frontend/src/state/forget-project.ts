import type { StoreApi } from 'zustand'
import { useActorsView, useRelating } from './actors'
import { useArea } from './area'
import { useCasesView } from './cases'
import { useCodesView } from './codes'
import { useCoding } from './coding'
import { useCoverageView } from './coverage'
import { useDocumentsView } from './documents'
import { useExporting, useFinding } from './finding'
import { useImporting } from './importing'
import { useLinking } from './links'
import { useMatrixView } from './matrix'
import { useOpenMemo } from './notes'
import { useNotices } from './notices'
import { useReading } from './reading'
import { useReportsView } from './reports'
import { useReview } from './review'
import { useSynthesisView } from './synthesis'
import { useTeam } from './team'
import { useTrail } from './trail'
import { useWorkspace } from './workspace'

const anew = <T,>(store: StoreApi<T>) => () => { store.setState(store.getInitialState(), true) }

/** What is looked at, chosen or begun in the project that is open: every store of that kind stands here. */
const stores = [
  anew(useActorsView), anew(useArea), anew(useCasesView), anew(useCodesView), anew(useCoding), anew(useCoverageView), anew(useDocumentsView), anew(useExporting),
  anew(useImporting), anew(useLinking), anew(useMatrixView), anew(useOpenMemo), anew(useReading), anew(useRelating), anew(useReportsView), anew(useReview),
  anew(useSynthesisView), anew(useTeam), anew(useTrail),
]

/** Forgets what means something in one project alone: identities of another project are not there, and its changes are not to be undone in this one. */
export function forgetProject(): void {
  useCoding.getState().question?.answer(null)
  useWorkspace.getState().clear()
  useFinding.getState().forget()
  for (const begin of stores) begin()
  useNotices.setState((s) => ({ notices: s.notices.filter((n) => !n.action) }))
}
