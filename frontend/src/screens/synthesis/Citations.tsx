import { ArrowDown, ArrowUp, GripVertical, Languages, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CitationView } from '../../api/types'
import { Translated } from '../../components/Translated'
import { IconButton } from '../../components/IconButton'
import { useOrderDrag } from '../../components/order-drag'
import type { Role } from '../../model/synthesis'
import { useWorkspace } from '../../state/workspace'
import { useSynthesisView } from '../../state/synthesis'
import { usePosition } from '../finding/position'
import { Translations } from '../translations/Translations'
import { RoleChoice } from './RoleChoice'
import styles from './synthesis.module.css'
import { useItems } from './use-items'
import type { Writing } from './use-writing'

const roleKeys: Readonly<Record<string, Role>> = { s: 'supports', q: 'qualifies', x: 'contradicts' }

/** Reads a passage of the open cell in its text; the way back is kept. */
export function read(item: string, place: { document: string; start: number; end: number }) {
  useSynthesisView.getState().set({ item, away: true })
  useWorkspace.getState().jumpTo(place)
}

/** The passages on which a finding rests, in their order. */
export function Citations({ list, writing, readOnly }: { list: readonly CitationView[]; writing: Writing; readOnly: boolean }) {
  const { t } = useTranslation()
  const ids = list.map((c) => c.id)
  const box = useRef<HTMLDivElement>(null)
  const move = (id: string, by: number) => {
    const rest = ids.filter((x) => x !== id)
    const to = ids.indexOf(id) + by
    if (to >= 0 && to < ids.length) writing.move(id, to === 0 ? '' : (rest[to - 1] ?? ''))
  }
  const drag = useOrderDrag({
    order: 'citations', axis: 'y', box, enabled: !readOnly,
    move: (id, before) => {
      const rest = ids.filter((x) => x !== id)
      const to = before === null ? rest.length : rest.indexOf(before)
      writing.move(id, to === 0 ? '' : (rest[to - 1] ?? ''))
    },
  })
  const lines = useRef<HTMLUListElement>(null)
  const { keys, line } = useItems(lines, ids, (id, key, e, go) => {
    const c = list.find((x) => x.id === id)
    if (!c) return false
    if (key === 'Enter' || key === 'o') read(id, { document: c.document.id, start: c.start, end: c.end })
    else if (readOnly) return false
    else if (e.altKey && e.shiftKey && (key === 'ArrowUp' || key === 'ArrowDown')) move(id, key === 'ArrowUp' ? -1 : 1)
    else if (roleKeys[key] && !e.altKey) writing.setRole(id, roleKeys[key])
    else if (key === 'Delete' || key === 'Backspace') {
      const at = ids.indexOf(id)
      go(ids[at + 1] ?? ids[at - 1])
      writing.removeCitation(id)
    } else return false
    return true
  })
  return (
    <div ref={box} className={styles['ordered']}>
      <ul ref={lines} aria-label={t('synthesis.rests')} className={styles['list']} onKeyDown={keys}>
        {list.map((c, i) => (
          <li key={c.id} data-order="citations" data-id={c.id} data-role={c.role} className={styles['passage']} aria-label={`${t(`synthesis.role.${c.role as Role}`)}: ${c.quote}`} {...line(c.id)}>
            <Citation
              citation={c}
              readOnly={readOnly}
              writing={writing}
              onGrip={(e) => { drag.onPointerDown(e, c.id, c.quote.slice(0, 40)) }}
              up={i > 0 ? () => { move(c.id, -1) } : null}
              down={i < list.length - 1 ? () => { move(c.id, 1) } : null}
            />
          </li>
        ))}
      </ul>
      {drag.line !== null && <span aria-hidden className={styles['insertRow']} style={{ top: drag.line }} />}
    </div>
  )
}

interface CitationProps {
  citation: CitationView
  readOnly: boolean
  writing: Writing
  onGrip(e: React.PointerEvent): void
  up: (() => void) | null
  down: (() => void) | null
}

function Citation({ citation: c, readOnly, writing, onGrip, up, down }: CitationProps) {
  const { t } = useTranslation()
  const at = usePosition()
  const [translating, setTranslating] = useState(false)
  return (
    <>
      {!readOnly && (
        <span aria-hidden className={styles['grip']} title={t('synthesis.drag')} onPointerDown={onGrip}>
          <GripVertical size="1em" />
        </span>
      )}
      <div className={styles['words']}>
        <button type="button" tabIndex={-1} className={styles['quote']} lang={c.lang} dir="auto" title={t('synthesis.read')} onClick={() => { read(c.id, { document: c.document.id, start: c.start, end: c.end }) }}>
          “{c.quote}”
        </button>
        {translating ? (
          <Translations owner="citation" id={c.id} original={c.lang} readOnly={readOnly} />
        ) : (
          <Translated list={c.translations} />
        )}
        <p className={styles['muted']}>
          <span className={styles['source']}>{t(`source.${c.source as 'norm'}`)}</span>
          {[c.document.title, at(c.position)].filter((x) => x !== '').join(' · ')}
          {c.moved && ` · ${t('cases.cite.moved')}`}
          {c.binned && ` · ${t('cases.cite.binned')}`}
        </p>
        <div className={styles['feet']}>
          <RoleChoice value={c.role as Role} readOnly={readOnly} onChange={(role) => { writing.setRole(c.id, role) }} />
          <span className={styles['gap']} />
          <IconButton icon={Languages} label={t('translation.title')} pressed={translating} onPress={() => { setTranslating(!translating) }} />
          {!readOnly && (
            <>
              <IconButton icon={ArrowUp} label={t('synthesis.up')} isDisabled={up === null} onPress={() => up?.()} />
              <IconButton icon={ArrowDown} label={t('synthesis.down')} isDisabled={down === null} onPress={() => down?.()} />
              <IconButton icon={X} label={t('synthesis.uncite')} onPress={() => { writing.removeCitation(c.id) }} />
            </>
          )}
        </div>
      </div>
    </>
  )
}

