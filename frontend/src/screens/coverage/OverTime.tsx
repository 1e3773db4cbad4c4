import { CalendarClock } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../components/Empty'
import { dateFormat } from '../../i18n/formats'
import { useCodesOverTime } from '../../state/coverage'
import { useWorkspace } from '../../state/workspace'
import styles from './coverage.module.css'

/** In which months each code was used. */
export function OverTime() {
  const { t, i18n } = useTranslation()
  const retrieve = useWorkspace((s) => s.retrieve)
  const matrix = useCodesOverTime(i18n.language).data
  const cells = useMemo(() => new Map(matrix?.cells.map((c) => [`${String(c.row)} ${String(c.column)}`, c.tally.segments])), [matrix])
  const month = useMemo(() => dateFormat(i18n.language, { month: 'short', year: 'numeric', timeZone: 'UTC' }), [i18n.language])
  if (!matrix) return null
  if (matrix.cells.length === 0) return <Empty icon={CalendarClock} title={t('coverage.none')} help={t('coverage.none.help')} />
  const most = Math.max(...matrix.cells.map((c) => c.tally.segments))
  const columns = matrix.columns.map((c, at) => ({ ...c, at })).filter((c) => !c.none)
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('coverage.tab.time')}>
      <table aria-label={t('coverage.tab.time')} className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('matrix.axis.code')}</th>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={styles['number']}>
                {month.format(new Date(`${c.key}-15T00:00:00Z`))}
              </th>
            ))}
            <th scope="col" className={styles['number']}>{t('matrix.all')}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((r, row) => (
            <tr key={r.key}>
              <th scope="row" title={r.path} style={{ paddingInlineStart: `${String(0.75 + r.depth * 0.875)}rem` }}>
                {r.name}
              </th>
              {columns.map((c) => {
                const n = cells.get(`${String(row)} ${String(c.at)}`) ?? 0
                return (
                  <td key={c.key} className={styles['number']} style={n > 0 ? { background: `color-mix(in oklch, var(--accent) ${(6 + 34 * Math.sqrt(n / most)).toFixed(1)}%, var(--canvas))` } : {}}>
                    {n === 0 ? (
                      '·'
                    ) : (
                      <button type="button" className={styles['link']} data-ground aria-label={t('coverage.open.month', { count: n, code: r.name, month: month.format(new Date(`${c.key}-15T00:00:00Z`)) })} onClick={() => { retrieve(`code:"${r.key}" coded:${c.key}`) }}>
                        {n}
                      </button>
                    )}
                  </td>
                )
              })}
              <td className={styles['number']}>
                <button type="button" className={styles['link']} onClick={() => { retrieve(`code:"${r.key}"`) }}>
                  {r.tally.segments}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
