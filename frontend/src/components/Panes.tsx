import { useTranslation } from 'react-i18next'
import { Group, Separator, type GroupProps } from 'react-resizable-panels'
import styles from './Panes.module.css'

// Clipped and not hidden: the edges reach over their group, and what reaches over must not
// scroll it when something in it gets the focus.
const still = { overflow: 'clip', minWidth: 0, minHeight: 0 }

/** Panes beside or below each other, whose edges are moved by hand and by keys. */
export function Panes(props: GroupProps) {
  return <Group {...props} style={still} />
}

/** What two panes meet at. */
export function Edge() {
  const { t } = useTranslation()
  return <Separator className={styles['edge'] ?? ''} title={t('workspace.resize')} disableDoubleClick />
}
