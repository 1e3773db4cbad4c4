import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CellDetail } from '../../api/types'
import { Button } from '../../components/Button'
import { changesOf, isFresh } from '../../model/synthesis'
import { useCodesView } from '../../state/codes'
import { useSynthesisView } from '../../state/synthesis'
import { useChanged } from './Changed'
import { read } from './Citations'
import styles from './synthesis.module.css'

/** What changed at the place of a cell since it was written, and that it was looked at. */
export function Since({ detail, readOnly, onSeen }: { detail: CellDetail; readOnly: boolean; onSeen(findings: readonly string[]): void }) {
  const { t } = useTranslation()
  const changed = useChanged()
  const set = useSynthesisView((s) => s.set)
  const changes = changesOf(detail.cell)
  if (isFresh(changes)) return null
  return (
    <section aria-label={t('synthesis.since')} className={styles['since']}>
      <p>
        {t('synthesis.since')} <strong>{changed(changes)}</strong>
      </p>
      {detail.withdrawn.map((w) => (
        <button key={w.coding + w.finding} type="button" className={styles['gone']} onClick={() => { read('', { document: w.document.id, start: w.start, end: w.end }) }}>
          {t(`synthesis.withdrawn.${w.now as 'removed'}`)} <q dir="auto">{w.quote}</q> <span className={styles['muted']}>{w.document.title}</span>
        </button>
      ))}
      <div className={styles['feet']}>
        {changes.new > 0 && <Button onPress={() => { set({ passages: 'new', source: 'all' }) }}>{t('synthesis.since.new', { count: changes.new })}</Button>}
        {detail.definitions.map((d) => (
          <Button key={d.id} onPress={() => { useCodesView.getState().edit(d.id) }}>
            {t('synthesis.since.definition', { name: d.name.split('/').at(-1) })}
          </Button>
        ))}
        {!readOnly && (
          <Button look="primary" onPress={() => { onSeen(detail.cell.findings.filter((f) => !isFresh(f.stale)).map((f) => f.id)) }}>
            <Eye aria-hidden size="1em" />
            {t('synthesis.seen')}
          </Button>
        )}
      </div>
    </section>
  )
}
