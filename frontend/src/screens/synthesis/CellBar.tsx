import { ArrowLeft, Quote, TableProperties, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodingView } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { OneOf } from '../../components/OneOf'
import { standing } from '../../model/citations'
import { roles, type Role } from '../../model/synthesis'
import { useApi } from '../../state/api'
import { useArea } from '../../state/area'
import { useCoding } from '../../state/coding'
import { useCommands } from '../../state/commands'
import { useCell, useSynthesisView, type CellRef } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { useRowOf, useTitles } from './row-names'
import styles from './synthesis.module.css'

/** While a cell is being written: what it says, the way back to it, and citing for it from the text that is read. */
export function CellBar({ codings, writable }: { codings: readonly CodingView[]; writable: boolean }) {
  const { cell, away } = useSynthesisView()
  return cell && away ? <Bar place={cell} codings={codings} writable={writable} /> : null
}

function Bar({ place, codings, writable }: { place: CellRef; codings: readonly CodingView[]; writable: boolean }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const go = useArea((s) => s.go)
  const set = useSynthesisView((s) => s.set)
  const detail = useCell(place).data
  const { columnOf } = useTitles()
  const row = useRowOf(place, detail?.row ?? '')
  const [role, setRole] = useState<Role>('supports')
  const finding = detail?.cell.findings[0]
  const back = () => {
    go('synthesis')
  }
  const cite = () => {
    const { document, selection, focused, caret } = useWorkspace.getState()
    // The words that are selected; else the coding that is looked at, or the shortest one at the caret.
    const at = codings.filter((c) => c.start <= caret && caret <= c.end).sort((a, b) => a.end - a.start - (b.end - b.start))
    const coding = codings.find((c) => focused.length === 1 && c.id === focused[0]) ?? at[0]
    if (!selection && !coding) {
      useCoding.getState().say(t('synthesis.cite.none'))
      return
    }
    const passage = selection ? { coding: '', document, start: selection.start, end: selection.end, role } : { coding: coding?.id ?? '', document: '', start: 0, end: 0, role }
    void attempt(async () => {
      if (finding) await api.analysis.cite('cell', finding.id, [passage])
      else await api.analysis.writeFinding({ id: '', ...place, case: '', statement: '', status: '', citations: [passage] })
      await offerUndo(t('synthesis.done.cited', { count: 1 }))
    })
  }
  useCommands([
    { id: 'synthesis.back', group: 'finding', title: t('synthesis.back'), keys: ['Alt+Left'], run: back },
    { id: 'synthesis.cite', group: 'finding', title: t('synthesis.cite.here'), keys: ['Y'], where: 'text', possible: writable, run: cite },
  ])
  const cited = detail?.cell.findings.reduce((n, f) => n + standing(f.citations).length, 0) ?? 0
  return (
    <section aria-label={t('synthesis.bar')} className={styles['cellBar']}>
      <TableProperties aria-hidden size="1.125em" />
      <Button onPress={back}>
        <ArrowLeft aria-hidden size="1em" />
        {t('synthesis.back')}
      </Button>
      <p className={styles['barText']}>
        <strong>{row.split('/').at(-1)}</strong> · {detail && columnOf(detail.column)} · {t('synthesis.cited', { count: cited })}
      </p>
      {writable && (
        <>
          <OneOf label={t('synthesis.cite.role')} value={role} options={roles.map((value) => ({ value, label: t(`synthesis.role.${value}`) }))} onChange={(r) => { setRole(r) }} />
          <Button onPress={cite}>
            <Quote aria-hidden size="1em" />
            {t('synthesis.cite.here')} <kbd aria-hidden>Y</kbd>
          </Button>
        </>
      )}
      <IconButton icon={X} label={t('synthesis.bar.close')} onPress={() => { set({ away: false }) }} />
    </section>
  )
}
