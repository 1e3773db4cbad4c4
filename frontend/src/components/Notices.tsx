import { CircleAlert, Info, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../state/api'
import { useNotices, type Notice } from '../state/notices'
import { useAttempt } from '../state/use-attempt'
import { Button } from './Button'
import styles from './Notices.module.css'

/** How long a message that needs no answer stays, in milliseconds; longer if something can be done about it. */
const stay = 6000
const stayToAct = 15_000

function Item({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { dismiss, say } = useNotices()
  const { failure, action } = notice
  useEffect(() => {
    if (failure) return
    const timer = setTimeout(() => {
      dismiss(notice.id)
    }, action ? stayToAct : stay)
    return () => {
      clearTimeout(timer)
    }
  }, [failure, action, dismiss, notice.id])
  return (
    <li className={`${styles['notice'] ?? ''} ${failure ? (styles['failed'] ?? '') : ''}`}>
      {failure ? <CircleAlert aria-hidden size="1.25em" /> : <Info aria-hidden size="1.25em" />}
      <p>{notice.text}</p>
      {failure && (
        <Button
          onPress={() =>
            void attempt(async () => {
              await api.platform.copy(`${failure.kind} ${failure.code}\n${failure.message}`)
              say(t('failure.copied'))
            })
          }
        >
          {t('failure.copy')}
        </Button>
      )}
      {action && (
        <Button
          onPress={() => {
            dismiss(notice.id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        look="quiet"
        icon
        aria-label={t('notice.dismiss')}
        onPress={() => {
          dismiss(notice.id)
        }}
      >
        <X aria-hidden size="1em" />
      </Button>
    </li>
  )
}

/** The messages at the edge of the window, read out as they come. */
export function Notices() {
  const { t } = useTranslation()
  const notices = useNotices((s) => s.notices)
  return (
    <section aria-label={t('notice.region')} className={styles['region']}>
      <ul aria-live="polite" aria-relevant="additions">
        {notices.map((n) => (
          <Item key={n.id} notice={n} />
        ))}
      </ul>
    </section>
  )
}
