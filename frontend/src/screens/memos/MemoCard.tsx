import { useTranslation } from 'react-i18next'
import { Button as AriaButton } from 'react-aria-components'
import type { MemoView } from '../../api/types'
import { dateFormat } from '../../i18n/formats'
import { sayReferences } from '../../model/references'
import { useCalled } from '../../state/review'
import { MemoOn } from './MemoOn'
import styles from './MemosPane.module.css'
import { References } from './References'

/** A memo as it is read in the list. */
export function MemoCard({ memo, kind, onOpen }: { memo: MemoView; kind: string; onOpen(): void }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const when = dateFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(memo.changed))
  return (
    <article className={styles['card']}>
      <AriaButton className={styles['open'] ?? ''} onPress={onOpen}>
        {memo.title !== '' && <strong className={styles['title']}>{memo.title}</strong>}
        <span className={styles['body']}>{sayReferences(memo.body, memo.references, t('memo.reference.gone'))}</span>
      </AriaButton>
      <References list={memo.references} />
      <p className={styles['facts']}>
        <span className={styles['tag']}>{kind}</span>
        {called(memo.coder)} · {when}
      </p>
      <MemoOn memo={memo} />
    </article>
  )
}
