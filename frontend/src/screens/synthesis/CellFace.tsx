import { Quote, TriangleAlert, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CellView } from '../../api/types'
import { standing } from '../../model/citations'
import { changesOf, isFresh, sayingIn } from '../../model/synthesis'
import { Badge } from './Badge'
import { Changed } from './Changed'
import styles from './synthesis.module.css'

/** What a cell shows of itself: its statements, how far they are, what they rest on and what changed since. */
export function CellFace({ cell }: { cell: CellView }) {
  const { t, i18n } = useTranslation()
  const said = cell.findings.filter((f) => f.statement !== '')
  const cited = cell.findings.reduce((n, f) => n + standing(f.citations).length, 0)
  const changes = changesOf(cell)
  return (
    <>
      {said.map((f) => (
        <span key={f.id} className={styles['said']} data-several={said.length > 1}>
          <Badge status={f.status} bare={said.length > 1} />
          <span dir="auto" className={styles['statement']}>
            {sayingIn(f, i18n.language)}
          </span>
          {standing(f.citations).length === 0 && (
            <span className={styles['lack']}>
              <TriangleAlert aria-hidden size="0.875em" />
              {t('synthesis.state.unfounded')}
            </span>
          )}
        </span>
      ))}
      {said.length === 0 && <span className={styles['unsaid']}>{t(cell.state === 'unwritten' ? 'synthesis.state.unwritten' : 'synthesis.state.empty')}</span>}
      {!isFresh(changes) && (
        <span data-shows="new">
          <Changed changes={changes} />
        </span>
      )}
      {(cell.segments > 0 || cited > 0) && (
        <span className={styles['evidence']}>
          <Quote aria-hidden size="0.875em" />
          {cited > 0 && <span data-shows="cited">{t('synthesis.cited', { count: cited })}</span>}
          <span data-shows="all">{t('segments.total', { count: cell.segments })}</span>
          {cell.uncited > 0 && cited > 0 && (
            <span data-shows="uncited" className={styles['uncited']}>
              {t('synthesis.uncited', { count: cell.uncited })}
            </span>
          )}
          {cell.state === 'written' && cell.voices.single && (
            <span className={styles['single']} title={t('synthesis.single.help')}>
              <UserRound aria-hidden size="0.875em" />
              {t('synthesis.single')}
            </span>
          )}
        </span>
      )}
    </>
  )
}
