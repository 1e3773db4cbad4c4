import type { ReportBlock } from '../../api/types'
import { arrow, inTheme, kindColours, labelAt, lines, picture, placed } from '../../model/network'
import styles from './reports.module.css'

/** Formal, informal, both, not said: as in the file. */
const looks = [lines.formal, lines.informal, lines.both, lines.unsaid] as const
const lookOf = (style: number) => looks[style] ?? lines.unsaid

/** The map of actors as it is in the file; the table behind it says the same in words. */
export function ActorPicture({ block }: { block: ReportBlock }) {
  const at = block.nodes.map(placed)
  const both = new Set(block.edges.map((e) => `${String(e.to)} ${String(e.from)}`))
  return (
    <figure className={styles['figure']}>
      <svg role="img" aria-label={block.text} viewBox={`0 0 ${String(picture.width)} ${String(picture.height)}`}>
        {block.edges.map((e, i) => {
          const [a, b] = [at[e.from], at[e.to]]
          if (!a || !b) return null
          const width = 1 + e.strength * 0.9
          const { path, head } = arrow(a, b, width, both.has(`${String(e.from)} ${String(e.to)}`))
          const colour = inTheme(lookOf(e.style).colour)
          return (
            <g key={i}>
              <title>{e.tooltip}</title>
              <path d={path} fill="none" strokeWidth={width} strokeDasharray={lookOf(e.style).dash} style={{ stroke: colour }} />
              <path d={head} style={{ fill: colour }} />
            </g>
          )
        })}
        {block.nodes.map((n, i) => (
          <circle key={i} cx={at[i]?.x} cy={at[i]?.y} r={picture.radius} className={styles['node']} style={{ fill: inTheme(kindColours[n.kind]) }}>
            <title>{n.name}</title>
          </circle>
        ))}
        {block.nodes.map((n, i) => {
          const label = labelAt(at[i] ?? { x: 0, y: 0 }, n.side, n.lines.length)
          return n.lines.map((text, k) => (
            <text key={`${String(i)} ${String(k)}`} x={label.x} y={label.y + k * picture.line} textAnchor={label.anchor} className={styles['nodeName']}>
              {text}
            </text>
          ))
        })}
      </svg>
      <figcaption className={styles['legend']}>
        {block.legend.map((text, i) => (
          <span key={text}>
            <svg aria-hidden width="36" height="8" viewBox="0 0 36 8">
              <path d="M0 4L36 4" strokeWidth={2} strokeDasharray={lookOf(i).dash} style={{ stroke: inTheme(lookOf(i).colour) }} />
            </svg>
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
