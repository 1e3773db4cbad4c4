import { MessagesSquare, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty'
import { Tick } from '../../components/Tick'
import { cellCondition, plainAxis } from '../../model/cell-condition'
import { toText } from '../../model/condition'
import { useVoices } from '../../state/coverage'
import { useValueNames } from '../../state/code-names'
import { useWorkspace } from '../../state/workspace'
import styles from './coverage.module.css'

/** Who stands behind each code in each case; where one voice speaks alone, it is said. */
export function VoicesTable() {
  const { t, i18n } = useTranslation()
  const levelName = useValueNames()
  const retrieve = useWorkspace((s) => s.retrieve)
  const answer = useVoices(i18n.language).data
  const [single, setSingle] = useState(false)
  const cells = useMemo(() => new Map(answer?.cells.map((c) => [`${String(c.row)} ${String(c.column)}`, c.voices])), [answer])
  if (!answer) return null
  if (answer.cells.length === 0) return <Empty icon={MessagesSquare} title={t('coverage.none')} help={t('coverage.none.help')} />
  const rows = answer.rows.map((head, row) => ({ head, row })).filter(({ row }) => !single || answer.columns.some((_, c) => cells.get(`${String(row)} ${String(c)}`)?.single))
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <span role="status" className={styles['muted']}>
          {t('coverage.single.count', { count: answer.single })}
        </span>
        <span className={styles['gap']} />
        <Tick label={t('coverage.single.only')} value={single} onChange={setSingle} />
      </div>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('coverage.tab.voices')}>
        <table aria-label={t('coverage.tab.voices')} className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.axis.code')}</th>
              {answer.columns.map((c) => (
                <th key={c.key} scope="col" title={c.path}>
                  {c.none ? t('matrix.none') : c.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ head, row }) => (
              <tr key={head.key}>
                <th scope="row" title={head.path} style={{ paddingInlineStart: `${String(0.75 + head.depth * 0.875)}rem` }}>
                  {head.name}
                </th>
                {answer.columns.map((c, column) => {
                  const v = cells.get(`${String(row)} ${String(column)}`)
                  if (!v) return <td key={c.key} className={styles['nothing']}>·</td>
                  const kinds = v.kinds.map((k) => t(`finding.kind.${k as 'law'}`)).join(', ')
                  const said = [t('segments.total', { count: v.segments }), t('segments.documents', { count: v.documents }), t('coverage.voices', { count: v.voices }), kinds, v.levels.map(levelName).join(', ')].filter((x) => x !== '')
                  return (
                    <td key={c.key} data-single={v.single}>
                      <button
                        type="button"
                        className={styles['cell']}
                        title={[...said, ...(v.single ? [t('coverage.single')] : [])].join('\n')}
                        onClick={() => {
                          retrieve(toText(cellCondition(null, [plainAxis('code'), head], [plainAxis('case', false), c])))
                        }}
                      >
                        <span className="hidden-text">{`${head.name} × ${c.none ? t('matrix.none') : c.name}: ${[...said, ...(v.single ? [t('coverage.single')] : [])].join('; ')}`}</span>
                        <span aria-hidden className={styles['figures']}>
                          <b>{v.segments}</b>
                          <span>{t('coverage.short.documents', { count: v.documents })}</span>
                          <span>{t('coverage.short.voices', { count: v.voices })}</span>
                          {v.single && <TriangleAlert aria-hidden size="0.875em" className={styles['warn']} />}
                        </span>
                        <span aria-hidden className={styles['sources']}>{v.sources.map((s) => t(`source.${s as 'norm'}`)).join(' · ')}</span>
                        <span aria-hidden className={styles['sources']}>{v.levels.map(levelName).join(' · ')}</span>
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
