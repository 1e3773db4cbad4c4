import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { Dialog } from '../../components/Dialog'
import { Swatch } from '../../components/Swatch'
import { useApi } from '../../state/api'
import type { matrixQuery } from '../../state/matrix'
import { keys } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { useCodeNames } from '../../state/code-names'
import { usePosition } from '../finding/position'
import styles from './matrix.module.css'

/** A cell of a matrix by the keys of its row and column; "*" stands for all of them. */
export interface CellOf {
  query: ReturnType<typeof matrixQuery>
  row: string
  column: string
  title: string
}

/** How many passages are listed; there are words for the rest. */
const shown = 300

/**
 * The passages that a cell counts of which others stand beside them: no condition says
 * that exactly, since only what the matrix is asked of may stand there.
 */
export function CellPassages({ cell, onClose }: { cell: CellOf; onClose(): void }) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const api = useApi()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const position = usePosition()
  const page = useQuery({
    queryKey: [...keys.finding, 'matrix cell', JSON.stringify(cell)],
    queryFn: ({ signal }) => api.during(signal).analysis.matrixSegments({ matrix: cell.query, row: cell.row, column: cell.column, source: '', context: 0, offset: 0, limit: shown }),
  }).data
  return (
    <Dialog title={cell.title} size="large" onClose={onClose}>
      <p role="status" className={styles['count']}>
        {page ? t('segments.passages', { count: page.total }) : t('matrix.reading')}
        {page && page.total > page.segments.length && ` ${t('matrix.first', { count: page.segments.length })}`}
      </p>
      {page && (
        <ol className={styles['passages']}>
          {page.segments.map((s) => (
            <li key={s.id}>
              <Button
                className={styles['passage'] ?? ''}
                onPress={() => {
                  onClose()
                  jumpTo({ document: s.document.id, start: s.start, end: s.end })
                }}
              >
                <span className={styles['code']}>
                  <Swatch color={s.code.color} /> {nameOf({ id: s.code.id, name: s.code.path }).name}
                </span>
                <span dir="auto" className={styles['quote']}>{s.quote}</span>
                <span className={styles['count']}>{[s.document.title, position(s.position), s.coder].filter((x) => x !== '').join(' · ')}</span>
              </Button>
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  )
}
