import { Check, CircleSlash, Minus, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { roles, type Role } from '../../model/synthesis'
import { Menu } from '../../components/Menu'
import styles from './synthesis.module.css'

const icons: Readonly<Record<Role, LucideIcon>> = { supports: Check, qualifies: Minus, contradicts: CircleSlash }
const chords: Readonly<Record<Role, string>> = { supports: 'S', qualifies: 'Q', contradicts: 'X' }

/** What a passage does to the statement: a shape and a word. */
export function RoleChoice({ value, readOnly, onChange }: { value: Role; readOnly: boolean; onChange(role: Role): void }) {
  const { t } = useTranslation()
  const Icon = icons[value]
  const face = (
    <span className={styles['role']} data-role={value}>
      <Icon aria-hidden size="1em" />
      {t(`synthesis.role.${value}`)}
    </span>
  )
  if (readOnly) return face
  return (
    <Menu
      label={t('synthesis.role', { role: t(`synthesis.role.${value}`) })}
      items={roles.map((r) => ({ id: r, label: t(`synthesis.role.${r}`), icon: icons[r], chord: chords[r], checked: r === value, onAction: () => { onChange(r) } }))}
    >
      {face}
    </Menu>
  )
}
