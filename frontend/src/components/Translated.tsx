import { useTranslation } from 'react-i18next'
import { useWritten } from '../state/review'
import styles from './Translated.module.css'

/** What a passage says in other languages, by whom, and whether somebody compared it with the original. */
export function Translated({ list }: { list: readonly { id: string; lang: string; text: string; translator: string; status: string }[] }) {
  const { t } = useTranslation()
  const written = useWritten()
  return list.map((w) => (
    <span key={w.id} lang={w.lang} dir="auto" className={styles['wording']}>
      “{w.text}”{' '}
      <span className={styles['by']} lang="">
        [{[w.lang, written(w.translator), t(`translation.${w.status as 'draft'}`)].join(', ')}]
      </span>
    </span>
  ))
}
