import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import type { Chosen, CodebookPreview } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { said, sentence } from '../../i18n'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { useNotices } from '../../state/notices'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import styles from './Codes.module.css'

const states = ['new', 'changed', 'same'] as const

/** Takes over a codebook, after showing what would come of it. */
export function ImportBook({ file }: { file: Chosen }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const importBook = useCodesView((s) => s.importBook)
  const [dots, setDots] = useState(false)
  const request = { token: file.token, dots }
  const { data: preview, error, isPlaceholderData } = useQuery({
    queryKey: [...keys.codes, 'import', file.token, dots],
    queryFn: ({ signal }) => api.during(signal).codes.previewImport(request),
    placeholderData: (was) => was, // while it is read in the other way
    gcTime: 0,
    retry: false,
  })
  const close = () => {
    importBook(null)
  }
  const take = () =>
    void attempt(async () => {
      const report = await api.codes.import(request)
      close()
      say(t('codes.imported', { added: report.added, changed: report.changed, unchanged: report.unchanged }))
    })
  return (
    <Dialog
      title={t('codes.import')}
      help={t('codes.import.what', { name: file.name })}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button look="primary" isDisabled={!preview || isPlaceholderData || error !== null} onPress={take}>
            {t('import.start')}
          </Button>
        </>
      }
    >
      {error ? (
        <p role="alert" className={styles['failed']}>
          {sentence(toApiError(error).failure, i18n.language)}
        </p>
      ) : !preview ? (
        <p role="status">{t('codes.import.reading')}</p>
      ) : (
        <>
          {preview.notices.map((n, i) => (
            <p key={i} className={styles['warned']}>
              <TriangleAlert aria-hidden size="1.125em" />
              {said(n.code, n.message, { count: n.count, ...n.args }, i18n.language)}
            </p>
          ))}
          {preview.dots && <Tick label={t('codes.import.dots')} value={dots} onChange={setDots} />}
          {preview.total === 0 ? <p>{t('codes.import.none')}</p> : <Incoming preview={preview} />}
          <p role="status" className={styles['sum']}>
            {t('codes.import.sum', { added: preview.added, changed: preview.changed, unchanged: preview.unchanged })}
          </p>
          {preview.added + preview.changed + preview.unchanged > preview.total && <p className={styles['quiet']}>{t('codes.import.others')}</p>}
        </>
      )}
    </Dialog>
  )
}

interface Line {
  name: string
  state: string
  below: Line[]
}

/** The first codes of the file as they would stand below each other, and how many more there are. */
function Incoming({ preview }: { preview: CodebookPreview }) {
  const { t } = useTranslation()
  const roots: Line[] = []
  const above: Line[] = [] // the line last put at each depth
  for (const { name, state, depth } of preview.codes) {
    const line = { name, state, below: [] }
    const among = above[depth - 1]?.below ?? roots
    among.push(line)
    above[depth] = line
  }
  const more = preview.total - preview.codes.length
  return (
    <section aria-label={t('codes.import.codes')} className={styles['incoming']}>
      <Lines lines={roots} />
      {more > 0 && <p className={styles['quiet']}>{t('codes.import.more', { count: more })}</p>}
    </section>
  )
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { t } = useTranslation()
  return (
    <ul>
      {lines.map(({ name, state: is, below }, i) => {
        const state = states.find((s) => s === is) ?? 'same'
        return (
          <li key={i}>
            <span>
              <span className={styles['path']}>{name}</span>
              <span className={styles[state]}>{t(`codes.import.is.${state}`)}</span>
            </span>
            {below.length > 0 && <Lines lines={below} />}
          </li>
        )
      })}
    </ul>
  )
}
