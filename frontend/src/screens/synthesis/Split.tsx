import { Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CellDetail } from '../../api/types'
import { Button } from '../../components/Button'
import { More } from '../../components/More'
import { standing } from '../../model/citations'
import type { SourceFilter } from '../../model/synthesis'
import { useArea } from '../../state/area'
import { useCoverageView } from '../../state/coverage'
import { useValueNames } from '../../state/code-names'
import { useCellGap, useSynthesisView } from '../../state/synthesis'
import { read } from './Citations'
import styles from './synthesis.module.css'

const sides = ['norm', 'practice', 'other'] as const

/** What laws and manuals say of a cell against what people say: how much of each, and what joins or parts them. */
export function Split({ detail }: { detail: CellDetail }) {
  const { t } = useTranslation()
  const set = useSynthesisView((s) => s.set)
  const gap = useCellGap(detail.cases, detail.column.kind === 'code' ? detail.column.code : '').data
  const cited = detail.cell.findings.flatMap((f) => standing(f.citations))
  const voices = detail.cell.voices
  const levelName = useValueNames()
  const show = (source: SourceFilter) => {
    set({ passages: 'all', source })
  }
  return (
    <section aria-label={t('synthesis.split')} className={styles['split']}>
      <div className={styles['sides']}>
        {sides.map((side) => {
          const coded = detail.cell.split[side]
          const n = cited.filter((c) => c.source === side).length
          if (side === 'other' && coded + n === 0) return null
          return (
            <button key={side} type="button" className={styles['side']} data-silent={coded + n === 0} onClick={() => { show(side) }}>
              <strong>{t(`source.${side}`)}</strong>
              <span>{coded + n === 0 ? t('gap.silent') : `${t('synthesis.cited', { count: n })}, ${t('synthesis.side', { count: coded })}`}</span>
            </button>
          )
        })}
      </div>
      {cited.length > 0 && (
        <p className={voices.single ? styles['lack'] : styles['muted']}>
          {[t('synthesis.voices', { count: voices.voices }), t('segments.documents', { count: voices.documents }), voices.kinds.map((k) => t(`finding.kind.${k as 'law'}`)).join(', '), voices.levels.map(levelName).join(', ')].filter((x) => x !== '').join(' · ')} {voices.single && t('synthesis.single.help')}
        </p>
      )}
      <div className={styles['feet']}>
        {gap && (
          <span className={styles['verdict']} data-verdict={gap.verdict}>
            {t(`gap.verdict.${gap.verdict as 'both'}`)}
          </span>
        )}
        <Button
          look="quiet"
          onPress={() => {
            useCoverageView.getState().set({ tab: 'gap', verdicts: 'all', gapOf: { cases: detail.cases, code: detail.column.kind === 'code' ? detail.column.code : '' } })
            useArea.getState().go('coverage')
          }}
        >
          <Scale aria-hidden size="1em" />
          {t('synthesis.gap')}
        </Button>
      </div>
      {gap && gap.links.length > 0 && (
        <More title={t('gap.links.open', { count: gap.links.length })}>
          <ul className={styles['list']}>
            {gap.links.map((l) => (
              <li key={l.id} className={styles['joined']}>
                <strong>{t(`link.${l.kind as 'supports'}`)}</strong>
                {[l.from, l.to].map((p, i) => (
                  <button key={i} type="button" className={styles['quote']} dir="auto" title={t('synthesis.read')} onClick={() => { read('', { document: p.document.id, start: p.start, end: p.end }) }}>
                    <span className={styles['source']}>{t(`source.${p.source as 'norm'}`)}</span> “{p.quote}”
                  </button>
                ))}
              </li>
            ))}
          </ul>
        </More>
      )}
    </section>
  )
}
