import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodingView, Disagreement, Ref } from '../../api/types'
import { Dot } from '../../components/Picker'
import { cutLine, passageLines, shareOf } from '../../model/passage'
import { codePoint, PositionIndex, type Span } from '../../model/positions'
import { useCodings, useDocument, useText } from '../../state/queries'
import { useCodeNames } from '../../state/code-names'
import styles from './differences.module.css'

/** How much text stands before and after the passage, in characters. */
const around = 320
/** How many codes of one coder are drawn beside each other. */
const widest = 5

interface Props {
  item: Disagreement
  round: string
  coders: readonly Ref[]
}

const spanOf = (c: { start: number; end: number }): Span => ({ start: codePoint(c.start), end: codePoint(c.end) })

/** The passage in its text, with what each coder did beside it. */
export function Lanes({ item, round, coders }: Props) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const text = useText(item.document.id).data
  const lang = useDocument(item.document.id).data?.lang ?? ''
  const codings = useCodings(item.document.id).data
  const index = useMemo(() => (text === undefined ? null : new PositionIndex(text)), [text])
  const passage = useMemo(() => spanOf(item), [item])
  const lines = useMemo(() => (index ? passageLines(index, passage, around, lang) : []), [index, passage, lang])
  // Where codes are rolled up, those that were applied behind the one in question.
  const asked = useMemo(() => {
    const behind = new Set(item.with.flatMap((s) => s.codings))
    return new Set([item.code.id, ...(codings ?? []).filter((c) => behind.has(c.id)).map((c) => c.code)])
  }, [item, codings])
  const lanes = useMemo(() => {
    const [from, to] = [lines[0]?.start ?? 0, lines.at(-1)?.end ?? 0]
    return coders.map((coder) => {
      const mine = (codings ?? []).filter((c) => c.coder === coder.id && c.round === round && c.start < to && c.end > from)
      const here = (c: CodingView) => c.start < item.end && c.end > item.start
      const rank = (c: CodingView) => (asked.has(c.code) ? 0 : here(c) ? 1 : 2)
      const codes = [...new Set([...mine].sort((a, b) => rank(a) - rank(b) || a.start - b.start).map((c) => c.code))].slice(0, widest)
      return { coder, mine, codes, here: [...new Set(mine.filter(here).map((c) => c.code))] }
    })
  }, [lines, coders, codings, round, item, asked])
  const code = (id: string) => nameOf({ id, name: '' })
  const box = useRef<HTMLDivElement>(null)
  const shown = index !== null && codings !== undefined
  // The passage in the middle, with as much before as after it.
  useLayoutEffect(() => {
    const mark = box.current?.querySelector('mark')
    const scroller = box.current?.parentElement
    if (!mark || !scroller) return
    const [m, s] = [mark.getBoundingClientRect(), scroller.getBoundingClientRect()]
    scroller.scrollTop += m.top - s.top - Math.max(0, (s.height - m.height) / 2)
  }, [shown, item.key])
  if (!index) return null
  return (
    <div ref={box} className={styles['lanes']}>
      <table className={styles['text']} aria-label={t('review.lanes')}>
        <thead>
          <tr>
            <td className={styles['laneHead']} />
            {lanes.map(({ coder }) => (
              <th key={coder.id} scope="col" className={styles['laneHead']}>
                {coder.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const [before, within, after] = cutLine(line, passage)
            return (
              <tr key={line.start} data-first={line.first}>
                <td dir="auto" className={styles['words']}>
                  {before}
                  {within !== '' && <mark>{within}</mark>}
                  {after}
                </td>
                {lanes.map(({ coder, mine, codes }) => {
                  const bars = mine.flatMap((c) => {
                    const share = shareOf(line, spanOf(c))
                    const column = codes.indexOf(c.code)
                    return share && column >= 0 ? [{ c, share, column }] : []
                  })
                  return (
                    <td key={coder.id} className={styles['lane']}>
                      <span className="hidden-text">{bars.map(({ c }) => code(c.code).name).join(', ')}</span>
                      {bars.map(({ c, share, column }) => (
                        <span
                          key={c.id}
                          aria-hidden
                          title={code(c.code).path}
                          className={`code-colour ${styles['stripe'] ?? ''}`}
                          data-asked={asked.has(c.code)}
                          style={{ '--hue': code(c.code).hue, insetInlineStart: `${String(0.375 + column * 0.75)}rem`, top: `${String(share.from * 100)}%`, bottom: `${String((1 - share.to) * 100)}%` } as React.CSSProperties}
                        />
                      ))}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
      <dl className={styles['did']}>
        {lanes.map(({ coder, here }) => (
          <div key={coder.id}>
            <dt>{coder.name}</dt>
            <dd>
              {here.length === 0 && <span className={styles['quiet']}>{t('review.did.nothing')}</span>}
              {here.map((id) => (
                <span key={id} className={styles['code']} data-asked={asked.has(id)} title={code(id).path}>
                  <Dot hue={code(id).hue} />
                  {code(id).name}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
