import { useTranslation } from 'react-i18next'
import type { PlanExcerpts as Excerpts, RoundDetail } from '../../api/types'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { useWorkspace } from '../../state/workspace'
import styles from './rounds.module.css'

const ways = ['whole', 'drawn', 'found'] as const
type Way = (typeof ways)[number]
const pieces = ['paragraph', 'turn', 'sentence'] as const
type Piece = (typeof pieces)[number]

/** What a round is about, as it is filled in. */
export interface ExcerptFields {
  way: Way
  draw: string
  piece: Piece
  coded: boolean
}

export const wholeDocuments: ExcerptFields = { way: 'whole', draw: '40', piece: 'paragraph', coded: false }

/** The fields, as the program is asked. */
export function excerptsOf({ way, draw, piece, coded }: ExcerptFields, again: string, where: string): Excerpts {
  const drawn = way === 'drawn'
  return { draw: drawn ? Math.max(1, Math.trunc(Number(draw)) || 0) : 0, of: drawn ? piece : '', coded: drawn && coded && again !== '', passages: [], where: way === 'found' ? where : '' }
}

interface Props {
  fields: ExcerptFields
  again: string
  onChange(fields: ExcerptFields): void
}

/** Whether coders work through whole documents, or judge passages that they are handed out. */
export function PlanExcerpts({ fields, again, onChange }: Props) {
  const { t } = useTranslation()
  const where = useWorkspace((s) => s.where)
  const can = ways.filter((w) => w !== 'found' || where !== '')
  return (
    <>
      <Choice<Way> label={t('review.plan.passages')} value={fields.way} options={can.map((value) => ({ value, label: t(`review.plan.passages.${value}`) }))} onChange={(way) => { onChange({ ...fields, way }) }} />
      {fields.way === 'drawn' && (
        <div className={styles['pairOf']}>
          <Field label={t('review.plan.passages.many')} value={fields.draw} inputMode="numeric" onChange={(draw) => { onChange({ ...fields, draw }) }} />
          <Choice<Piece> label={t('review.plan.passages.of')} value={fields.piece} options={pieces.map((value) => ({ value, label: t(`review.unit.${value}`) }))} onChange={(piece) => { onChange({ ...fields, piece }) }} />
        </div>
      )}
      {fields.way === 'drawn' && again !== '' && <Tick label={t('review.plan.passages.coded')} value={fields.coded} onChange={(coded) => { onChange({ ...fields, coded }) }} />}
      {fields.way === 'found' && <p className={styles['quiet']}>{t('review.plan.passages.found.help')}</p>}
    </>
  )
}

/** What a plan is warned of. */
export function Cautions({ round }: { round: RoundDetail | undefined }) {
  const { t } = useTranslation()
  return round?.cautions.map((c) => (
    <p key={c} className={styles['caution']}>
      {t(`review.caution.${c as 'too_soon'}`)}
    </p>
  ))
}
