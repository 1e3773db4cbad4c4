import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import type { MemoView, Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
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

function Own({ segment, mine, onClose }: { segment: Segment; mine: MemoView | undefined; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [body, setBody] = useState(mine?.body ?? '')
  const keep = () =>
    attempt(async () => {
      const text = body.trim()
      if (text !== (mine?.body ?? '')) {
        if (text === '' && mine) await api.memos.remove(mine.id)
        else if (text !== '') await api.memos.save({ id: mine?.id ?? '', kind: mine?.kind ?? '', title: mine?.title ?? '', body: text, on: 'coding', on_id: segment.id })
      }
      onClose()
    })
  return (
    <form
      className={styles['own']}
      onSubmit={(e) => {
        e.preventDefault()
        void keep()
      }}
      onKeyDown={(e) => {
        e.stopPropagation()
        if (e.key === 'Escape') onClose()
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) void keep()
      }}
    >
      <Field bare label={t('segments.memo')} placeholder={t('segments.memo.placeholder')} lines={3} value={body} autoFocus onChange={setBody} />
      <div className={styles['ownFeet']}>
        <Button look="quiet" onPress={onClose}>
          {t('segments.memo.cancel')}
        </Button>
        <Button look="primary" type="submit">
          {t('segments.memo.save')}
        </Button>
      </div>
    </form>
  )
}
