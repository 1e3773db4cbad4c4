import { ArrowRight } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { Button } from '../../components/Button'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { Swatch } from '../../components/Swatch'
import { readablePath } from '../../model/code-path'
import { everyCode, locate, nameIn } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './Codes.module.css'

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
  return (
    <Dialog
      title={t('codes.merge.title')}
      help={t('codes.merge.help')}
      onClose={close}
      onSubmit={() => void go()}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!preview}>
            {t('codes.merge.do')}
          </Button>
        </>
      }
    >
      <ul className={styles['sources']} aria-label={t('codes.merge.from')}>
        {sources.map((c) => (
          <li key={c.id}>
            <Swatch color={c.color} folder={c.folder} />
            {nameIn(c, i18n.language)}
            <span className={styles['quiet']}>{t('documents.codings', { count: c.codings })}</span>
          </li>
        ))}
      </ul>
      <Combo label={t('codes.merge.into')} placeholder={t('codes.merge.placeholder')} value={typed} options={paths} onChange={setTyped} />
      {preview && into && (
        <section aria-label={t('codes.merge.preview')} className={styles['preview']} role="status">
          <p className={styles['into']}>
            <ArrowRight aria-hidden size="1em" />
            <Swatch color={into.color} />
            <strong>{nameIn(into, i18n.language)}</strong>
          </p>
          <ul>
            <li>{t('codes.merge.codings', { count: preview.codings })}</li>
            {preview.duplicates > 0 && <li>{t('codes.merge.duplicates', { count: preview.duplicates })}</li>}
            {preview.children > 0 && <li>{t('codes.merge.children', { count: preview.children })}</li>}
            <li>{t('codes.merge.bin', { count: from.length })}</li>
          </ul>
        </section>
      )}
    </Dialog>
  )
}
