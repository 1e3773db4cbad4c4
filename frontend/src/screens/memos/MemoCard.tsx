import { useTranslation } from 'react-i18next'
import { Button as AriaButton } from 'react-aria-components'
import type { MemoView } from '../../api/types'
import { MemoOn } from './MemoOn'
import styles from './MemosPane.module.css'

/** A memo as it is read in the list. */
export function MemoCard({ memo, kind, onOpen }: { memo: MemoView; kind: string; onOpen(): void }) {
  const { i18n } = useTranslation()
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(memo.changed))
  return (
    <article className={styles['card']}>
      <AriaButton className={styles['open'] ?? ''} onPress={onOpen}>
        {memo.title !== '' && <strong className={styles['title']}>{memo.title}</strong>}
        <span className={styles['body']}>{memo.body}</span>
      </AriaButton>
      <p className={styles['facts']}>
        <span className={styles['tag']}>{kind}</span>
        {memo.coder.name} · {when}
      </p>
      <MemoOn memo={memo} />
    </article>
  )
}
