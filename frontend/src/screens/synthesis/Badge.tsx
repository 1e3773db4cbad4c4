import { CircleCheck, CircleDashed, Circle, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Status } from '../../model/synthesis'
import styles from './synthesis.module.css'

export const statusIcons: Readonly<Record<Status, LucideIcon>> = { empty: Circle, draft: CircleDashed, reviewed: CircleCheck, contested: TriangleAlert }

/** How far a finding is: a shape and a word, so that no colour is needed to tell. */
export function Badge({ status, bare = false }: { status: string; bare?: boolean }) {
  const { t } = useTranslation()
  const Icon = statusIcons[status as Status]
  return (
    <span className={styles['badge']} data-status={status}>
      <Icon aria-hidden size="1em" />
      <span className={bare ? 'hidden-text' : ''}>{t(`synthesis.status.${status as Status}`)}</span>
    </span>
  )
}
