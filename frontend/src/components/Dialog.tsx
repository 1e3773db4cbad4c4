import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button'
import styles from './Dialog.module.css'

interface Props {
  /** What it is for; a command's words may be given, whose “…” only says that this dialog follows. */
  title: string
  /** Shown below the title, in one sentence. */
  help?: string
  size?: 'small' | 'medium' | 'large'
  /** A question that must be answered: read out at once, and not closed by a click beside it. */
  alert?: boolean
  /** Buttons at the lower edge, the main one last. */
  actions?: ReactNode
  children?: ReactNode
  onClose(): void
  /** What Enter in a field does; the main button should be of type submit. */
  onSubmit?(): void
}

const stops = 'button, input, select, textarea, summary, a[href], [tabindex]'

/** A modal dialog. It is there as long as it is rendered; Escape and the cross ask to close it. */
export function Dialog({ title, help, size = 'medium', alert = false, actions, children, onClose, onSubmit }: Props) {
  const { t } = useTranslation()
  const helpId = useId()
  const dialog = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  // Text that is longer than the dialog and has nothing to go to is scrolled by keys.
  const [toScroll, setToScroll] = useState(false)
  // When what had the focus is taken away, a line that was dealt with, the dialog has it:
  // else Escape and Tab would go to the page behind.
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const measure = () => {
      const e = content.current
      setToScroll(e !== null && e.scrollHeight > e.clientHeight && e.querySelector(stops) === null)
    }
    const watch = new MutationObserver(() => {
      if (document.activeElement === document.body) element.focus()
      measure()
    })
    watch.observe(element, { childList: true, subtree: true })
    const sizes = new ResizeObserver(measure)
    if (content.current) sizes.observe(content.current)
    return () => {
      watch.disconnect()
      sizes.disconnect()
    }
  }, [])
  const body = (
    <>
      {(children !== undefined || help !== undefined) && (
        <div ref={content} className={styles['body']} {...(toScroll && { tabIndex: 0 })}>
          {help !== undefined && (
            <p id={helpId} className={styles['help']}>
              {help}
            </p>
          )}
          {children}
        </div>
      )}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </>
  )
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      className={styles['overlay'] ?? ''}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={`${styles['modal'] ?? ''} ${styles[size] ?? ''}`}>
        <AriaDialog ref={dialog} role={alert ? 'alertdialog' : 'dialog'} className={styles['dialog'] ?? ''} {...(help === undefined ? {} : { 'aria-describedby': helpId })}>
          <header className={styles['head']}>
            <Heading slot="title" className={styles['title'] ?? ''}>
              {title.replace(/…$/u, '')}
            </Heading>
            <Button look="quiet" icon aria-label={t('dialog.close')} onPress={onClose}>
              <X aria-hidden size="1.25em" />
            </Button>
          </header>
          {onSubmit ? (
            <form
              className={styles['form']}
              noValidate
              onSubmit={(e) => {
                e.preventDefault()
                onSubmit()
              }}
            >
              {body}
            </form>
          ) : (
            body
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
