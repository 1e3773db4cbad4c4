import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import type { PlanRound, RoundDetail } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { sentence } from '../../i18n'
import { numberFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { useAttributes } from '../../state/matrix'
import { keys, useDocuments, useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { units, useReviewSettings, type Unit, useCalled, useCoders } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useOptions } from '../finding/options'
import { Cautions, excerptsOf, PlanExcerpts, wholeDocuments } from './PlanExcerpts'
import { Assigned } from './Rounds'
import styles from './rounds.module.css'

const ways = ['all', 'hand', 'random'] as const
type Way = (typeof ways)[number]
const shares = ['1', '0.5', '0.25', '0.2', '0.15', '0.1'] as const

/** Begins a round: documents, coders, codes, and a look at who would get what. */
export function PlanDialog({ rounds, onClose }: { rounds: readonly RoundDetail[]; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const info = useInfo().data
  const people = useCoders()
  const called = useCalled()
  const documents = useDocuments().data ?? []
  const codes = useOptions().get('code') ?? []
  const attributes = (useAttributes().data ?? []).filter((a) => a.scope === 'case')
  const high = useReviewSettings().data?.high ?? 0.8
  const [label, setLabel] = useState(() => t('review.plan.name', { n: rounds.length + 1 }))
  const [coders, setCoders] = useState<string[]>(() => info?.coders.map((c) => c.id) ?? [])
  const [way, setWay] = useState<Way>('all')
  const [chosen, setChosen] = useState<string[]>([])
  const [draw, setDraw] = useState('5')
  const [seed, setSeed] = useState(() => String(1 + Math.floor(Math.random() * 999_999)))
  const [stratify, setStratify] = useState('')
  const [share, setShare] = useState<string>('1')
  const [about, setAbout] = useState<string[]>([])
  const [unit, setUnit] = useState<Unit | ''>('')
  const [target, setTarget] = useState('')
  const [again, setAgain] = useState('')
  const [expert, setExpert] = useState('')
  const [excerpts, setExcerpts] = useState(wholeDocuments)
  const where = useWorkspace((s) => s.where)
  const [blind, setBlind] = useState(true)
  const [training, setTraining] = useState(false)
  const [picking, setPicking] = useState<'documents' | 'codes' | null>(null)

  const number = (s: string) => Number(s.replace(',', '.')) || 0
  const plan: PlanRound = {
    label, training, open: !blind, coders, again, unit, codes: about,
    expert: again === '' ? '' : expert,
    excerpts: excerptsOf(excerpts, again, where),
    documents: way === 'hand' ? chosen : [],
    draw: way === 'random' ? Math.trunc(number(draw)) : 0,
    seed: Math.trunc(Math.abs(number(seed))),
    stratify: way === 'random' ? stratify : '',
    share: number(share),
    target: number(target),
    dry_run: true,
  }
  const ready = label.trim() !== '' && coders.length > 0 && (way !== 'hand' || chosen.length > 0)
  const preview = useQuery({
    queryKey: [...keys.project, 'plan', JSON.stringify({ ...plan, label: '' })],
    queryFn: ({ signal }) => api.during(signal).review.plan(plan),
    placeholderData: keepPreviousData,
    enabled: ready,
    gcTime: 0,
  })
  const wrong = preview.error ? sentence(toApiError(preview.error).failure, i18n.language) : ''
  const list = preview.error || !ready ? [] : (preview.data?.assignments ?? [])
  const perCoder = new Map<string, number>()
  const perDocument = new Map<string, number>()
  for (const a of list) {
    perCoder.set(called(a.coder), (perCoder.get(called(a.coder)) ?? 0) + 1)
    perDocument.set(a.document.id, (perDocument.get(a.document.id) ?? 0) + 1)
  }
  const shared = [...perDocument.values()].filter((n) => n > 1).length
  const options = <T extends string>(values: readonly T[], name: (v: T) => string) => values.map((value) => ({ value, label: name(value) }))
  return (
    <Dialog
      size="large"
      title={t('review.plan.title')}
      help={t('review.plan.help')}
      onClose={onClose}
      onSubmit={() => {
        if (!ready || wrong !== '') return
        void attempt(async () => {
          await api.review.plan({ ...plan, dry_run: false })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready || wrong !== ''}>
            {t('review.plan.start')}
          </Button>
        </>
      }
    >
      <div className={styles['plan']}>
        <div className={styles['fields']}>
          <Field label={t('review.plan.label')} value={label} autoFocus onChange={setLabel} />
          <fieldset className={styles['coders']}>
            <legend>{t('review.plan.coders')}</legend>
            {people.map((c) => (
              <Tick
                key={c.id}
                label={c.name}
                value={coders.includes(c.id)}
                onChange={(on) => {
                  setCoders(on ? [...coders, c.id] : coders.filter((id) => id !== c.id))
                }}
              />
            ))}
          </fieldset>
          <div className={styles['pairOf']}>
            <Choice<Way> label={t('review.plan.documents')} value={way} options={options(ways, (w) => t(`review.plan.way.${w}`))} onChange={setWay} />
            <Choice label={t('review.plan.share')} value={share} options={options(shares, (s) => (s === '1' ? t('review.plan.share.all') : numberFormat(i18n.language, { style: 'percent' }).format(Number(s))))} onChange={setShare} />
          </div>
          {way === 'hand' && (
            <Button
              onPress={() => {
                setPicking(picking === 'documents' ? null : 'documents')
              }}
            >
              {t('review.plan.chosen', { count: chosen.length })}
            </Button>
          )}
          {picking === 'documents' && way === 'hand' && (
            <Picker label={t('review.plan.pick')} empty={t('finding.pick.none')} options={documents.map((d) => ({ value: d.id, label: d.title }))} chosen={chosen} several rows={6} onChange={setChosen} />
          )}
          {way === 'random' && (
            <>
              <div className={styles['pairOf']}>
                <Field label={t('review.plan.draw')} value={draw} inputMode="numeric" onChange={setDraw} />
                <Field label={t('review.plan.seed')} value={seed} inputMode="numeric" onChange={setSeed} />
              </div>
              <Choice
                label={t('review.plan.stratify')}
                value={stratify}
                options={[{ value: '', label: t('review.plan.stratify.none') }, ...attributes.map((a) => ({ value: a.name, label: a.names[i18n.language] ?? a.name }))]}
                onChange={setStratify}
              />
            </>
          )}
          <div className={styles['pairOf']}>
            {excerpts.way === 'whole' && <Choice<Unit | ''> label={t('review.unit')} value={unit} options={options(['', ...units] as const, (u) => t(u === '' ? 'review.unit.settings' : `review.unit.${u}`))} onChange={setUnit} />}
            <Field label={t('review.plan.target')} value={target} inputMode="decimal" placeholder={numberFormat(i18n.language).format(high)} onChange={setTarget} />
          </div>
          <Button
            onPress={() => {
              setPicking(picking === 'codes' ? null : 'codes')
            }}
          >
            {about.length === 0 ? t('review.plan.codes.all') : t('review.plan.codes', { count: about.length })}
          </Button>
          {picking === 'codes' && <Picker label={t('review.plan.codes.pick')} empty={t('finding.pick.none')} options={codes} chosen={about} several rows={6} onChange={setAbout} />}
          {rounds.length > 0 && (
            <Choice
              label={t('review.plan.again')}
              value={again}
              options={[{ value: '', label: t('review.plan.again.none') }, ...rounds.map((r) => ({ value: r.id, label: r.label }))]}
              onChange={setAgain}
            />
          )}
          {again !== '' && (
            <Choice
              label={t('review.plan.expert')}
              value={expert}
              options={[{ value: '', label: t('review.plan.expert.none') }, ...people.map((c) => ({ value: c.id, label: c.name }))]}
              onChange={(to) => {
                setExpert(to)
                if (to !== '') setCoders(coders.filter((c) => c !== to))
              }}
            />
          )}
          <PlanExcerpts fields={excerpts} again={again} onChange={setExcerpts} />
          <Tick label={t('review.plan.blind')} value={blind} onChange={setBlind} />
          {(again === '' || expert === '') && <Tick label={t('review.plan.training')} value={training} onChange={setTraining} />}
        </div>
        <section className={styles['preview']} aria-label={t('review.plan.preview')} aria-live="polite">
          <h3 className={styles['section']}>{t('review.plan.preview')}</h3>
          {wrong !== '' && <p role="alert" className={styles['wrong']}>{wrong}</p>}
          {list.length > 0 && (
            <>
              <p>
                {t('review.plan.sum', { count: perDocument.size, shared })} {[...perCoder].map(([name, n]) => `${name}: ${String(n)}`).join(', ')}
              </p>
              {preview.data?.strata && (
                <p className={styles['quiet']}>
                  {Object.entries(preview.data.strata)
                    .map(([value, n]) => `${value === '' ? t('matrix.none') : value}: ${String(n)}`)
                    .join(', ')}
                </p>
              )}
              {(preview.data?.excerpts.length ?? 0) > 0 && <p>{t('review.plan.passages.sum', { count: preview.data?.excerpts.length ?? 0 })}</p>}
              <Cautions round={preview.data} />
              <Assigned list={list} called={called} />
            </>
          )}
        </section>
      </div>
    </Dialog>
  )
}
