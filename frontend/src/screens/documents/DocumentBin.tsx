import { Archive, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Empty } from '../../components/Empty'
import { KindIcon } from '../../components/KindIcon'
import { useBinnedDocuments, useDocumentsView } from '../../state/documents'
import styles from './Bin.module.css'
import { useDocumentActions } from './use-document-actions'

/** Documents in the bin, with a way back for each. */
export function DocumentBin() {
  const { t } = useTranslation()
  const showBin = useDocumentsView((s) => s.showBin)
  const { data = [], isSuccess } = useBinnedDocuments()
  const { restore } = useDocumentActions()
  return (
    <Dialog
      title={t('documents.bin.title')}
      help={t('documents.bin.help')}
      onClose={() => {
        showBin(false)
      }}
    >
      {isSuccess && data.length === 0 && <Empty icon={Archive} title={t('bin.empty')} />}
      <ul className={styles['list']}>
        {data.map((d) => {
          return (
            <li key={d.id} className={styles['item']}>
              <KindIcon kind={d.kind} />
              <span className={styles['name']}>{d.title}</span>
              <span className={styles['detail']}>{t('documents.codings', { count: d.codings })}</span>
              <Button aria-label={t('bin.back.name', { name: d.title })} onPress={() => void restore([d])}>
                <Undo2 aria-hidden size="1em" />
                {t('bin.back')}
              </Button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
