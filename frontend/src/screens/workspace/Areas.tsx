import { BookOpenText, FileText, FolderTree, Grid3x3, type LucideIcon, MessagesSquare, Scale, ShieldCheck, TableProperties, Waypoints } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { areas, useArea, type Area } from '../../state/area'
import styles from './Areas.module.css'

const icons: Record<Area, LucideIcon> = {
  reading: BookOpenText,
  cases: FolderTree,
  matrix: Grid3x3,
  synthesis: TableProperties,
  review: Scale,
  reports: FileText,
  actors: Waypoints,
  coverage: MessagesSquare,
  sharing: ShieldCheck,
}

/** What the middle of the window shows. */
export function Areas() {
  const { t } = useTranslation()
  const { area, go } = useArea()
  return (
    <nav aria-label={t('area.label')} className={styles['areas']} data-region="areas">
      <ToggleButtonGroup
        aria-label={t('area.label')}
        className={styles['list'] ?? ''}
        orientation="vertical"
        disallowEmptySelection
        selectedKeys={[area]}
        onSelectionChange={([to]) => {
          if (to !== undefined) go(to as Area)
        }}
      >
        {areas.map((a) => {
          const Icon = icons[a]
          return (
            <ToggleButton key={a} id={a} className={styles['area'] ?? ''}>
              <Icon aria-hidden size="1.25em" />
              <span>{t(`area.${a}`)}</span>
            </ToggleButton>
          )
        })}
      </ToggleButtonGroup>
    </nav>
  )
}
