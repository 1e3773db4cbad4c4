import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { CellView } from '../../api/types'
import { IconButton } from '../../components/IconButton'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { cellFilters, fits, type CellFilter } from '../../model/synthesis'
import styles from './synthesis.module.css'

/** Which cells are looked for, with how many there are of each kind, and the way from one to the next. */
export function Looking({ cells, filter, onFilter, onStep }: { cells: readonly CellView[]; filter: CellFilter; onFilter(filter: CellFilter): void; onStep(step: 1 | -1): void }) {
  const { t } = useTranslation()
  const counts = cellFilters.map((f) => ({ f, n: cells.filter((c) => fits(c, f)).length }))
  return (
    <div className={styles['looking']}>
      <ToggleButtonGroup
        aria-label={t('synthesis.looking')}
        className={styles['filters'] ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter]}
        onSelectionChange={([key]) => {
          const chosen = cellFilters.find((f) => f === key)
          if (chosen) onFilter(chosen)
        }}
      >
        {counts.filter(({ f, n }) => n > 0 || f === 'stale' || f === filter).map(({ f, n }) => (
          <ToggleButton key={f} id={f} className={styles['filter'] ?? ''}>
            {t(`synthesis.filter.${f}`)} <span className={styles['count']}>{n}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <span className={styles['gap']} />
      <IconButton icon={ChevronUp} label={t('synthesis.previous')} command="synthesis.previous" onPress={() => { onStep(-1) }} />
      <IconButton icon={ChevronDown} label={t('synthesis.next')} command="synthesis.next" onPress={() => { onStep(1) }} />
    </div>
  )
}
