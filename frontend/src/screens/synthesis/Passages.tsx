import { BookOpenText, Quote } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellPassage } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { OneOf } from '../../components/OneOf'
import { Translated } from '../../components/Translated'
import { Swatch } from '../../components/Swatch'
import { passageFilters, sourceFilters, type PassageFilter, type Role, type SourceFilter } from '../../model/synthesis'
import { useSynthesisView } from '../../state/synthesis'
import { useCodeNames } from '../../state/code-names'
import { usePosition } from '../finding/position'
import { read } from './Citations'
import styles from './synthesis.module.css'
import { useItems } from './use-items'

interface Props {
  list: readonly CellPassage[]
  readOnly: boolean
  /** For which of several findings a passage is cited, from 1; 0 where there is one. */
  aim: number
  onCite(cites: readonly { coding: string; role: Role }[]): void
}

const citeKeys: Readonly<Record<string, Role>> = { c: 'supports', s: 'supports', q: 'qualifies', x: 'contradicts' }

/** The passages that stand at the place of a cell: those not cited yet, the new ones, or all; by kind of source. */
export function Passages({ list, readOnly, aim, onCite }: Props) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const at = usePosition()
  const { passages, source, set } = useSynthesisView()
  const held = (p: CellPassage, which: PassageFilter) => which === 'all' || (which === 'new' ? p.new : !p.cited)
  const from = (p: CellPassage, kind: SourceFilter) => kind === 'all' || p.source === kind
  const shown = list.filter((p) => held(p, passages) && from(p, source))
  const ids = shown.map((p) => p.segment.id)
  const box = useRef<HTMLUListElement>(null)
  const { keys, line } = useItems(box, ids, (id, key, e, go) => {
    const p = shown.find((x) => x.segment.id === id)
    if (!p || e.altKey) return false
    if (key === 'Enter' || key === 'o') read(id, { document: p.segment.document.id, start: p.segment.start, end: p.segment.end })
    else if (citeKeys[key] && !readOnly && !p.cited) {
      // The next that is not cited with it: another coder may have coded the same words.
      const i = ids.indexOf(id)
      const { document, start, end } = p.segment
      const apart = ({ segment: s }: CellPassage) => s.document.id !== document.id || s.start >= end || s.end <= start
      go([...shown.slice(i + 1), ...shown.slice(0, i).reverse()].find(apart)?.segment.id)
      onCite([{ coding: id, role: citeKeys[key] }])
    } else return false
    return true
  })
  const named = <T extends string>(value: T, n: number, label: string) => ({ value, label: `${label} ${String(n)}` })
  return (
    <section className={styles['others']} aria-label={t('synthesis.passages')}>
      <h4 className={styles['label']}>{t('synthesis.passages')}</h4>
      <OneOf label={t('synthesis.passages.which')} value={passages} options={passageFilters.map((f) => named(f, list.filter((p) => held(p, f)).length, t(`synthesis.passages.${f}`)))} onChange={(f) => { set({ passages: f }) }} />
      <OneOf label={t('synthesis.passages.source')} value={source} options={sourceFilters.map((s) => named(s, list.filter((p) => held(p, passages) && from(p, s)).length, t(s === 'all' ? 'synthesis.source.all' : `source.${s}`)))} onChange={(s) => { set({ source: s }) }} />
      {!readOnly && shown.some((p) => !p.cited) && <p className={styles['muted']}>{t('synthesis.passages.keys')}</p>}
      {shown.length === 0 && <p className={styles['muted']}>{t('synthesis.passages.none')}</p>}
      <ul ref={box} aria-label={t('synthesis.passages')} className={styles['list']} onKeyDown={keys}>
        {shown.map((p) => {
          const s = p.segment
          return (
            <li key={s.id} className={styles['passage']} aria-label={s.quote} {...line(s.id)}>
              <div className={styles['words']}>
                <p className={styles['muted']}>
                  {p.new && <strong className={styles['fresh']}>{t('synthesis.fresh')}</strong>}
                  {p.cited && <strong>{t('synthesis.is_cited')}</strong>}
                  <span className={styles['source']}>{t(`source.${p.source as 'norm'}`)}</span>
                  <Swatch color={s.code.color} /> {nameOf({ id: s.code.id, name: s.code.path }).name}
                </p>
                <button type="button" tabIndex={-1} className={styles['quote']} dir="auto" title={t('synthesis.read')} onClick={() => { read(s.id, { document: s.document.id, start: s.start, end: s.end }) }}>
                  “{s.quote}”
                </button>
                <Translated list={p.translations} />
                <p className={styles['muted']}>{[s.document.title, at(s.position), s.coder].filter((x) => x !== '').join(' · ')}</p>
                <div className={styles['feet']}>
                  {!readOnly && !p.cited && (
                    <Button look="quiet" onPress={() => { onCite([{ coding: s.id, role: 'supports' }]) }}>
                      <Quote aria-hidden size="1em" />
                      {aim > 0 ? t('synthesis.cite.for', { n: aim }) : t('synthesis.cite')}
                    </Button>
                  )}
                  <IconButton icon={BookOpenText} label={t('synthesis.read')} onPress={() => { read(s.id, { document: s.document.id, start: s.start, end: s.end }) }} />
                </div>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
