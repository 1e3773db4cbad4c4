import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActorNetwork } from '../../api/types'
import { IconButton } from '../../components/IconButton'
import { arrow, dashes, inTheme, kindColours, labelAt, lineWidth, mechanismOf, picture, placed, towards, whole, within, zoomed, type At, type Mechanism } from '../../model/network'
import { actorKinds } from './ActorDialog'
import styles from './actors.module.css'
import type { Focus } from './Coordination'
import { LevelMark } from './LevelMark'

interface Props {
  network: ActorNetwork
  focus: Focus
  onFocus(focus: Focus): void
}

const factor = 1.4

/** Who coordinates with whom, as a picture. Actors stand where the program puts them, which is the same in the files that it writes. */
export function NetworkMap({ network, focus, onFocus }: Props) {
  const { t } = useTranslation()
  const svg = useRef<SVGSVGElement>(null)
  const [seen, setSeen] = useState(whole)
  const [active, setActive] = useState(0)
  const drag = useRef<{ at: At; from: typeof whole; moved: boolean } | null>(null)
  const { nodes, edges, lines, key } = network
  const at = useMemo(() => nodes.map(placed), [nodes])
  const height = (seen.width * picture.height) / picture.width
  const middle = { x: seen.x + seen.width / 2, y: seen.y + height / 2 }
  const reached = Math.min(active, nodes.length - 1)
  /** From the window to the picture. */
  const inPicture = (e: { clientX: number; clientY: number }): At => {
    const box = svg.current?.getBoundingClientRect()
    if (!box || box.width === 0) return middle
    // The picture is fitted into its box, in the middle.
    const k = Math.max(seen.width / box.width, height / box.height)
    return { x: seen.x + seen.width / 2 + (e.clientX - box.left - box.width / 2) * k, y: seen.y + height / 2 + (e.clientY - box.top - box.height / 2) * k }
  }
  // React hears the wheel passively, and the page must not scroll or zoom with it.
  const wheel = useRef<(e: WheelEvent) => void>(() => undefined)
  useEffect(() => {
    wheel.current = (e) => {
      e.preventDefault()
      setSeen(zoomed(seen, e.deltaY < 0 ? factor : 1 / factor, inPicture(e)))
    }
  })
  useEffect(() => {
    const element = svg.current
    const hear = (e: WheelEvent) => {
      wheel.current(e)
    }
    element?.addEventListener('wheel', hear, { passive: false })
    return () => element?.removeEventListener('wheel', hear)
  }, [])
  const reach = (i: number) => {
    setActive(i)
    svg.current?.querySelector<SVGGElement>(`[data-node="${String(i)}"]`)?.focus()
    const p = at[i]
    // What has the focus is brought into sight.
    if (p && (p.x < seen.x || p.x > seen.x + seen.width || p.y < seen.y || p.y > seen.y + height)) setSeen(within({ ...seen, x: p.x - seen.width / 2, y: p.y - height / 2 }))
  }
  const keys = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.altKey || e.metaKey) return
    const next = towards(at, reached, e.key)
    const here = at[reached] ?? middle
    if (next >= 0) reach(next)
    else if (e.key === '+' || e.key === '=') setSeen(zoomed(seen, factor, here))
    else if (e.key === '-') setSeen(zoomed(seen, 1 / factor, here))
    else if (e.key === '0') setSeen(whole)
    else if (e.key === 'Escape' && focus !== null) onFocus(null)
    else if (!e.key.startsWith('Arrow')) return
    e.preventDefault()
    e.stopPropagation()
  }
  const inFocus = (i: number) => focus === null || nodes[i]?.id === focus.actor || nodes[i]?.id === focus.to || (focus.to === undefined && edges.some((e) => (e.from === i && nodes[e.to]?.id === focus.actor) || (e.to === i && nodes[e.from]?.id === focus.actor)))
  const lineInFocus = (e: { from: number; to: number }) => {
    const [a, b] = [nodes[e.from]?.id, nodes[e.to]?.id]
    return focus === null || (focus.to === undefined ? a === focus.actor || b === focus.actor : a === focus.actor && b === focus.to)
  }
  const choose = (next: Focus) => {
    if (drag.current?.moved === true) return
    onFocus(next?.actor === focus?.actor && next?.to === focus?.to ? null : next)
  }
  const kinds = actorKinds.filter((k) => nodes.some((n) => n.kind === k))
  const mechanisms = (Object.keys(dashes) as Mechanism[]).filter((m) => lines.some((l) => mechanismOf(l.style) === m))
  return (
    <>
      <svg
        ref={svg}
        role="group"
        aria-label={t('actors.map.label', { count: nodes.length })}
        className={styles['map']}
        viewBox={`${String(seen.x)} ${String(seen.y)} ${String(seen.width)} ${String(height)}`}
        onKeyDown={keys}
        onPointerDown={(e) => {
          drag.current = { at: { x: e.clientX, y: e.clientY }, from: seen, moved: false }
        }}
        onPointerMove={(e) => {
          const d = drag.current
          const box = svg.current?.getBoundingClientRect()
          if (!d || !box || e.buttons === 0) return
          if (!d.moved && Math.hypot(e.clientX - d.at.x, e.clientY - d.at.y) < 4) return
          if (!d.moved) svg.current?.setPointerCapture(e.pointerId)
          d.moved = true
          const k = Math.max(seen.width / box.width, height / box.height)
          setSeen(within({ ...d.from, x: d.from.x - (e.clientX - d.at.x) * k, y: d.from.y - (e.clientY - d.at.y) * k }))
        }}
      >
        {lines.map((l) => {
          const [a, b] = [at[l.from], at[l.to]]
          if (!a || !b) return null
          const width = lineWidth(l.strength)
          const { path, head } = arrow(a, b, width, l.bend)
          const [from, to] = [nodes[l.from], nodes[l.to]]
          return (
            <g
              key={l.relation}
              className={styles['edge']}
              style={{ color: inTheme(l.color) }}
              data-faded={!lineInFocus(l)}
              onClick={() => {
                if (from && to) choose({ actor: from.id, to: to.id })
              }}
            >
              <title>{l.tooltip}</title>
              <path d={path} className={styles['hit']} />
              <path d={path} fill="none" strokeWidth={width} strokeDasharray={dashes[mechanismOf(l.style)]} />
              <path d={head} className={styles['head']} />
            </g>
          )
        })}
        {lines.map((l) => {
          const [a, b] = [at[l.from], at[l.to]]
          return a && b && <LevelMark key={l.relation} at={arrow(a, b, lineWidth(l.strength), l.bend).middle} mark={l.mark} colour={l.color} faded={!lineInFocus(l)} />
        })}
        {nodes.map((n, i) => {
          const p = at[i] ?? { x: 0, y: 0 }
          return (
            <g
              key={n.id}
              role="button"
              data-node={i}
              tabIndex={i === reached ? 0 : -1}
              aria-pressed={focus?.actor === n.id && focus.to === undefined}
              aria-label={t('actors.node', { name: n.title, kind: t(`actors.kind.${n.kind as 'other'}`), count: n.degree })}
              className={styles['node']}
              style={{ '--code': inTheme(kindColours[n.kind]) } as React.CSSProperties}
              data-faded={!inFocus(i)}
              onFocus={() => { setActive(i) }}
              onClick={() => { choose({ actor: n.id }) }}
              onKeyDown={(e) => {
                if (e.key !== 'Enter' && e.key !== ' ') return
                e.preventDefault()
                e.stopPropagation()
                drag.current = null
                choose({ actor: n.id })
              }}
            >
              <title>{n.title}</title>
              <circle cx={p.x} cy={p.y} r={picture.radius + 5} className={styles['ring']} />
              <circle cx={p.x} cy={p.y} r={picture.radius} className={styles['disc']} />
            </g>
          )
        })}
        {/* Over everything, and for eyes alone: the buttons are named in full. */}
        <g aria-hidden className={styles['labels']}>
          {nodes.map((n, i) => {
            const label = labelAt(at[i] ?? { x: 0, y: 0 }, n.side, n.lines.length)
            return n.lines.map((text, k) => (
              <text key={`${n.id} ${String(k)}`} x={label.x} y={label.y + k * picture.line} textAnchor={label.anchor} className={styles['label']} data-faded={!inFocus(i)}>
                {text}
              </text>
            ))
          })}
        </g>
      </svg>
      <div className={styles['zoom']}>
        <IconButton icon={ZoomIn} label={t('actors.zoom.in')} isDisabled={seen.width <= picture.width / 8} onPress={() => { setSeen(zoomed(seen, factor, middle)) }} />
        <IconButton icon={ZoomOut} label={t('actors.zoom.out')} isDisabled={seen.width >= picture.width} onPress={() => { setSeen(zoomed(seen, 1 / factor, middle)) }} />
        <IconButton icon={Maximize2} label={t('actors.zoom.all')} isDisabled={seen.width >= picture.width} onPress={() => { setSeen(whole) }} />
      </div>
      <div className={styles['legends']}>
        {key.levels.length > 0 && (
          <span role="group" aria-label={key.level} className={styles['keys']}>
            <span aria-hidden>{`${key.level}:`}</span>
            {key.levels.map((l) => (
              <span key={l.level} className={styles['key']}>
                <svg width="32" height="16" aria-hidden className={styles['edge']} style={{ color: inTheme(l.color) }}>
                  <path d="M0 8L32 8" strokeWidth="3" />
                  <LevelMark at={{ x: 16, y: 8 }} mark={l.mark} colour={l.color} />
                </svg>
                {l.name}
              </span>
            ))}
          </span>
        )}
        {key.mechanism !== '' && (
          <span role="group" aria-label={key.mechanism} className={styles['keys']}>
            <span aria-hidden>{`${key.mechanism}:`}</span>
            {mechanisms.map((m) => (
              <span key={m} className={styles['key']}>
                <svg width="36" height="8" aria-hidden className={styles['edge']}>
                  <path d="M0 4L36 4" strokeWidth="2" strokeDasharray={dashes[m]} />
                </svg>
                {t(`actors.line.${m}`)}
              </span>
            ))}
          </span>
        )}
        {kinds.map((k) => (
          <span key={k} className={styles['key']} style={{ '--code': inTheme(kindColours[k]) } as React.CSSProperties}>
            <svg width="10" height="10" aria-hidden>
              <circle cx="5" cy="5" r="5" className={styles['disc']} />
            </svg>
            {t(`actors.kind.${k}`)}
          </span>
        ))}
        <span className={styles['key']}>{t('actors.line.width')}</span>
      </div>
    </>
  )
}
