import { useTranslation } from 'react-i18next'
import type { DocumentRow } from '../../api/types'
import { useApi } from '../../state/api'
import { useNotices } from '../../state/notices'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'

/** What can be done to documents as wholes. */
export function useDocumentActions() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const offerUndo = useUndoOffer()
  const restore = (documents: readonly DocumentRow[]) => attempt(() => api.documents.bin(documents.map((d) => d.id), true))
  return {
    restore,
    bin: (documents: readonly DocumentRow[]) =>
      attempt(async () => {
        await api.documents.bin(documents.map((d) => d.id), false)
        const { document, read } = useWorkspace.getState()
        if (documents.some((d) => d.id === document)) read('')
        await offerUndo(t('documents.binned', { count: documents.length, name: documents[0]?.title ?? '' }))
      }),
    saveOriginal: (document: DocumentRow) =>
      attempt(async () => {
        const [target] = await api.files.chooseTarget({ title: t('documents.original.title'), type: t('import.type'), name: document.file_name || document.title })
        if (!target) return
        await api.documents.saveOriginal(document.id, target.token)
        say(t('documents.original.saved', { name: target.name }))
      }),
  }
}
