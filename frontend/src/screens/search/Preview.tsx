import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Feed } from '../../components/Feed'
import { Picker } from '../../components/Picker'
import { sentence } from '../../i18n'
import { useApi } from '../../state/api'
import { extents, usePreview, useSearching } from '../../state/finding'
import { useDocuments } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { useOptions } from '../finding/options'
import styles from './search.module.css'


/** What would be coded, before it is: every passage as it will be, and with which codes. */
export function Preview() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const { chosen, extent, set } = useSearching()
  const { used, recent, jumpTo } = useWorkspace()
  const [codes, setCodes] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const options = useOptions().get('code') ?? []
  const documents = useDocuments().data
  const preview = usePreview(chosen, extent, true)
  const passages = preview.data ?? []
  const failed = preview.error ? sentence(toApiError(preview.error).failure, i18n.language) : ''
  const title = (id: string) => documents?.find((d) => d.id === id)?.title ?? ''
  const back = () => {
    set({ previewing: false })
  }
  const sorted = recent.length === 0 ? options : [...options.filter((o) => recent.includes(o.value)).map((o) => ({ ...o, depth: 0 })), ...options.filter((o) => !recent.includes(o.value))]
  const code = () => {
    setBusy(true)
    void attempt(async () => {
      const done = await api.retrieval.codeHits({ hits: [...chosen.values()], codes: [...codes], round: '', extent })
      used(codes)
      set({ chosen: new Map(), previewing: false })
      await offer(
        [
          t('search.done', { count: done.coded }),
          done.extended > 0 ? t('search.done.extended', { count: done.extended }) : '',
          done.covered > 0 ? t('search.done.covered', { count: done.covered }) : '',
        ]
          .filter((x) => x !== '')
          .join(' '),
      )
    }).finally(() => {
      setBusy(false)
    })
  }

  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <div className={styles['bar']}>
          <Button look="quiet" icon aria-label={t('search.preview.back')} onPress={back}>
            <ArrowLeft aria-hidden size="1em" />
          </Button>
          <p role="status" className={styles['count']}>
            {t('search.preview', { count: passages.length })}
          </p>
        </div>
        <Choice
          label={t('search.extent')}
          value={extent}
          options={extents.map((e) => ({ value: e, label: t(`search.extent.${e}`) }))}
          onChange={(e) => {
            set({ extent: e })
          }}
        />
        <Picker label={t('search.preview.codes')} empty={t('finding.pick.none')} options={sorted} chosen={codes} several rows={6} onChange={setCodes} />
      </header>
      {failed !== '' ? (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      ) : (
        <Feed
          label={t('search.preview', { count: passages.length })}
          count={passages.length}
          estimate={60}
          scrolled={0}
          onScroll={() => undefined}
          onRange={() => undefined}
          name={(i) => passages[i]?.quote ?? ''}
          onOpen={(i) => {
            const p = passages[i]
            if (p) jumpTo(p)
          }}
          render={(i) => {
            const p = passages[i]
            if (!p) return null
            return (
              <>
                {passages[i - 1]?.document !== p.document && (
                  <div className={styles['group']}>
                    <h3 className={styles['heading']}>{title(p.document)}</h3>
                  </div>
                )}
                <p dir="auto" className={styles['passage']}>
                  {p.quote}
                </p>
              </>
            )
          }}
        />
      )}
      <footer className={styles['coding']}>
        <div className={styles['codingBar']}>
          <Button onPress={back}>{t('search.preview.back')}</Button>
          <Button look="primary" isDisabled={codes.length === 0 || passages.length === 0 || failed !== ''} isPending={busy} onPress={code}>
            {codes.length === 0
              ? t('search.preview.choose')
              : t('search.preview.code', { count: passages.length, codes: new Intl.ListFormat(i18n.language).format(codes.map((c) => options.find((o) => o.value === c)?.label ?? '')) })}
          </Button>
        </div>
      </footer>
    </div>
  )
}
