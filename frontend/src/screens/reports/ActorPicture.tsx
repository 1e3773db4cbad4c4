import type { ReportBlock } from '../../api/types'
import styles from './reports.module.css'

const [width, height, edge] = [900, 560, 80]
/** Formal, informal, both, not said: as in the file. */
const dashes = ['', '7 5', '14 4 3 4', '2 4'] as const

/** The map of actors as a picture; the table behind it says the same in words. */
export function ActorPicture({ block }: { block: ReportBlock }) {
  const at = (i: number) => {
    const n = block.nodes[i]
    return { x: edge + (n?.x ?? 0) * (width - 2 * edge), y: edge / 2 + (n?.y ?? 0) * (height - edge) }
  }
  return (
    <figure className={styles['figure']}>
      <svg role="img" aria-label={block.text} viewBox={`0 0 ${String(width)} ${String(height)}`}>
        {block.edges.map((e, i) => {
          const [a, b] = [at(e.from), at(e.to)]
          return (
            <line key={i} x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={1 + e.strength} strokeDasharray={dashes[e.style] ?? ''} className={styles['edge']}>
              <title>{e.tooltip}</title>
            </line>
          )
        })}
        {block.nodes.map((n, i) => {
          const { x, y } = at(i)
          return (
            <g key={i}>
              <circle cx={x} cy={y} r={8} className={styles['node']}>
                <title>{n.name}</title>
              </circle>
              <text x={x} y={y - 14} textAnchor="middle" className={styles['nodeName']}>
                {n.label}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption className={styles['legend']}>
        {block.legend.map((text, i) => (
          <span key={text}>
            <svg aria-hidden width="36" height="8" viewBox="0 0 36 8">
              <line x1={0} y1={4} x2={36} y2={4} strokeWidth={2} strokeDasharray={dashes[i] ?? ''} className={styles['edge']} />
            </svg>
            {text}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}
