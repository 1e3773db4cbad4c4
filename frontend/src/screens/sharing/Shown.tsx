import { FileText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { useDocuments } from '../../state/queries'
import { useShown } from '../../state/sharing'
import { useWorkspace } from '../../state/workspace'
import styles from './sharing.module.css'

const portion = 20_000

/** A document as others see it: what was replaced is marked, and what may still tell. */
export function Shown() {
  const { t } = useTranslation()
  const documents = useDocuments().data ?? []
  const reading = useWorkspace((s) => s.document)
  const [chosen, setChosen] = useState('')
  const [length, setLength] = useState(portion)
  const document = [chosen, reading].find((id) => id !== '') ?? documents[0]?.id ?? ''
  const shown = useShown(document).data
  const pieces = useMemo(() => {
    if (!shown) return []
    const text = Array.from(shown.text) // positions are code points
    const end = Math.min(length, text.length)
    const marks = [...shown.replaced.map((r) => ({ ...r, open: false })), ...shown.findings.filter((f) => f.answer === '').map((f) => ({ ...f, name: '', open: true }))].sort((a, b) => a.start - b.start)
    const out: { text: string; name?: string; open?: boolean }[] = []
    let at = 0
    for (const m of marks) {
      if (m.start >= end) break
      if (m.start < at) continue
      out.push({ text: text.slice(at, m.start).join('') }, { text: text.slice(m.start, m.end).join(''), name: m.name, open: m.open })
      at = m.end
    }
    if (at < end) out.push({ text: text.slice(at, end).join('') })
    return out
  }, [shown, length])
  if (documents.length === 0) return <Empty icon={FileText} title={t('sharing.shown.empty')} />
  return (
    <>
      <div className={styles['tools']}>
        <Choice label={t('sharing.shown.document')} value={document} options={documents.map((d) => ({ value: d.id, label: d.title }))} onChange={(id) => { setChosen(id); setLength(portion) }} />
        {shown && <p className={styles['detail']} role="status">{t('sharing.shown.count', { count: shown.replaced.length })}</p>}
      </div>
      <div className={styles['scroll']} role="region" aria-label={t('sharing.shown')} tabIndex={0}>
        <p className={styles['text']}>
          {pieces.map((p, i) =>
            p.name === undefined ? (
              p.text
            ) : p.open === true ? (
              <span key={i} className={styles['suspect']} title={t('sharing.shown.suspect')}>{p.text}</span>
            ) : (
              <mark key={i} className={styles['replaced']} title={t('sharing.shown.instead', { name: p.name })}>{p.text}</mark>
            ),
          )}
        </p>
        {shown && shown.text.length > length && <Button onPress={() => { setLength((n) => n + 10 * portion) }}>{t('sharing.shown.more')}</Button>}
      </div>
    </>
  )
}
