import { useTranslation } from 'react-i18next'
import type { DefinitionChange } from '../../api/types'
import { useCodeNames } from '../../state/code-names'
import { useDates } from './say'
import styles from './follow.module.css'

/** When codes came to mean something else: what the broken lines of a chart stand for. */
export function Changes({ list }: { list: readonly DefinitionChange[] }) {
  const { t } = useTranslation()
  const { day } = useDates()
  const nameOf = useCodeNames()
  if (list.length === 0) return null
  // Definition and rules that were changed on one day are said once.
  const said = new Set(list.map((c) => t('review.changed', { day: day(c.at), code: nameOf(c.code).name, by: c.by.name })))
  return (
    <ul className={styles['changes']}>
      {[...said].map((s) => (
        <li key={s}>{s}</li>
      ))}
    </ul>
  )
}
