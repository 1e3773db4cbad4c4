import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '../../api/types'
import { Tick } from '../../components/Tick'
import { head, tail } from '../../model/excerpt'
import { shownPath } from '../finding/options'
import { usePosition } from '../finding/position'
import styles from './search.module.css'

interface Props {
  hit: SearchHit
  chosen: boolean
  onChoose(hits: readonly SearchHit[], on: boolean): void
}

/** How much text is shown on each side of a hit, in characters. */
const side = 70

/** One place where the words stand. */
export const HitRow = memo(function HitRow({ hit: h, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const position = usePosition()
  return (
    <div className={styles['hit']} data-chosen={chosen}>
      {h.in === 'text' ? (
        <Tick
          bare
          label={t('finding.choose')}
          value={chosen}
          onChange={(on) => {
            onChoose([h], on)
          }}
        />
      ) : (
        <span className={styles['untick']} />
      )}
      <div>
        {h.in !== 'text' && <p className={styles['of']}>{h.in === 'code' ? shownPath(h.code.name) : h.memo.name}</p>}
        <p dir="auto" className={styles['words']}>
          {tail(h.before, side)}
          <mark>{h.quote}</mark>
          {head(h.after, side)}
        </p>
        {h.in === 'text' && <p className={styles['at']}>{position(h.position)}</p>}
      </div>
    </div>
  )
})
