import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Field } from './Field'
import { IconButton } from './IconButton'
import { Wordings } from './Wordings'
import styles from './Vocabulary.module.css'

/** A permitted value of an attribute or a facet. */
export interface Word {
  id: string
  name: string
  definition: string
  names: Record<string, string>
  definitions: Record<string, string>
  /** The key that sets it; undefined where there are no keys. */
  shortcut?: string
}

interface Props {
  words: readonly Word[]
  /** What a value means, shown where it cannot go. */
  uses?(word: Word): number
  /** Whether each has a key. */
  keyed?: boolean
  onChange(words: Word[]): void
}

/** A controlled vocabulary: its words in their order, each with what it means. */
export function Vocabulary({ words, uses, keyed = false, onChange }: Props) {
  const { t } = useTranslation()
  const change = (i: number, part: Partial<Word>) => {
    onChange(words.map((w, j) => (i === j ? { ...w, ...part } : w)))
  }
  const swap = (i: number, j: number) => {
    const next = [...words]
    const [a, b] = [next[i], next[j]]
    if (a && b) {
      next[i] = b
      next[j] = a
      onChange(next)
    }
  }
  return (
    <div className={styles['vocabulary']}>
      <h3 className={styles['label']}>{t('vocabulary.values')}</h3>
      <ol className={styles['words']}>
        {words.map((w, i) => (
          <li key={w.id === '' ? `new-${String(i)}` : w.id} className={styles['word']}>
            <div className={keyed ? `${styles['fields'] ?? ''} ${styles['keyed'] ?? ''}` : styles['fields']}>
              <Field label={t('vocabulary.name')} value={w.name} onChange={(name) => { change(i, { name }) }} />
              {keyed && <Field label={t('vocabulary.key')} value={w.shortcut ?? ''} maxLength={1} onChange={(shortcut) => { change(i, { shortcut }) }} />}
              <Field label={t('vocabulary.definition')} value={w.definition} onChange={(definition) => { change(i, { definition }) }} />
            </div>
            <span className={styles['tools']}>
              {uses && uses(w) > 0 && <span className={styles['uses']}>{t('vocabulary.uses', { count: uses(w) })}</span>}
              <IconButton icon={ArrowUp} label={t('vocabulary.up', { name: w.name })} isDisabled={i === 0} onPress={() => { swap(i, i - 1) }} />
              <IconButton icon={ArrowDown} label={t('vocabulary.down', { name: w.name })} isDisabled={i === words.length - 1} onPress={() => { swap(i, i + 1) }} />
              <IconButton icon={X} label={t('vocabulary.remove', { name: w.name })} onPress={() => { onChange(words.filter((_, j) => j !== i)) }} />
            </span>
            <Wordings of={w.name} names={w.names} definitions={w.definitions} onChange={(part) => { change(i, part) }} />
          </li>
        ))}
      </ol>
      <Button
        look="quiet"
        onPress={() => {
          onChange([...words, { id: '', name: '', definition: '', names: {}, definitions: {}, ...(keyed ? { shortcut: '' } : {}) }])
        }}
      >
        <Plus aria-hidden size="1em" />
        {t('vocabulary.add')}
      </Button>
    </div>
  )
}
