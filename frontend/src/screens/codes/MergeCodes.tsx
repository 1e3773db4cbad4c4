import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { MergeDialog, type Merged } from '../../components/MergeDialog'
import { Swatch } from '../../components/Swatch'
import { readablePath } from '../../model/code-path'
import { everyCode, locate, nameIn } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'

/** Merges codes into one that is chosen; says before what that would do. */
export function MergeCodes({ tree, from }: { tree: readonly CodeNode[]; from: readonly string[] }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const merge = useCodesView((s) => s.merge)
  const [typed, setTyped] = useState('')
  const targets = useMemo(() => everyCode(tree).filter((c) => !c.folder && !from.includes(c.id)), [tree, from])
  const paths = useMemo(() => targets.map((c) => readablePath(c.path)), [targets])
  const into = targets[paths.indexOf(typed)]
  const request = { from: [...from], into: into?.id ?? '' }
  const preview = useQuery({
    queryKey: [...keys.codes, 'merge', ...from, request.into],
    queryFn: ({ signal }) => api.during(signal).codes.previewMerge(request),
    enabled: into !== undefined,
  }).data
  const close = () => {
    merge([])
  }
  const sources = from.flatMap((id) => locate(tree, id)?.code ?? [])
  const go = () =>
    attempt(async () => {
      if (!into) return
      await api.codes.merge(request)
      await offerUndo(t('codes.merged', { count: from.length, into: nameIn(into, i18n.language) }))
      close()
    })
  const shown = (c: CodeNode): Merged => ({ id: c.id, name: nameIn(c, i18n.language), icon: <Swatch color={c.color} folder={c.folder} /> })
  return (
    <MergeDialog
      title={t('codes.merge.title')}
      help={t('codes.merge.help')}
      words={{ from: t('codes.merge.from'), into: t('codes.merge.into'), placeholder: t('codes.merge.placeholder'), preview: t('codes.merge.preview'), go: t('codes.merge.do') }}
      from={sources.map((c) => ({ ...shown(c), note: t('documents.codings', { count: c.codings }) }))}
      targets={paths}
      typed={typed}
      onType={setTyped}
      into={into && shown(into)}
      told={
        preview && [
          t('codes.merge.codings', { count: preview.codings }),
          ...(preview.duplicates > 0 ? [t('codes.merge.duplicates', { count: preview.duplicates })] : []),
          ...(preview.children > 0 ? [t('codes.merge.children', { count: preview.children })] : []),
          t('codes.merge.bin', { count: from.length }),
        ]
      }
      onGo={() => void go()}
      onClose={close}
    />
  )
}
