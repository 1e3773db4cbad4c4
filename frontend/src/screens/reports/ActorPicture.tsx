import type { ReportBlock } from '../../api/types'
import { arrow, dashes, inTheme, kindColours, labelAt, lineWidth, mechanismOf, picture, placed } from '../../model/network'
import { LevelMark } from '../actors/LevelMark'
import styles from './reports.module.css'

/** The map of actors as it is in the file; the table behind it says the same in words. */
export function ActorPicture({ block }: { block: ReportBlock }) {
  const at = block.nodes.map(placed)
  return (
    <figure className={styles['figure']}>
      <svg role="img" aria-label={block.text} viewBox={`0 0 ${String(picture.width)} ${String(picture.height)}`}>
        {block.edges.map((e, i) => {
          const [a, b] = [at[e.from], at[e.to]]
          if (!a || !b) return null
          const width = lineWidth(e.strength)
          const { path, head } = arrow(a, b, width, e.bend)
          const colour = inTheme(e.color)
          return (
            <g key={i}>
              <title>{e.tooltip}</title>
              <path d={path} fill="none" strokeWidth={width} strokeDasharray={dashes[mechanismOf(e.style)]} style={{ stroke: colour }} />
              <path d={head} style={{ fill: colour }} />
            </g>
          )
        })}
        {block.edges.map((e, i) => {
          const [a, b] = [at[e.from], at[e.to]]
          return a && b && <LevelMark key={i} at={arrow(a, b, lineWidth(e.strength), e.bend).middle} mark={e.mark} colour={e.color} />
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
        {block.key.mechanism !== '' && <span>{`${block.key.mechanism}:`}</span>}
        {block.legend.map((text, i) => (
          <span key={text}>
            <svg aria-hidden width="36" height="8" viewBox="0 0 36 8" stroke="currentColor">
              <path d="M0 4L36 4" strokeWidth={2} strokeDasharray={dashes[mechanismOf(i)]} />
            </svg>
            {text}
          </span>
        ))}
        {block.key.levels.length > 0 && <span>{`${block.key.level}:`}</span>}
        {block.key.levels.map((l) => (
          <span key={l.level}>
            <svg aria-hidden width="32" height="16" viewBox="0 0 32 16">
              <path d="M0 8L32 8" strokeWidth={3} style={{ stroke: inTheme(l.color) }} />
              <LevelMark at={{ x: 16, y: 8 }} mark={l.mark} colour={l.color} />
            </svg>
            {l.name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
