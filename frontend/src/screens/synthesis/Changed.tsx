import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { changeKinds, type Changes } from '../../model/synthesis'
import styles from './synthesis.module.css'

/** What changed at a place since it was written, in words: "3 new, 1 withdrawn, 1 definition changed". */
export function useChanged(): (changes: Changes) => string {
  const { t, i18n } = useTranslation()
  return (changes) =>
    new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' }).format(changeKinds.filter((k) => changes[k] > 0).map((k) => t(`synthesis.changed.${k}`, { count: changes[k] })))
}

export function Changed({ changes }: { changes: Changes }) {
  const changed = useChanged()
  return (
    <span className={styles['changed']}>
      <RefreshCw aria-hidden size="0.875em" />
      {changed(changes)}
    </span>
  )
}
