import { NotebookPen, Quote, Spline, Tag } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode, CodingView } from '../../api/types'
import { hueOf } from '../../model/colour'
import { useCodeNames, useFacetsNamed } from '../../state/code-names'
import { allHave, findCode, useCoding, useRecentCodes } from '../../state/coding'
import { useLinking } from '../../state/links'
import { useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'
import type { Acts } from './use-coding-keys'

interface Props {
  open: Open
  codes: readonly CodeNode[]
  codings: readonly CodingView[]
  act: Acts
  link(): void
  hidden: boolean
}

/** How wide the text is when facets find room beside the words, in pixels. */
const roomForFacets = 700

/**
 * What can be done with the words that are selected, beside them; right after coding, the
 * facets with their keys. It never takes the focus: the keyboard has the same by itself.
 */
export function SelectionBar({ open: { surface }, codes, codings, act, link, hidden }: Props) {
  const { t } = useTranslation()
  const selection = useWorkspace((s) => s.selection)
  const recent = useRecentCodes(codes)
  const fresh = useCoding((s) => s.fresh)
  const linking = useLinking((s) => s.from !== null)
  const facets = useFacetsNamed()
  const called = useCodeNames()
  const readOnly = useInfo().data?.read_only !== false
  const [place, setPlace] = useState<{ left: number; top: number; above: boolean; docked: boolean } | null>(null)

  useEffect(() => {
    if (!surface) return
    const { view } = surface
    const look = () => {
      const { from, to, head } = surface.selection
      const at = from < to ? surface.place(head === from ? from : to) : null
      if (!at) return null
      // Above the selection where it ends upwards, below where it ends downwards; never on it.
      const up = head === from || surface.place(from)?.top === at.top
      const box = view.scrollDOM.getBoundingClientRect()
      const ofFacets = useCoding.getState().fresh.length > 0
      if (ofFacets && box.width < roomForFacets) {
        // Where there is no room for one line beside the words, at the edge that is farther from them.
        const low = at.bottom - box.top > box.height * 0.6
        return { left: 0, top: low ? 0 : -1, above: false, docked: true }
      }
      // Long names make two lines of it: above the words it grows upwards.
      const above = up && at.top - box.top > 76
      const top = above ? at.top - box.top - 6 : at.bottom - box.top + 8
      return { left: Math.max(8, Math.min(at.left - box.left - 40, box.width - (ofFacets ? 660 : 460))), top, above, docked: false }
    }
    // Read when the surface reads its own places: to ask in between would lay the whole page out once more.
    const put = () => {
      view.requestMeasure({ key: look, read: look, write: setPlace })
    }
    const timer = setTimeout(put, 80)
    view.scrollDOM.addEventListener('scroll', put, { passive: true })
    return () => {
      clearTimeout(timer)
      view.scrollDOM.removeEventListener('scroll', put)
    }
  }, [surface, selection, fresh])

  if (hidden || readOnly || selection === null || !place) return null
  const keep = { onMouseDown: (e: React.MouseEvent) => { e.preventDefault() } }
  // Looked for once: right after coding the bar asks for each of its buttons.
  const made = fresh.length > 0 ? codings.filter((c) => fresh.includes(c.id)) : []
  const withKeys = facets.filter((f) => f.key !== '' || f.values.some((v) => v.shortcut !== ''))
  return (
    <div role="toolbar" aria-label={t('coding.bar')} className={`${styles['bar'] ?? ''} ${place.docked ? (styles['docked'] ?? '') : ''}`} style={place.top < 0 ? { bottom: 0 } : { insetInlineStart: place.left, top: place.top, ...(place.above ? { transform: 'translateY(-100%)' } : {}) }} {...keep}>
      {fresh.length > 0 && withKeys.length > 0 ? (
        withKeys.map((f) => (
          <span key={f.id} role="group" aria-label={f.name} className={styles['facet']}>
            {f.key !== '' ? (
              <button type="button" tabIndex={-1} aria-haspopup="menu" onClick={() => { act.openActors(f.id) }}>
                <kbd>{f.key}</kbd> {f.name}…
              </button>
            ) : (
              <span className={styles['facetName']}>{f.name}</span>
            )}
            {f.values.filter((v) => v.shortcut !== '').map((v) => (
              <button
                key={v.id}
                type="button"
                tabIndex={-1}
                aria-pressed={allHave(made, fresh, v.id)}
                onClick={() => { act.setFacet(f.id, v.id, v.name) }}
              >
                <kbd>{v.shortcut.toUpperCase()}</kbd> {v.name}
              </button>
            ))}
          </span>
        ))
      ) : (
        <>
          <button type="button" tabIndex={-1} className={styles['main']} onClick={act.openPalette}>
            <Tag aria-hidden size="1em" /> {t('coding.bar.code')} <kbd>↵</kbd>
          </button>
          {recent.slice(0, 3).map((id, i) => {
            const node = findCode(codes, id)
            return (
              node && (
                <button key={id} type="button" tabIndex={-1} className={`${styles['quick'] ?? ''} code-colour`} style={{ '--hue': String(hueOf(node.color)) } as React.CSSProperties} onClick={() => void act.codeSelection([id])}>
                  <kbd>{i + 1}</kbd> <span>{called({ id, name: node.path }).name}</span>
                </button>
              )
            )
          })}
          <button type="button" tabIndex={-1} title={t('coding.vivo')} aria-label={t('coding.vivo')} onClick={act.inVivo}>
            <Quote aria-hidden size="1em" />
          </button>
          <button type="button" tabIndex={-1} title={t('coding.memo')} aria-label={t('coding.memo')} onClick={act.memoOfSelection}>
            <NotebookPen aria-hidden size="1em" />
          </button>
          <button type="button" tabIndex={-1} title={t(linking ? 'links.to' : 'links.from')} aria-label={t(linking ? 'links.to' : 'links.from')} onClick={() => { link() }}>
            <Spline aria-hidden size="1em" />
          </button>
        </>
      )}
    </div>
  )
}
