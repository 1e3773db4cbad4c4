import { useTranslation } from 'react-i18next'
import type { ReportBlock, ReportPreview, ReportQuote, ReportRun } from '../../api/types'
import { Bars } from '../matrix/Bars'
import { ActorPicture } from './ActorPicture'
import styles from './reports.module.css'

/** A report as it will read; each quote opens below the words that it stands behind. */
export function ReportBlocks({ report }: { report: ReportPreview }) {
  return (
    <article lang={report.lang} aria-label={report.title} className={styles['report']}>
      <h3 className={styles['reportTitle']}>{report.title}</h3>
      <p className={styles['muted']}>{report.subtitle}</p>
      {report.blocks.map((b, i) => (
        <Block key={i} block={b} />
      ))}
    </article>
  )
}

function Block({ block: b }: { block: ReportBlock }) {
  if (b.kind === 'heading') return b.level === 1 ? <h4 className={styles['one']}>{b.text}</h4> : <h5 className={styles['two']}>{b.text}</h5>
  if (b.kind === 'text') {
    return (
      <p className={styles['paragraph']}>
        <Runs runs={b.runs} />
      </p>
    )
  }
  if (b.kind === 'picture') return <ActorPicture block={b} />
  if (b.bars) {
    return (
      <figure className={styles['figure']}>
        <Bars bars={b.bars} />
      </figure>
    )
  }
  return (
    <div role="group" aria-label={b.text} tabIndex={0} className={styles['box']}>
      <table className={styles['table']}>
        <caption>{b.text}</caption>
        <thead>
          <tr>
            {b.head.map((h, i) => (
              <th key={i} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {b.rows.map((row, i) => (
            <tr key={i}>
              {b.head.map((_, k) => {
                const paragraphs = row[k]?.paragraphs ?? []
                const inside = paragraphs.map((runs, n) => (
                  <div key={n}>
                    <Runs runs={runs} />
                  </div>
                ))
                return k === 0 && b.row_head ? (
                  <th key={k} scope="row">
                    {inside}
                  </th>
                ) : (
                  <td key={k}>{inside}</td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Runs({ runs }: { runs: readonly ReportRun[] }) {
  return (
    <>
      {runs.map((r, i) => (
        <span key={i} className={[r.bold ? styles['bold'] : '', r.italic ? styles['italic'] : '', r.small ? styles['muted'] : ''].join(' ')}>
          {r.text}
          {r.quotes.length > 0 && <Quotes list={r.quotes} />}
        </span>
      ))}
    </>
  )
}

function Quotes({ list }: { list: readonly ReportQuote[] }) {
  const { t, i18n } = useTranslation()
  return (
    <details className={styles['quotes']}>
      <summary lang={i18n.language}>{t('reports.quotes', { count: list.length })}</summary>
      {list.map((q, i) => (
        <div key={i} className={styles['quote']}>
          <p lang={q.lang} dir="auto">
            {q.role !== '' && <strong>{q.role}: </strong>}“{q.text}”
          </p>
          {q.translation !== '' && (
            <p lang={q.translation_lang} dir="auto">
              “{q.translation}” <span className={styles['muted']}>[{q.translation_note}]</span>
            </p>
          )}
          <p className={styles['muted']}>{q.source}</p>
        </div>
      ))}
    </details>
  )
}
