import type { MatrixBars } from '../../api/types'
import { inTheme } from '../../model/network'
import styles from './matrix.module.css'

interface Props {
  bars: MatrixBars
  /** Opens what a part of a bar counts, or all of the row; without it nothing opens. */
  onOpen?(row: number, column: number | null): void
}

/** The letters of the files, which are on white and on colours, as they are in the theme. */
const letters = (colour: string) => (colour === '#ffffff' ? styles['onColour'] : styles['onCanvas'])

/** The rows of a matrix as bars, as they stand in files. The table below says the same, and opens by keys what a press on a bar opens. */
export function Bars({ bars, onOpen }: Props) {
  return (
    <svg role="img" aria-label={`${bars.title}. ${bars.description}`} viewBox={`0 0 ${String(bars.width)} ${String(bars.height)}`} className={styles['bars']} data-opens={onOpen !== undefined}>
      {bars.groups.map((g, i) => (
        <g
          key={i}
          data-row={g.row}
          data-column={g.column}
          onClick={
            g.row < 0 || !onOpen
              ? undefined
              : () => {
                  onOpen(g.row, g.column < 0 ? null : g.column)
                }
          }
        >
          {g.tooltip !== '' && <title>{g.tooltip}</title>}
          {g.shapes.map((s, k) =>
            s.points === '' ? (
              <text key={k} x={s.x} y={s.y} fontSize={s.size} textAnchor={s.anchor as 'start'} className={letters(s.color)}>
                {s.text}
              </text>
            ) : (
              <polygon key={k} points={s.points} style={{ fill: inTheme(s.color) }} />
            ),
          )}
        </g>
      ))}
    </svg>
  )
}
