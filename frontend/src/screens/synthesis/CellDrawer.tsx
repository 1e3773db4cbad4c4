import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellDetail, CellPassage, FindingView } from '../../api/types'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { Tick } from '../../components/Tick'
import { useApi } from '../../state/api'
import { useCell } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { usePosition } from '../finding/position'
import styles from './synthesis.module.css'

/** A cell opened: what is said, the passages that it rests on, and what else stands there. */
export function CellDrawer({ place, onClose }: { place: { case: string; dimension: string }; onClose(): void }) {
  const { t } = useTranslation()
  const detail = useCell(place).data
  return (
    <section
      aria-label={t('synthesis.drawer')}
      className={styles['drawer']}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onClose()
      }}
    >
      <header className={styles['drawerHead']}>
        <div>
          <h3 className={styles['drawerTitle']}>{detail?.column.title}</h3>
          <p className={styles['muted']}>{detail?.row}</p>
        </div>
        <IconButton icon={X} label={t('dialog.close')} onPress={onClose} />
      </header>
      {detail && <Opened place={place} detail={detail} />}
    </section>
  )
}

function Opened({ place, detail }: { place: { case: string; dimension: string }; detail: CellDetail }) {
  const findings = detail.cell.findings
  const others = detail.passages.filter((p) => !p.cited)
  return (
    <div className={styles['drawerBody']}>
      {findings.map((f, i) => (
        <Finding key={f.id} place={place} finding={f} others={i === findings.length - 1 ? others : []} />
      ))}
      {findings.length === 0 && <Finding key="new" place={place} finding={null} others={others} />}
    </div>
  )
}

interface FindingProps {
  place: { case: string; dimension: string }
  finding: FindingView | null
  /** The passages of the cell that are not cited yet. */
  others: readonly CellPassage[]
}

function Finding({ place, finding, others }: FindingProps) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [statement, setStatement] = useState(finding?.statement ?? '')
  const [cite, setCite] = useState<ReadonlySet<string>>(new Set())
  const changed = statement.trim() !== (finding?.statement ?? '') || cite.size > 0
  const keep = () =>
    void attempt(async () => {
      await api.analysis.writeFinding({
        id: finding?.id ?? '', ...place, statement: statement.trim(), status: finding?.status ?? '',
        citations: [...cite].map((coding) => ({ coding, document: '', start: 0, end: 0, role: '' })),
      })
      setCite(new Set())
    })
  return (
    <>
      <form
        className={styles['finding']}
        onSubmit={(e) => {
          e.preventDefault()
          keep()
        }}
      >
        <Field label={t('synthesis.statement')} lines={5} value={statement} placeholder={t('synthesis.statement.help')} onChange={setStatement} />
        <Button look="primary" type="submit" isDisabled={!changed}>
          {cite.size > 0 ? t('synthesis.keep.citing', { count: cite.size }) : t('synthesis.keep')}
        </Button>
      </form>
      {finding && finding.citations.length > 0 && (
        <section>
          <h4 className={styles['label']}>{t('synthesis.rests')}</h4>
          <ul>
            {finding.citations.map((c) => (
              <Passage
                key={c.id}
                quote={c.quote}
                title={c.document.title}
                position={c.position}
                place={{ document: c.document.id, start: c.start, end: c.end }}
                action={{
                  label: t('finding.remove'),
                  run: () => void attempt(() => api.analysis.removeCitations([c.id])),
                }}
              />
            ))}
          </ul>
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h4 className={styles['label']}>{t('synthesis.others')}</h4>
          <ul>
            {others.map(({ segment: s, new: fresh }) => (
              <Passage
                key={s.id}
                quote={s.quote}
                title={s.document.title}
                position={s.position}
                fresh={fresh}
                place={{ document: s.document.id, start: s.start, end: s.end }}
                tick={{
                  value: cite.has(s.id),
                  change: (on) => {
                    setCite((was) => {
                      const next = new Set(was)
                      if (on) next.add(s.id)
                      else next.delete(s.id)
                      return next
                    })
                  },
                }}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

interface PassageProps {
  quote: string
  title: string
  position: Parameters<ReturnType<typeof usePosition>>[0]
  place: { document: string; start: number; end: number }
  /** It came since the finding was written. */
  fresh?: boolean
  tick?: { value: boolean; change(on: boolean): void }
  action?: { label: string; run(): void }
}

function Passage({ quote, title, position, place, fresh = false, tick, action }: PassageProps) {
  const { t } = useTranslation()
  const at = usePosition()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  return (
    <li className={styles['passage']}>
      {tick && <Tick bare label={t('synthesis.cite')} value={tick.value} onChange={tick.change} />}
      <div>
        <p dir="auto" className={styles['quote']}>
          {quote}
        </p>
        <p className={styles['muted']}>
          {fresh && <strong className={styles['fresh']}>{t('synthesis.fresh')} </strong>}
          {[title, at(position)].filter((x) => x !== '').join(' · ')}
        </p>
        <span className={styles['passageFeet']}>
          <Button
            look="quiet"
            onPress={() => {
              jumpTo(place)
            }}
          >
            {t('synthesis.read')}
          </Button>
          {action && (
            <Button look="quiet" onPress={action.run}>
              {action.label}
            </Button>
          )}
        </span>
      </div>
    </li>
  )
}
