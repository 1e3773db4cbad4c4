import { BookOpenText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty'
import { useCodes, useCodings, useDocument, useInfo, useText } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { OpenDocument } from './OpenDocument'
import styles from './Reading.module.css'

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation()
  const document = useDocument(id)
  const text = useText(id)
  const codings = useCodings(id).data
  const codes = useCodes().data
  const info = useInfo().data
  if (document.isError || text.isError) return <Empty icon={BookOpenText} title={t('reading.gone')} help={t('reading.gone.help')} />
  if (document.data === undefined || text.data === undefined) return <p className={styles['loading']} aria-busy>{t('reading.loading')}</p>
  return <OpenDocument document={document.data} text={text.data} codings={codings ?? none} codes={codes ?? none} info={info} />
}

const none: never[] = []

/** The document that is read, in the middle of the window. */
export function ReadingPane() {
  const { t } = useTranslation()
  const document = useWorkspace((s) => s.document)
  if (document === '') return <Empty icon={BookOpenText} title={t('reading.none')} help={t('reading.none.help')} />
  return <Loaded key={document} id={document} />
}
