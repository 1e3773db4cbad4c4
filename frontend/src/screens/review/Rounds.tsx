import { CalendarPlus, ChevronDown, CircleCheck, CircleDashed, Combine, Eye, EyeOff, LockOpen, RotateCcw, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disclosure, DisclosurePanel, Heading, Button as PlainButton } from 'react-aria-components'
import { useQueryClient } from '@tanstack/react-query'
import type { AssignmentView, Ref, RoundDetail } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { Menu } from '../../components/Menu'
import { numberFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { keys, useInfo } from '../../state/queries'
import { useCalled, useReview, useRounds, useCoders } from '../../state/review'
import { useTeam } from '../../state/team'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { HandOut } from '../team/HandOut'
import { Excerpts } from './Excerpts'
import { PlanDialog } from './PlanDialog'
import { useDates } from './say'
import styles from './rounds.module.css'

/** The rounds of the project, what is the coder's own to do in them, and planning another one. */
export function Rounds() {
  const { t } = useTranslation()
  const rounds = useRounds().data
  const writable = useInfo().data?.read_only === false
  const [planning, setPlanning] = useState(false)
  if (!rounds) return null
  const coding = rounds.filter((r) => r.kind !== 'consensus')
  return (
    <div className={styles['rounds']}>
      <Mine rounds={coding} />
      <div className={styles['line']}>
        <h3 className={styles['section']}>{t('review.rounds')}</h3>
        <span className={styles['space']} />
        <Button
          isDisabled={!writable}
          onPress={() => {
            useTeam.getState().show('merge')
          }}
        >
          <Combine aria-hidden size="1em" />
          {t('team.merge.title')}
        </Button>
        <Button
          look="primary"
          isDisabled={!writable}
          onPress={() => {
            setPlanning(true)
          }}
        >
          <CalendarPlus aria-hidden size="1em" />
          {t('review.plan')}
        </Button>
      </div>
      {coding.length === 0 && <Empty icon={UsersRound} title={t('review.rounds.none')} help={t('review.rounds.none.help')} />}
      {[...coding].reverse().map((r) => (
        <Round key={r.id} round={r} decided={rounds.find((c) => c.kind === 'consensus' && c.of.id === r.id)} />
      ))}
      {planning && (
        <PlanDialog
          rounds={coding}
          onClose={() => {
            setPlanning(false)
          }}
        />
      )}
    </div>
  )
}

/** What the one who works here is to code, and saying that it is done. */
function Mine({ rounds }: { rounds: readonly RoundDetail[] }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const cache = useQueryClient()
  const info = useInfo().data
  const read = useWorkspace((s) => s.jumpTo)
  const people = useCoders()
  const called = useCalled()
  if (!info) return null
  const me = info.coder
  const mine = rounds
    .map((round) => ({ round, list: round.assignments.filter((a) => a.coder.id === me.id) }))
    .filter(({ list }) => list.length > 0)
    .reverse()
  const become = (name: string) =>
    void attempt(async () => {
      await api.projects.become(name)
      await cache.invalidateQueries({ queryKey: keys.project })
    })
  const finish = (round: RoundDetail, list: readonly AssignmentView[], again: boolean) =>
    void attempt(() =>
      api.review.finish(
        round.id,
        list.map((a) => a.document.id),
        again,
      ),
    )
  return (
    <section className={styles['mine']} aria-labelledby="review-mine">
      <div className={styles['line']}>
        <h3 id="review-mine" className={styles['section']}>
          {t('review.mine', { name: called(me) })}
        </h3>
        <Menu
          label={t('review.become')}
          items={people.map((c) => ({
            id: c.id,
            label: c.name,
            checked: c.id === me.id,
            onAction: () => {
              become(info.coders.find((x) => x.id === c.id)?.name ?? '')
            },
          }))}
        >
          {t('review.become')}
          <ChevronDown aria-hidden size="1em" />
        </Menu>
      </div>
      {mine.length === 0 && <p className={styles['quiet']}>{t('review.mine.none')}</p>}
      {mine.map(({ round, list }) => {
        const left = list.filter((a) => a.state !== 'finished')
        return (
          <Disclosure key={round.id} defaultExpanded={left.length > 0} className={styles['own'] ?? ''}>
            <div className={styles['ownHead']}>
              <Heading level={4}>
                <PlainButton slot="trigger" className={styles['fold'] ?? ''}>
                  <ChevronDown aria-hidden size="1em" />
                  {round.label}
                </PlainButton>
              </Heading>
              <span className={styles['progress']}>
                <Bar label={t('review.progress', { done: list.length - left.length, total: list.length })} done={list.length - left.length} total={list.length} />
              </span>
              <span className={styles['number']}>{t('review.progress', { done: list.length - left.length, total: list.length })}</span>
              {left.length > 0 && (
                <Button
                  onPress={() => {
                    finish(round, left, false)
                  }}
                >
                  {t('review.finish.all')}
                </Button>
              )}
            </div>
            <DisclosurePanel>
              {round.excerpts.length > 0 && <Excerpts label={t('review.excerpts', { round: round.label })} list={round.excerpts.filter((e) => list.some((a) => a.document.id === e.document.id))} />}
              <ul className={styles['list']} aria-label={round.label}>
                {list.map((a) => (
                  <li key={a.document.id} className={styles['item']}>
                    <State state={a.state} />
                    <button
                      type="button"
                      className={styles['name']}
                      onClick={() => {
                        read({ document: a.document.id, start: 0, end: 0 })
                      }}
                    >
                      {a.document.name}
                    </button>
                    <Button
                      look="quiet"
                      isDisabled={info.read_only}
                      aria-label={`${t(a.state === 'finished' ? 'review.again' : 'review.finish')}: ${a.document.name}`}
                      onPress={() => {
                        finish(round, [a], a.state === 'finished')
                      }}
                    >
                      {t(a.state === 'finished' ? 'review.again' : 'review.finish')}
                    </Button>
                  </li>
                ))}
              </ul>
            </DisclosurePanel>
          </Disclosure>
        )
      })}
    </section>
  )
}

function State({ state }: { state: string }) {
  const { t } = useTranslation()
  const Icon = state === 'finished' ? CircleCheck : state === 'reopened' ? RotateCcw : CircleDashed
  return (
    <span className={styles['state']} data-state={state}>
      <Icon aria-hidden size="1em" />
      {t(`review.state.${state as 'open'}`)}
    </span>
  )
}

/** One round: how it was planned, how far it is, and who codes what. */
function Round({ round, decided }: { round: RoundDetail; decided: RoundDetail | undefined }) {
  const { t, i18n } = useTranslation()
  const { day } = useDates()
  const set = useReview((s) => s.set)
  const called = useCalled()
  const writable = useInfo().data?.read_only === false
  const [unlocking, setUnlocking] = useState(false)
  const [handing, setHanding] = useState(false)
  const open = round.finished < round.total
  const percent = numberFormat(i18n.language, { style: 'percent' })
  const facts = [
    round.kind === 'training' ? t('review.fact.training') : '',
    round.how === 'random' ? t(round.stratify === '' ? 'review.fact.drawn' : 'review.fact.strata', { n: round.from, seed: round.seed, by: round.stratify }) : '',
    round.share > 0 && round.share < 1 ? t('review.fact.share', { share: percent.format(round.share) }) : '',
    round.of.name === '' ? '' : round.expert.name === '' ? t('review.fact.again', { round: round.of.name }) : t('review.fact.expert', { name: called(round.expert), round: round.of.name }),
    round.excerpts.length === 0 ? '' : round.drawn === '' ? t('review.fact.excerpts', { count: round.excerpts.length }) : t('review.fact.excerpts.drawn', { count: round.excerpts.length, seed: round.seed }),
    round.codes.length > 0 ? t('review.fact.codes', { count: round.codes.length }) : '',
    round.unit === '' ? '' : t(`review.unit.${round.unit as 'turn'}`),
    round.target > 0 ? t('review.fact.target', { target: numberFormat(i18n.language, { minimumFractionDigits: 2 }).format(round.target) }) : '',
    round.codebook_version.name,
    day(round.created),
  ].filter((f) => f !== '')
  return (
    <section className={styles['round']} aria-label={round.label}>
      <div className={styles['line']}>
        <h4 className={styles['label']}>{round.label}</h4>
        {round.blind && (
          <span className={styles['badge']}>
            {round.unlocked !== '' ? <LockOpen aria-hidden size="1em" /> : open ? <EyeOff aria-hidden size="1em" /> : <Eye aria-hidden size="1em" />}
            {t(round.unlocked !== '' ? 'review.unlocked' : open ? 'review.blind' : 'review.blind.over')}
          </span>
        )}
        <span className={styles['space']} />
        {round.blind && round.unlocked === '' && open && (
          <Button
            look="quiet"
            isDisabled={!writable}
            onPress={() => {
              setUnlocking(true)
            }}
          >
            {t('review.unlock')}
          </Button>
        )}
        {round.total > 0 && (
          <Button
            look="quiet"
            onPress={() => {
              setHanding(true)
            }}
          >
            {t('team.hand_out')}
          </Button>
        )}
        <Button
          onPress={() => {
            set({ part: 'overview', round: round.id })
          }}
        >
          {t('review.compare')}
        </Button>
      </div>
      <p className={styles['quiet']}>{facts.join(' · ')}</p>
      {round.unlocked !== '' && <p className={styles['quiet']}>{t('review.unlocked.why', { day: day(round.unlocked), why: round.unlocked_for })}</p>}
      {decided && <p className={styles['quiet']}>{t('review.fact.decided', { name: decided.label })}</p>}
      {round.total > 0 && (
        <Disclosure>
          <div className={styles['ownHead']}>
            <Heading level={5}>
              <PlainButton slot="trigger" className={styles['fold'] ?? ''}>
                <ChevronDown aria-hidden size="1em" />
                {t('review.who')}
              </PlainButton>
            </Heading>
            <span className={styles['progress']}>
              <Bar label={t('review.progress', { done: round.finished, total: round.total })} done={round.finished} total={round.total} />
            </span>
            <span className={styles['number']}>{t('review.progress', { done: round.finished, total: round.total })}</span>
          </div>
          <DisclosurePanel>
            <Assigned list={round.assignments} called={called} />
          </DisclosurePanel>
        </Disclosure>
      )}
      {unlocking && (
        <Unlock
          round={round}
          onClose={() => {
            setUnlocking(false)
          }}
        />
      )}
      {handing && (
        <HandOut
          round={round}
          onClose={() => {
            setHanding(false)
          }}
        />
      )}
    </section>
  )
}

/** Documents by coders: who codes what, and how far it is. */
export function Assigned({ list, called }: { list: readonly AssignmentView[]; called(who: Ref): string }) {
  const { t } = useTranslation()
  const coders = [...new Map(list.map((a) => [a.coder.id, called(a.coder)]))].sort(([, a], [, b]) => a.localeCompare(b))
  const documents = [...new Map(list.map((a) => [a.document.id, a.document.name]))]
  const at = new Map(list.map((a) => [`${a.document.id} ${a.coder.id}`, a]))
  return (
    <div className={styles['box']} role="group" aria-label={t('review.who')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('review.document')}</th>
            {coders.map(([id, name]) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {documents.map(([id, name]) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {coders.map(([coder]) => {
                const one = at.get(`${id} ${coder}`)
                return (
                  <td key={coder}>
                    {one === undefined ? <span className={styles['quiet']}>–</span> : <State state={one.state} />}
                    {one !== undefined && one.seen > 0 && <div className={styles['quiet']}>{t('review.state.seen', { count: one.seen })}</div>}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Lifting the blindness early needs a reason, which the history keeps. */
function Unlock({ round, onClose }: { round: RoundDetail; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [why, setWhy] = useState('')
  return (
    <Dialog
      alert
      size="small"
      title={t('review.unlock.title', { round: round.label })}
      help={t('review.unlock.help', { count: round.total - round.finished })}
      onClose={onClose}
      onSubmit={() => {
        if (why.trim() === '') return
        void attempt(async () => {
          await api.review.unlock(round.id, why)
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="danger" type="submit" isDisabled={why.trim() === ''}>
            {t('review.unlock.do')}
          </Button>
        </>
      }
    >
      <Field label={t('review.unlock.why')} value={why} autoFocus onChange={setWhy} />
    </Dialog>
  )
}
