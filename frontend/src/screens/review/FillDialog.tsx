import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MergeCoders, Ref } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { fold } from '../../model/fold'
import { useApi } from '../../state/api'
import { keys, useDocuments } from '../../state/queries'
import { useNotices } from '../../state/notices'
import { useAttempt } from '../../state/use-attempt'
import { useNumbers } from './say'
import styles from './differences.module.css'

const strategies = ['unanimous', 'threshold', 'fill'] as const
type Strategy = (typeof strategies)[number]

/** Puts what coders agree on into the consensus, after a look at what it would be. */
export function FillDialog({ round, onClose }: { round: Ref; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const { count } = useNumbers()
  const [strategy, setStrategy] = useState<Strategy>('unanimous')
  const [voters, setVoters] = useState('2')
  const [share, setShare] = useState('0.6')
  const [anew, setAnew] = useState('')
  const documents = useDocuments().data
  // Whoever takes decisions back means it: the title is typed in full.
  const discard = documents?.filter((d) => anew.trim() !== '' && fold(d.title) === fold(anew.trim())).map((d) => d.id) ?? []
  const request: MergeCoders = {
    round: round.id, documents: [], strategy, dry_run: true, discard,
    voters: strategy === 'threshold' ? Math.max(2, Math.trunc(Number(voters)) || 2) : 0,
    share: strategy === 'threshold' ? Math.min(1, Math.max(0, Number(share.replace(',', '.')) || 0)) : 0,
  }
  const preview = useQuery({
    queryKey: [...keys.agreement, 'fill', JSON.stringify(request)],
    queryFn: ({ signal }) => api.during(signal).review.fill(request),
    placeholderData: keepPreviousData,
    gcTime: 0,
  }).data
  return (
    <Dialog
      title={t('review.fill.title', { round: round.name })}
      help={t('review.fill.help')}
      onClose={onClose}
      onSubmit={() => {
        void attempt(async () => {
          const done = await api.review.fill({ ...request, dry_run: false })
          say(t('review.fill.done', { count: done.codings, name: done.consensus.name }))
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={(preview?.codings ?? 0) + (preview?.discarded ?? 0) === 0}>
            {t('review.fill.do')}
          </Button>
        </>
      }
    >
      <div className={styles['fill']}>
        <Choice<Strategy> label={t('review.fill.strategy')} value={strategy} options={strategies.map((value) => ({ value, label: t(`review.fill.${value}`) }))} onChange={setStrategy} />
        <p className={styles['quiet']}>{t(`review.fill.${strategy}.help`)}</p>
        {strategy === 'threshold' && (
          <div className={styles['sides']}>
            <Field label={t('review.fill.voters')} value={voters} inputMode="numeric" onChange={setVoters} />
            <Field label={t('review.fill.share')} value={share} inputMode="decimal" onChange={setShare} />
          </div>
        )}
        <Field
          label={t('review.fill.discard')}
          help={t('review.fill.discard.help')}
          value={anew}
          onChange={setAnew}
          {...(anew.trim() !== '' && documents && discard.length === 0 ? { error: t('review.fill.discard.none') } : {})}
        />
        {preview && (
          <dl className={styles['sum']} aria-live="polite">
            {(['codings', 'known', 'decided', ...(discard.length > 0 ? (['discarded'] as const) : []), 'documents', 'skipped'] as const).map((what) => (
              <div key={what}>
                <dt>{t(`review.fill.sum.${what}`)}</dt>
                <dd>{count(preview[what])}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </Dialog>
  )
}
