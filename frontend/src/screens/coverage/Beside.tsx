import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { GapRow, LinkView, Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Translated } from '../../components/Translated'
import { useApi } from '../../state/api'
import { useCoding } from '../../state/coding'
import { useCommands } from '../../state/commands'
import { useSide } from '../../state/coverage'
import { linkKinds, type LinkKind } from '../../state/links'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import styles from './coverage.module.css'

const sides = ['norm', 'practice'] as const
type Side = (typeof sides)[number]

/** What a key says that practice does to the norm. */
const sayKeys: Readonly<Record<LinkKind, string>> = { supports: 'S', contradicts: 'X', implements: 'I', refers_to: 'R' }

const meets = (s: Segment, p: LinkView['from']) => s.document.id === p.document.id && s.start < p.end && p.start < s.end

/**
 * What formal documents say of a dimension beside what people say of it: one passage of
 * each is chosen, and a key says what the second does to the first.
 */
export function Beside({ row, where, writable, onClose }: { row: GapRow; where: Readonly<Record<Side, string>>; writable: boolean; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const lists = { norm: useSide(where.norm).data, practice: useSide(where.practice).data }
  const [picked, pick] = useState<Record<Side, string>>({ norm: '', practice: '' })
  const chosen = (side: Side) => lists[side]?.find((s) => s.id === picked[side]) ?? lists[side]?.[0]
  const [norm, practice] = [chosen('norm'), chosen('practice')]
  const can = writable && norm !== undefined && practice !== undefined
  const focus = (side: Side, which: Segment | undefined) => {
    if (which) box.current?.querySelector<HTMLElement>(`[data-side="${side}"][data-segment="${which.id}"]`)?.focus()
  }
  const say = (kind: LinkKind) => {
    if (!can) return
    const end = (s: Segment) => ({ coding: '', document: s.document.id, start: s.start, end: s.end })
    void attempt(async () => {
      await api.links.save({ id: '', kind, from: end(practice), to: end(norm), note: '' })
      useCoding.getState().say(t('links.made'))
      await offerUndo(t('links.made'))
    })
  }
  useCommands(linkKinds.map((kind) => ({ id: `gap.${kind}`, group: 'finding' as const, title: t(`gap.say.${kind}`), chord: sayKeys[kind], possible: can, run: () => { say(kind) } })))
  // Whoever opens a dimension goes on by keys: what people say has the focus, or the norm where they say nothing.
  const ready = lists.norm !== undefined && lists.practice !== undefined
  useEffect(() => {
    if (ready) (box.current?.querySelector<HTMLElement>('[data-side=practice]') ?? box.current?.querySelector<HTMLElement>('[data-side=norm]'))?.focus()
  }, [ready])
  const keys = (side: Side, at: number) => (e: KeyboardEvent) => {
    const list = lists[side] ?? []
    const other = side === 'norm' ? 'practice' : 'norm'
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }
    const kind = linkKinds.find((k) => sayKeys[k] === e.key.toUpperCase())
    if (e.ctrlKey || e.metaKey || e.altKey) return
    if (to[e.key] !== undefined) focus(side, list[to[e.key] ?? 0])
    else if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') focus(other, chosen(other))
    else if (e.key === 'Enter') {
      const s = list[at]
      if (s) jumpTo({ document: s.document.id, start: s.start, end: s.end })
    } else if (e.key === 'Escape') onClose()
    else if (kind && !e.shiftKey) say(kind)
    else return
    e.preventDefault()
    e.stopPropagation()
  }
  return (
    <div ref={box} className={styles['beside']}>
      <div className={styles['twoSides']}>
        {sides.map((side) => (
          <section key={side} className={styles['side']} aria-labelledby={`${id}${side}`}>
            <h3 id={`${id}${side}`}>{t(`source.${side}`)}</h3>
            {lists[side]?.length === 0 && <p className={styles['muted']}>{t('gap.silent')}</p>}
            {(lists[side]?.length ?? 0) > 0 && (
              <div role="listbox" aria-labelledby={`${id}${side}`} className={styles['passages']}>
                {lists[side]?.map((s, i) => {
                  const links = row.links.filter((l) => meets(s, l.from) || meets(s, l.to))
                  return (
                    <div
                      key={s.id}
                      role="option"
                      aria-selected={s.id === chosen(side)?.id}
                      tabIndex={s.id === chosen(side)?.id ? 0 : -1}
                      data-side={side}
                      data-segment={s.id}
                      className={styles['option']}
                      onFocus={() => { pick((was) => ({ ...was, [side]: s.id })) }}
                      onClick={(e) => { e.currentTarget.focus() }}
                      onDoubleClick={() => { jumpTo({ document: s.document.id, start: s.start, end: s.end }) }}
                      onKeyDown={keys(side, i)}
                    >
                      <span dir="auto" className={styles['quote']}>{s.quote}</span>
                      {s.translations && <Translated list={s.translations} />}
                      <span className={styles['sources']}>
                        {[s.document.title, s.position.speaker, ...new Set(links.map((l) => t(`link.${l.kind as LinkKind}`)))].filter((x) => x !== '').join(' · ')}
                      </span>
                    </div>
                  )
                })}
              </div>
            )}
          </section>
        ))}
      </div>
      {writable && norm && practice && (
        <div role="group" aria-label={t('gap.say')} className={styles['say']}>
          <span className={styles['muted']}>{t('gap.say')}</span>
          {linkKinds.map((kind) => (
            <Button key={kind} onPress={() => { say(kind) }}>
              {t(`gap.say.${kind}`)} <kbd aria-hidden>{sayKeys[kind]}</kbd>
            </Button>
          ))}
          <span className={styles['muted']}>{t('gap.keys')}</span>
        </div>
      )}
    </div>
  )
}
