import { Check, Quote, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { toApiError } from '../../api/failure'
import type { MemoView, ReferenceView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { dateFormat } from '../../i18n/formats'
import { nameIn } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCaseSheet, useCasesView } from '../../state/cases'
import { findCode } from '../../state/coding'
import { useCommands } from '../../state/commands'
import { inTurn } from '../../state/in-turn'
import { useCodes, useDocument, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace, type MemoTarget } from '../../state/workspace'
import { MemoOn } from './MemoOn'
import styles from './MemosPane.module.css'
import { NoteField, type NoteHandle } from './NoteField'
import { References, useOpenReference } from './References'
import { useOffer, useQuoted } from './use-offer'

const free = 'free'

/** What a new memo can be on: the project, and what is looked at now. */
function useTargets(): readonly MemoTarget[] {
  const { t, i18n } = useTranslation()
  const info = useInfo().data
  const { document, codes } = useWorkspace(useShallow((s) => ({ document: s.document, codes: s.codes })))
  const read = useDocument(document).data
  const tree = useCodes().data ?? []
  const chosen = useCasesView((s) => s.chosen)
  const sheet = useCaseSheet(chosen).data
  return [
    ...(info ? [{ on: 'project' as const, id: info.id, name: t('memo.on.project') }] : []),
    ...(read ? [{ on: 'document' as const, id: read.id, name: t('history.of.document', { name: read.title }) }] : []),
    ...(sheet ? [{ on: 'case' as const, id: sheet.id, name: t('history.of.case', { name: sheet.name }) }] : []),
    ...codes.flatMap((id) => {
      const code = findCode(tree, id)
      return code ? [{ on: 'code' as const, id, name: t('history.of.code', { name: nameIn(code, i18n.language) }) }] : []
    }),
  ]
}

/** How long after the last key a memo is kept, in milliseconds. */
const rest = 800

interface Props {
  /** The memo; without one, a new one is written. */
  memo?: MemoView
  /** The new one as the project has it, once it was kept. */
  made?: MemoView | undefined
  /** What a new one is on. */
  on: MemoTarget | null
  kinds: readonly { value: string; label: string }[]
  /** A new one was kept for the first time; "" when that was undone. */
  onKept?(id: string): void
  onClose(): void
}

type Words = Pick<MemoView, 'title' | 'body' | 'kind'>
const wordsOf = ({ title, body, kind }: Words): Words => ({ title, body, kind })
const same = (a: Words, b: Words) => a.title === b.title && a.body === b.body && a.kind === b.kind

/**
 * Where a memo is written. What was written is kept a moment after the last key, and when the
 * place is left. It shows what the project has, also after an undo, unless there are words that
 * are not kept yet.
 */
export function MemoEditor({ memo, made, on, kinds, onKept, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const info = useInfo().data
  const called = useCalled()
  // A new one on a difference refers to the codings of the other side: so it is found from there.
  const also = memo ? [] : (on?.also ?? [])
  const begun = also.length === 0 ? '' : `\n\n${also.map((c) => `[[coding:${c.id}]]`).join(' ')}`
  const blank: Words = { title: '', body: begun, kind: 'note' }
  const [draft, setDraft] = useState(memo ? wordsOf(memo) : blank)
  const [kept, setKept] = useState<string>(memo?.changed ?? '')
  const [dirty, setDirty] = useState(false)
  const [references, setReferences] = useState<readonly ReferenceView[]>(memo?.references ?? [])
  const id = useRef(memo?.id ?? '')
  const note = useRef<NoteHandle>(null)
  const { offer, named } = useOffer()
  const known = useMemo(
    () => [...references, ...named, ...(on?.also ?? []).map((c) => ({ text: `[[coding:${c.id}]]`, name: '', quote: c.quote, source: c.source, gone: false }))],
    [references, named, on],
  )
  const open = useOpenReference()
  const quoted = useQuoted()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(draft)
  const saved = useRef(draft)
  /** What the project has, as it says it: it trims titles. */
  const has = useRef(draft)
  const saving = useRef(false)
  const mine = memo === undefined || memo.coder.id === info?.coder.id
  const writable = mine && info?.read_only === false

  // A new one that was not begun on something is free, until it is said what it is on.
  const [target, setTarget] = useState(on)
  const targets = useTargets()
  const [turn] = useState(inTurn)
  const save = useCallback(() => {
    clearTimeout(timer.current)
    return turn(async () => {
      const d = latest.current
      const s = saved.current
      if (d.title.trim() === '' && (d.body.trim() === '' || (id.current === '' && d.body.trim() === begun.trim()))) return
      if (id.current !== '' && same(d, s)) return
      saved.current = d
      saving.current = true
      const was = id.current
      const ask = () => api.memos.save({ id: id.current, ...d, on: target?.on ?? '', on_id: target?.id ?? '' })
      const done = await attempt(async () => {
        try {
          return await ask()
        } catch (reason) {
          // The making of a new one may have been undone: it is a new one again.
          if (memo || was === '' || toApiError(reason).failure.kind !== 'not_found') throw reason
          id.current = ''
          return await ask()
        }
      })
      saving.current = false
      if (done) {
        has.current = wordsOf(done)
        if (id.current === '') onKept?.(done.id)
        id.current = done.id
        setKept(done.changed)
        setReferences(done.references)
        setDirty(latest.current !== d)
      } else saved.current = s
    })
  }, [api, attempt, memo, target, begun, onKept, turn])

  const change = (part: Partial<typeof draft>) => {
    const next = { ...draft, ...part }
    latest.current = next
    setDraft(next)
    setDirty(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void save(), rest)
  }
  /** Puts a reference to the words that are selected at the caret, and keeps the memo: the program knows their words. */
  const quote = () => {
    if (quoted === '') return
    note.current?.insert(quoted)
    void save()
  }
  useCommands([{ id: 'notes.quote', group: 'notes', title: t('memo.quote'), keys: ['Ctrl+Shift+M'], possible: writable && quoted !== '', run: quote }])
  const saveLast = useRef(save)
  useEffect(() => {
    saveLast.current = save
  })
  useEffect(() => () => void saveLast.current(), [])

  // The project can have something else than the editor: an undo takes back what was kept, and redo brings it again.
  const now = memo ?? made
  const seen = useRef(now)
  const follow = () => {
    const gone = seen.current !== undefined && now === undefined
    seen.current = now
    if (!now && !gone) return
    const words = now ? wordsOf(now) : blank
    if (gone) {
      id.current = ''
      onKept?.('')
    } else if (same(words, has.current)) return
    has.current = words
    if (saving.current) return
    const unkept = !same(latest.current, saved.current)
    saved.current = words
    setKept(now?.changed ?? '')
    setReferences(now?.references ?? [])
    if (unkept) return
    latest.current = words
    setDraft(words)
    setDirty(false)
    note.current?.show(words.body)
  }
  const followLast = useRef(follow)
  useEffect(() => {
    followLast.current = follow
  })
  useEffect(() => {
    followLast.current()
  }, [now])

  const remove = () =>
    attempt(async () => {
      clearTimeout(timer.current)
      saved.current = latest.current
      if (id.current !== '') {
        await api.memos.remove(id.current)
        await offerUndo(t('memo.removed'))
      }
      latest.current = { title: '', body: '', kind: 'note' }
      onClose()
    })
  const time = kept === '' ? '' : dateFormat(i18n.language, { timeStyle: 'short' }).format(new Date(kept))
  return (
    <form
      className={styles['editor']}
      aria-label={t('memo.one')}
      onSubmit={(e) => { e.preventDefault() }}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) void save()
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape' || (e.key === 'Enter' && (e.ctrlKey || e.metaKey))) {
          e.stopPropagation()
          void save().then(onClose)
        }
      }}
    >
      {target && (on || kept !== '') && <p className={styles['onPlain']}>{t('memos.of', { name: target.name })}</p>}
      <Field label={t('memo.title')} value={draft.title} isReadOnly={!writable} onChange={(title) => { change({ title }) }} />
      <NoteField
        label={t('memo.body')}
        start={draft.body}
        writable={writable}
        known={known}
        handle={note}
        offer={offer}
        onChange={(body) => { change({ body }) }}
        onOpen={(token) => {
          const r = references.find((o) => o.text === token)
          if (r) open(r)
        }}
      />
      <References list={references.filter((r) => draft.body.includes(r.text))} />
      {writable && <Choice label={t('memos.kind')} value={draft.kind} options={kinds} onChange={(kind) => { change({ kind }) }} />}
      {!memo && !on && kept === '' && (
        <Choice
          label={t('memos.on')}
          value={target?.id ?? free}
          options={[{ value: free, label: t('memo.on.free') }, ...targets.map((o) => ({ value: o.id, label: o.name }))]}
          onChange={(to) => { setTarget(targets.find((o) => o.id === to) ?? null) }}
        />
      )}
      {!mine && <p className={styles['facts']}>{t('memo.others', { name: called(memo.coder) })}</p>}
      {memo && <MemoOn memo={memo} />}
      <div className={styles['actions']}>
        <span role="status" className={styles['saved']}>
          {dirty ? t('memo.writing') : time !== '' && (
            <>
              <Check aria-hidden size="1em" />
              {t('memo.kept', { time })}
            </>
          )}
        </span>
        {writable && <IconButton icon={Quote} label={t('memo.quote')} command="notes.quote" isDisabled={quoted === ''} onPress={quote} />}
        {writable && (
          <Button look="quiet" icon aria-label={t('memo.remove')} onPress={() => void remove()}>
            <Trash2 aria-hidden size="1.125em" />
          </Button>
        )}
        <Button onPress={() => void save().then(onClose)}>{t('codes.add.close')}</Button>
      </div>
    </form>
  )
}
