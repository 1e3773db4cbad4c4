import { inTheme, picture, type At } from '../../model/network'
import styles from './actors.module.css'

/** The letter of a level on its line, as in the files, for those to whom its colour says nothing. */
export function LevelMark({ at, mark, colour, faded = false }: { at: At; mark: string; colour: string; faded?: boolean }) {
  if (mark === '') return null
  return (
    <g aria-hidden className={styles['level']} data-faded={faded}>
      <circle cx={at.x} cy={at.y} r={picture.mark} style={{ fill: inTheme(colour) }} />
      <text x={at.x} y={at.y + 3.6} textAnchor="middle">
        {mark}
      </text>
    </g>
  )
}
