import { useEffect, useRef } from 'react'
import { Density } from './Density'
import styles from './Reader.module.css'
import type { Scene } from './scene'
import { Surface, type SurfaceEvents } from './surface'

interface Props {
  text: string
  /** What a screen reader calls the text: the title of the document. */
  label: string
  scene: Scene
  events: SurfaceEvents
  /** The surface is there, or (null) is gone. */
  onSurface(surface: Surface | null): void
  surface: Surface | null
}

/** A document to read. What is drawn follows the scene; the text stays what it is. */
export function Reader({ text, label, scene, events, surface, onSurface }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef({ events, scene })
  useEffect(() => {
    latest.current = { events, scene }
  })
  useEffect(() => {
    if (!host.current) return
    const now = () => latest.current.events
    const made = new Surface(host.current, text, label, latest.current.scene, {
      select: (...a) => { now().select(...a) },
      scrolled: (...a) => { now().scrolled(...a) },
      textMenu: (...a) => { now().textMenu(...a) },
      drag: (...a) => { now().drag(...a) },
      press: (...a) => { now().press(...a) },
      several: (...a) => { now().several(...a) },
      menu: (...a) => { now().menu(...a) },
      resize: (...a) => { now().resize(...a) },
    })
    onSurface(made)
    return () => {
      onSurface(null)
      made.destroy()
    }
  }, [text, label, onSurface])
  // Only what became another is drawn. What the surface was given by the hand meanwhile stands
  // until the scene has it, too: an older scene with another part changed would take it away.
  const given = useRef<{ surface: Surface; scene: Scene } | null>(null)
  useEffect(() => {
    if (!surface) return
    const was = given.current?.surface === surface ? given.current.scene : surface.scene
    given.current = { surface, scene }
    const parts = (['shape', 'spans', 'focused', 'linked', 'judged', 'languages', 'asking', 'words'] as const).filter((part) => was[part] !== scene[part])
    const now = surface.scene
    if (parts.some((part) => now[part] !== scene[part])) surface.show(Object.fromEntries(parts.map((part) => [part, scene[part]])))
  }, [surface, scene])
  return (
    <div className={styles['reader']}>
      <div ref={host} className={styles['text']} />
      {surface && <Density surface={surface} spans={scene.spans} length={text.length} />}
    </div>
  )
}
