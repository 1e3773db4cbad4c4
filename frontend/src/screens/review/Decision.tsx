import { Undo2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { DecisionV, Disagreement, Ref } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Picker } from '../../components/Picker'
import { codePoint, type Span } from '../../model/positions'
import { useApi } from '../../state/api'
import { useCommands } from '../../state/commands'
import { useCodings, useDocument, useInfo, useText } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useOptions } from '../finding/options'
import { useDates } from './say'
import { SpanField } from './SpanField'
import styles from './differences.module.css'

const choices = ['a', 'b', 'both', 'neither', 'new'] as const
type Choice5 = (typeof choices)[number]
const reasons = ['definition', 'oversight', 'boundary', 'ambiguous'] as const

interface Props {
  item: Disagreement
  round: string
  /** The coders who count at the passage. */
  coders: readonly Ref[]
}

/** Notes that the program has not been given yet: they wait while other passages are looked at. */
const drafts = new Map<string, string>()

const spanOf = (c: { start: number; end: number }): Span => ({ start: codePoint(c.start), end: codePoint(c.end) })

/** Decides on a passage: what holds goes into the consensus, the coders' own work stays as it is. */
export function Decision({ item, round, coders }: Props) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { day } = useDates()
  const writable = useInfo().data?.read_only === false
  const decided = item.decision
  const [reason, setReason] = useState(decided?.reason ?? '')
  const noted = () => drafts.get(item.key) ?? decided?.note ?? ''
  const [note, setNote] = useState(noted)
  // The list hears of a decision later than it is made: who writes on meanwhile keeps the field and the words.
  const says = JSON.stringify(decided && [decided.id, decided.reason, decided.note])
  const [said, setSaid] = useState(says)
  if (said !== says) {
    setSaid(says)
    setReason(decided?.reason ?? '')
    setNote(noted)
  }
  const [sides, setSides] = useState(() => {
    // What was decided between two of several is shown between these two.
    if (decided && [decided.a, decided.b].every((s) => coders.some((c) => c.id === s.id))) return [decided.a.id, decided.b.id]
    const a = coders.find((c) => item.with.some((s) => s.coder.id === c.id)) ?? coders[0]
    return coders.length === 2 ? coders.map((c) => c.id) : [a?.id ?? '', coders.find((c) => c.id !== a?.id && item.without.some((s) => s.coder.id === c.id))?.id ?? '']
  })
  const [picking, setPicking] = useState(false)
  const [first = '', second = ''] = sides
  const name = (id: string) => coders.find((c) => c.id === id)?.name ?? ''

  const given = (text: string) => {
    if (drafts.get(item.key) === text) drafts.delete(item.key)
  }
  const made = useRef<Promise<DecisionV | undefined>>(undefined)
  useEffect(() => {
    if (decided) made.current = undefined
  }, [decided])
  const decide = (choice: string, codes: readonly string[], span: Span = spanOf(item)) => {
    made.current = attempt(async () => {
      const { decision } = await api.review.decide({
        round, document: item.document.id, code: item.code.id, span: { start: item.start, end: item.end }, a: first, b: second, choice,
        new: codes.map((code) => ({ code, span })), reason, note,
      })
      given(note)
      return decision
    })
  }
  // Another reason or note does not decide anew.
  const explain = (why: string) =>
    void attempt(async () => {
      const of = decided ?? (await made.current)
      if (!of) return
      if (why !== of.reason || note.trim() !== of.note) await api.review.explain({ id: of.id, reason: why, note })
      given(note)
    })
  const write = (text: string) => {
    setNote(text)
    drafts.set(item.key, text)
  }
  const withdraw = () =>
    void attempt(async () => {
      if (!decided) return
      made.current = undefined
      // What was noted waits in the field for whoever decides anew.
      if (note !== '') drafts.set(item.key, note)
      await api.review.withdraw(decided.id)
    })
  const choose = (choice: Choice5) => {
    if (choice === 'new') setPicking(true)
    else decide(choice, [])
  }
  const label = (choice: Choice5) => (choice === 'a' ? t('review.decide.as', { name: name(first) }) : choice === 'b' ? t('review.decide.as', { name: name(second) }) : t(`review.decide.${choice}`))
  useCommands(
    choices.map((c, i) => ({
      id: `review.decide.${c}`,
      group: 'review' as const,
      title: `${t('review.decide')}: ${label(c)}`,
      keys: [String(i + 1)],
      where: 'text' as const,
      possible: writable,
      run: () => {
        choose(c)
      },
    })),
  )
  return (
    <section className={styles['decision']} aria-label={t('review.decide')}>
      {coders.length > 2 && (
        <div className={styles['sides']}>
          {sides.map((side, i) => (
            <Choice
              key={i}
              label={t(i === 0 ? 'review.decide.first' : 'review.decide.second')}
              value={side}
              options={coders.map((c) => ({ value: c.id, label: c.name }))}
              onChange={(id) => {
                setSides(sides.map((s, j) => (j === i ? id : s)))
              }}
            />
          ))}
        </div>
      )}
      <div className={styles['choices']} role="group" aria-label={t('review.decide')}>
        {choices.map((c, i) => (
          <Button
            key={c}
            look={decided?.choice === c ? 'primary' : 'plain'}
            isDisabled={!writable}
            aria-pressed={decided?.choice === c}
            onPress={() => {
              choose(c)
            }}
          >
            {label(c)}
            <kbd>{i + 1}</kbd>
          </Button>
        ))}
      </div>
      <div className={styles['why']}>
        <ToggleButtonGroup
          aria-label={t('review.reason')}
          className={styles['reasons'] ?? ''}
          selectedKeys={reason === '' ? [] : [reason]}
          onSelectionChange={([to]) => {
            const why = to === undefined ? '' : String(to)
            setReason(why)
            explain(why)
          }}
        >
          {reasons.map((r) => (
            <ToggleButton key={r} id={r} className={styles['reason'] ?? ''}>
              {t(`review.reason.${r}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Field
          label={t('review.note')}
          bare
          placeholder={t('review.note')}
          value={note}
          isReadOnly={!writable}
          onChange={write}
          onBlur={() => {
            explain(reason)
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') explain(reason)
          }}
        />
      </div>
      {decided && (
        <div className={styles['decided']}>
          <p className={styles['quiet']} role="status">
            {t('review.decided', { by: decided.by.name, day: day(decided.at), version: decided.codebook_version.name })}
          </p>
          <Button look="quiet" isDisabled={!writable} onPress={withdraw}>
            <Undo2 aria-hidden size="1em" />
            {t('review.withdraw')}
          </Button>
        </div>
      )}
      {picking && (
        <NewCode
          item={item}
          round={round}
          coders={coders}
          onClose={() => {
            setPicking(false)
          }}
          onChoose={(codes, span) => {
            setPicking(false)
            decide('new', codes, span)
          }}
        />
      )}
    </section>
  )
}

/** Which codes hold instead of what the coders gave, and on which words. */
function NewCode({ item, round, coders, onClose, onChoose }: Props & { onClose(): void; onChoose(codes: readonly string[], span: Span): void }) {
  const { t } = useTranslation()
  const text = useText(item.document.id).data
  const lang = useDocument(item.document.id).data?.lang ?? ''
  const codings = useCodings(item.document.id).data
  const passage = spanOf(item)
  const [span, setSpan] = useState<Span>(passage)
  const offers = useMemo(() => {
    const here = (codings ?? []).filter((c) => c.round === round && c.start < item.end && c.end > item.start)
    const all = coders.flatMap((who) => here.filter((c) => c.coder === who.id).map((c) => ({ name: t('review.decide.as', { name: who.name }), span: spanOf(c) })))
    const list = [{ name: t('review.decide.new.compared'), span: spanOf(item) }, ...all]
    // Where two coded the same words, they are offered once.
    return list.filter((o, i) => list.findIndex((x) => x.span.start === o.span.start && x.span.end === o.span.end) === i).map((o) => ({ key: `${String(o.span.start)}-${String(o.span.end)}`, ...o }))
  }, [codings, round, coders, item, t])
  const options = useOptions().get('code') ?? []
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <Dialog
      title={t('review.decide.new.title')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={chosen.length === 0}
            onPress={() => {
              onChoose(chosen, span)
            }}
          >
            {t('review.decide.do')}
          </Button>
        </>
      }
    >
      <Picker label={t('review.decide.new.which')} empty={t('finding.pick.none')} options={options} chosen={chosen} several rows={6} onChange={setChosen} />
      {text !== undefined && <SpanField text={text} lang={lang} passage={passage} offers={offers} value={span} onChange={setSpan} />}
    </Dialog>
  )
}
