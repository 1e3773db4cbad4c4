import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { areas, useArea, type Area } from '../../state/area'
import styles from './Areas.module.css'

/** What the middle of the window shows. */
export function Areas() {
  const { t } = useTranslation()
  const { area, go } = useArea()
  return (
    <ToggleButtonGroup
      aria-label={t('area.label')}
      className={styles['areas'] ?? ''}
      disallowEmptySelection
      selectedKeys={[area]}
      onSelectionChange={([to]) => {
        if (to !== undefined) go(to as Area)
      }}
    >
      {areas.map((a) => (
        <ToggleButton key={a} id={a} className={styles['area'] ?? ''}>
          {t(`area.${a}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
