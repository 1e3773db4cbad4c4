import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import type { MemoView, Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
import { inTurn } from '../../state/in-turn'
import { keys, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import styles from './segments.module.css'

/** The memos on a passage, and one's own to write. */
export function SegmentMemo({ segment, onClose }: { segment: Segment; onClose(): void }) {
  const api = useApi()
  const me = useInfo().data?.coder.id
  const called = useCalled()
  const memos = useQuery({
    queryKey: [...keys.memos, 'coding', segment.id],
    queryFn: ({ signal }) => api.during(signal).memos.list('coding', segment.id),
  }).data
  if (!memos || me === undefined) return null
  const mine = memos.find((m) => m.coder.id === me)
  return (
    <div className={styles['memo']}>
      {memos
        .filter((m) => m !== mine)
        .map((m) => (
          <p key={m.id} className={styles['note']} dir="auto">
            <strong>{called(m.coder)}</strong> {m.body}
          </p>
        ))}
      <Own segment={segment} mine={mine} onClose={onClose} />
    </div>
  )
}

/** One's own memo. What was written is kept when the field is left and when it goes away; Escape takes it back. */
function Own({ segment, mine, onClose }: { segment: Segment; mine: MemoView | undefined; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [draft, setDraft] = useState<string | null>(null)
  const body = mine?.body ?? ''
  const [was, setWas] = useState(body)
  if (was !== body) {
    setWas(body)
    if (draft?.trim() === body) setDraft(null)
  }
  const latest = useRef({ draft, mine })
  useEffect(() => {
    latest.current = { draft, mine }
  })
  /** The memo as it was written here, until the program tells of it. */
  const made = useRef<{ id: string; body: string }>(undefined)
  useEffect(() => {
    made.current = undefined
  }, [mine])
  const [turn] = useState(inTurn)
  /** Says whether nothing is left to be kept. */
  const keep = useCallback(
    () =>
      turn(async () => {
        const { draft: written, mine: there } = latest.current
        const now = made.current ?? { id: there?.id ?? '', body: there?.body ?? '' }
        const text = written?.trim() ?? now.body
        if (text === now.body) return true
        const done = await attempt(async () => {
          if (text !== '') return (await api.memos.save({ id: now.id, kind: there?.kind ?? '', title: there?.title ?? '', body: text, on: 'coding', on_id: segment.id })).id
          await api.memos.remove(now.id)
          return ''
        })
        if (done !== undefined) made.current = { id: done, body: text }
        return done !== undefined
      }),
    [api, attempt, segment.id, turn],
  )
  const keepLast = useRef(keep)
  useEffect(() => {
    keepLast.current = keep
  })
  useEffect(() => () => void keepLast.current(), [])
  const finish = () =>
    void keep().then((kept) => {
      if (kept) onClose()
    })
  const takeBack = () => {
    latest.current = { ...latest.current, draft: null }
    setDraft(null)
    onClose()
  }
  return (
    <form
      className={styles['own']}
      onSubmit={(e) => {
        e.preventDefault()
        finish()
      }}
      onBlur={(e) => {
        if (!e.currentTarget.contains(e.relatedTarget)) void keep()
      }}
      onKeyDown={(e) => {
        e.stopPropagation()
        if (e.key === 'Escape') takeBack()
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) finish()
      }}
    >
      <Field bare label={t('segments.memo')} placeholder={t('segments.memo.placeholder')} lines={3} value={draft ?? body} autoFocus onChange={setDraft} />
      <div className={styles['ownFeet']}>
        <Button look="quiet" onPress={takeBack}>
          {t('segments.memo.cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('segments.memo.save')}
        </Button>
      </div>
    </form>
  )
}
