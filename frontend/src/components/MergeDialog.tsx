import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Combo } from './Combo'
import { Dialog } from './Dialog'
import styles from './MergeDialog.module.css'

/** Something that is merged, or that others are merged into. */
export interface Merged {
  id: string
  name: string
  icon?: ReactNode
  /** A few words beside the name. */
  note?: string
}

interface Props {
  title: string
  help: string
  /** What the lists are called. */
  words: { from: string; into: string; placeholder: string; preview: string; go: string }
  from: readonly Merged[]
  /** By which the target is chosen, and what was typed of one. */
  targets: readonly string[]
  typed: string
  onType(typed: string): void
  /** What is chosen, and what the merge would do, in lines. */
  into: Merged | undefined
  told: readonly string[] | undefined
  onGo(): void
  onClose(): void
}

/** Merges things into one that is chosen; says before what that would do. */
export function MergeDialog({ title, help, words, from, targets, typed, onType, into, told, onGo, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={title}
      help={help}
      onClose={onClose}
      onSubmit={onGo}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!told}>
            {words.go}
          </Button>
        </>
      }
    >
      <ul className={styles['sources']} aria-label={words.from}>
        {from.map((c) => (
          <li key={c.id}>
            {c.icon}
            {c.name}
            {c.note !== undefined && <span className={styles['note']}>{c.note}</span>}
          </li>
        ))}
      </ul>
      <Combo label={words.into} placeholder={words.placeholder} value={typed} options={targets} onChange={onType} />
      {told && into && (
        <section aria-label={words.preview} className={styles['preview']} role="status">
          <p className={styles['into']}>
            <ArrowRight aria-hidden size="1em" />
            {into.icon}
            <strong>{into.name}</strong>
          </p>
          <ul>
            {told.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
