import { Ban, RotateCcw, Tag, TextSearch } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mention } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Empty } from '../../components/Empty'
import { Feed } from '../../components/Feed'
import { Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { head, tail } from '../../model/excerpt'
import { useActorNames } from '../../state/actor-names'
import { useActors, useActorsView, useMentions } from '../../state/actors'
import { useApi } from '../../state/api'
import { useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { useOptions } from '../finding/options'
import { usePosition } from '../finding/position'
import styles from './actors.module.css'

/** A mention as the program takes it. */
const placeOf = (m: Mention) => ({ document: m.document.id, start: m.start, end: m.end, quote: m.quote, actor: m.actor.id })

const idOf = (m: Mention) => `${m.document.id} ${String(m.start)} ${m.actor.id}`

/** Where texts name actors, with the words around: those that are ticked are coded as one step. */
export function Mentions() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const view = useActorsView()
  const { mentionsOf, uncoded, refused, set } = view
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const writable = useInfo().data?.read_only === false
  const actors = useActors().data
  const called = useActorNames()
  const answer = useMentions(view)
  const position = usePosition()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [coding, setCoding] = useState(false)
  const [scrolled, setScrolled] = useState(0)
  const list = useMemo(() => answer.data ?? [], [answer.data])
  const chosen = useMemo(() => list.filter((m) => ticked.has(idOf(m))), [list, ticked])
  const onRange = useCallback(() => undefined, [])
  /** Says of mentions that they do not speak of their actor, or takes that back. */
  const settle = (those: readonly Mention[]) =>
    void attempt(async () => {
      const places = those.map(placeOf)
      const n = await (refused ? api.actors.restoreMentions(places) : api.actors.refuseMentions(places))
      setTicked(new Set())
      await offer(t(refused ? 'actors.mentions.restored' : 'actors.mentions.refused', { count: n }))
    })
  const toggle = (m: Mention) => {
    setTicked((was) => {
      const next = new Set(was)
      if (!next.delete(idOf(m))) next.add(idOf(m))
      return next
    })
  }
  const choices = [{ value: '', label: t('actors.all') }, ...(actors ?? []).map((a) => ({ value: a.id, label: called(a) }))]
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <Choice label={t('actors.mentions.of')} value={mentionsOf} options={choices} onChange={(of) => { set({ mentionsOf: of }); setTicked(new Set()) }} />
        <Choice
          label={t('actors.mentions.which')}
          value={refused ? 'refused' : uncoded ? 'uncoded' : 'all'}
          options={(['uncoded', 'all', 'refused'] as const).map((w) => ({ value: w, label: t(`actors.mentions.which.${w}`) }))}
          onChange={(w) => { set({ refused: w === 'refused', uncoded: w === 'refused' ? uncoded : w === 'uncoded' }); setTicked(new Set()) }}
        />
        <span role="status" className={styles['muted']}>
          {answer.data ? t('actors.mentions.count', { count: list.length }) : t('actors.mentions.looking')}
        </span>
        <span className={styles['gap']} />
        {list.length > 0 && (
          <Tick
            label={t('actors.mentions.every')}
            value={chosen.length === list.length}
            some={chosen.length > 0}
            onChange={(on) => { setTicked(new Set(on ? list.map(idOf) : [])) }}
          />
        )}
        <Button isDisabled={!writable || chosen.length === 0} onPress={() => { settle(chosen) }}>
          {refused ? <RotateCcw aria-hidden size="1em" /> : <Ban aria-hidden size="1em" />}
          {t(refused ? 'actors.mentions.restore' : 'actors.mentions.refuse', { count: chosen.length })}
        </Button>
        {!refused && (
          <Button look="primary" isDisabled={!writable || chosen.length === 0} onPress={() => { setCoding(true) }}>
            <Tag aria-hidden size="1em" />
            {t('actors.mentions.code', { count: chosen.length })}
          </Button>
        )}
      </div>
      {answer.data && list.length === 0 ? (
        <Empty icon={TextSearch} title={t('actors.mentions.none')} help={t(refused ? 'actors.mentions.refused.none' : 'actors.mentions.none.help')} />
      ) : (
        <Feed
          label={t('actors.tab.mentions')}
          count={list.length}
          estimate={76}
          scrolled={scrolled}
          onScroll={setScrolled}
          onRange={onRange}
          name={(i) => `${list[i] ? called(list[i].actor) : ''}: ${list[i]?.quote ?? ''}, ${list[i]?.document.title ?? ''}`}
          onOpen={(i) => {
            const m = list[i]
            if (m) jumpTo({ document: m.document.id, start: m.start, end: m.end })
          }}
          onKey={(i, e) => {
            const m = list[i]
            if (m && e.key === ' ') toggle(m)
            else if (m && writable && e.key === 'Delete' && !refused) settle([m])
            else return false
            return true
          }}
          render={(i) => {
            const m = list[i]
            return (
              m && (
                <div className={styles['mention']}>
                  <Tick bare label={t('actors.mentions.tick', { name: called(m.actor) })} value={ticked.has(idOf(m))} onChange={() => { toggle(m) }} />
                  <div className={styles['mentionText']}>
                    <p dir="auto" className={styles['quote']}>
                      {tail(m.before, 120)}
                      <mark className={styles['mark']}>{m.quote}</mark>
                      {head(m.after, 120)}
                    </p>
                    <p className={styles['muted']}>
                      <strong className={styles['strong']}>{called(m.actor)}</strong>
                      {` · ${[m.document.title, position(m.position)].filter((x) => x !== '').join(' · ')}`}
                      {m.coded && ` · ${t('actors.mentions.coded')}`}
                      {m.ambiguous && <span className={styles['warn']}>{` · ${t('actors.mentions.ambiguous')}`}</span>}
                    </p>
                  </div>
                </div>
              )
            )
          }}
        />
      )}
      {coding && (
        <CodeMentions
          list={chosen}
          onClose={(done) => {
            setCoding(false)
            if (done) setTicked(new Set())
          }}
        />
      )}
    </div>
  )
}

const extents = ['match', 'sentence', 'paragraph'] as const
type Extent = (typeof extents)[number]

function CodeMentions({ list, onClose }: { list: readonly Mention[]; onClose(done: boolean): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const options = useOptions().get('code') ?? []
  const [code, setCode] = useState('')
  const [extent, setExtent] = useState<Extent>('sentence')
  const cancel = () => {
    onClose(false)
  }
  return (
    <Dialog
      title={t('actors.mentions.code', { count: list.length })}
      help={t('actors.mentions.code.help')}
      size="small"
      onClose={cancel}
      onSubmit={() => {
        if (code === '') return
        void attempt(async () => {
          const done = await api.actors.codeMentions({
            code, round: '', extent,
            mentions: list.map(placeOf),
          })
          await offer(t('actors.mentions.done', { count: done.coded, also: done.extended + done.covered }))
          onClose(true)
        })
      }}
      actions={
        <>
          <Button onPress={cancel}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={code === ''}>
            {t('actors.mentions.do')}
          </Button>
        </>
      }
    >
      <Picker label={t('actors.mentions.with')} empty={t('finding.pick.none')} options={options} chosen={code === '' ? [] : [code]} several={false} rows={7} onChange={([c = '']) => { setCode(c) }} />
      <Choice<Extent> label={t('actors.mentions.extent')} value={extent} options={extents.map((e) => ({ value: e, label: t(`actors.mentions.extent.${e}`) }))} onChange={setExtent} />
    </Dialog>
  )
}
