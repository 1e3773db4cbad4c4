import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseNode } from '../../api/types'
import { MergeDialog } from '../../components/MergeDialog'
import { readablePath } from '../../model/code-path'
import { everyCode } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCasesView } from '../../state/cases'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'

/** What a merge gives to the case that remains, in the order in which it is told. */
const given = ['documents', 'values', 'contested', 'findings', 'relations', 'children'] as const

/** Makes a case part of another one. */
export function MergeCase({ tree, from, onClose }: { tree: readonly CaseNode[]; from: CaseNode; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const set = useCasesView((s) => s.set)
  const [typed, setTyped] = useState('')
  const targets = useMemo(() => {
    const own = new Set(everyCode([from]).map((k) => k.id))
    return everyCode(tree).filter((k) => !own.has(k.id))
  }, [tree, from])
  const paths = useMemo(() => targets.map((k) => readablePath(k.path)), [targets])
  const into = targets[paths.indexOf(typed)]
  const request = { from: [from.id], into: into?.id ?? '' }
  const told = useQuery({
    queryKey: [...keys.cases, 'merge', from.id, request.into],
    queryFn: ({ signal }) => api.during(signal).cases.previewMerge(request),
    enabled: into !== undefined,
  }).data
  const go = () =>
    void attempt(async () => {
      if (!into) return
      await api.cases.merge(request)
      set({ chosen: into.id })
      await offerUndo(t('cases.merged', { from: from.name, into: into.name }))
      onClose()
    })
  return (
    <MergeDialog
      title={t('cases.merge.title')}
      help={t('cases.merge.help')}
      words={{ from: t('cases.merge.from'), into: t('cases.merge.into'), placeholder: t('cases.merge.placeholder'), preview: t('cases.merge.preview'), go: t('cases.merge.do') }}
      from={[{ id: from.id, name: readablePath(from.path) }]}
      targets={paths}
      typed={typed}
      onType={setTyped}
      into={into && { id: into.id, name: into.name }}
      told={told && given.filter((g) => told[g] > 0 || g === 'documents').map((g) => t(`cases.merge.${g}`, { count: told[g] }))}
      onGo={go}
      onClose={onClose}
    />
  )
}
