import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { codePoint } from '../../model/positions'
import { useCoding } from '../../state/coding'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'

/** Asked at the text where the same code lies on words that overlap: one coding, or two. */
export function OverlapChoice({ open: { surface, index, document } }: { open: Open }) {
  const { t } = useTranslation()
  const question = useCoding((s) => s.question)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (question) box.current?.querySelector('button')?.focus()
  }, [question])
  if (!question || !surface || question.place.document !== document.id) return null
  const at = surface.place(index.toUtf16(codePoint(question.place.end)))
  const area = surface.view.scrollDOM.getBoundingClientRect()
  const answer = (choice: 'extend' | 'separate' | null) => {
    question.answer(choice)
    surface.focus()
  }
  return (
    <div
      ref={box}
      role="alertdialog"
      aria-label={t('coding.overlap')}
      aria-describedby="overlap-text"
      className={styles['overlap']}
      style={{ insetInlineStart: Math.min(Math.max(8, (at?.left ?? area.left + 60) - area.left - 60), Math.max(8, area.width - 400)), top: (at?.bottom ?? area.top + 60) - area.top + 8 }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        answer(null)
      }}
    >
      <p id="overlap-text">{question.text}</p>
      <div className={styles['row']}>
        <Button look="primary" onPress={() => { answer('extend') }}>{t('coding.overlap.extend')}</Button>
        <Button onPress={() => { answer('separate') }}>{t('coding.overlap.separate')}</Button>
        <Button look="quiet" onPress={() => { answer(null) }}>{t('coding.overlap.cancel')}</Button>
      </div>
    </div>
  )
}
