import { useTranslation } from 'react-i18next'
import type { AgreementTable } from '../../api/types'
import type { Cell } from '../../state/review'
import { useNumbers } from './say'
import styles from './overview.module.css'

interface Props {
  /** What is counted, for a screen reader. */
  label: string
  table: AgreementTable
  first: string
  second: string
  onOpen(cell: Cell): void
}

/** What two coders did, unit by unit; what either coded opens its passages. */
export function Table2({ label, table, first, second, onOpen }: Props) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const number = (cell: Exclude<Cell, ''>, n: number) => (
    <td>
      <button
        type="button"
        className={styles['number']}
        disabled={n === 0}
        aria-label={`${t(`review.cell.${cell}`, { first, second })}: ${count(n)}`}
        onClick={() => {
          onOpen(cell)
        }}
      >
        {count(n)}
      </button>
    </td>
  )
  return (
    <table className={styles['two']} aria-label={label}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('review.cell.with', { name: second })}</th>
          <th scope="col">{t('review.cell.without', { name: second })}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('review.cell.with', { name: first })}</th>
          {number('both', table.both)}
          {number('only_first', table.only_first)}
        </tr>
        <tr>
          <th scope="row">{t('review.cell.without', { name: first })}</th>
          {number('only_second', table.only_second)}
          <td>{count(table.neither)}</td>
        </tr>
      </tbody>
    </table>
  )
}
