import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languages } from '../api/types'
import { languageName } from '../model/languages'
import { useInfo } from '../state/queries'
import { Field } from './Field'
import { KeptField } from './KeptField'
import styles from './Vocabulary.module.css'

interface Props {
  /** What is worded, for the label. */
  of: string
  names: Record<string, string>
  /** Left out of what has none. */
  definitions?: Record<string, string>
  /** What the names are called; without it, names of what has definitions, else titles. */
  wording?: 'name' | 'title' | 'statement'
  /** Above one, the names are longer texts. */
  lines?: number
  /** What is written is kept when its field is left, and told one language at a time; else with each letter, whole. */
  kept?: boolean
  readOnly?: boolean
  /** Open from the first, where one is likely to want them. */
  open?: boolean
  /** What is to be said below the field of a language. */
  note?(language: string): ReactNode
  onChange(part: { names?: Record<string, string>; definitions?: Record<string, string> }): void
}

/** The name and, where it has one, the definition of a thing in the languages that the project is not in, folded away until they are wanted. */
export function Wordings({ of, names, definitions, wording = definitions ? 'name' : 'title', lines = 1, kept = false, readOnly = false, open = false, note, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const own = useInfo().data?.lang ?? ''
  const others = languages.filter((l) => l !== own)
  const said = others.filter((l) => (names[l] ?? '') !== '')
  return (
    <details className={styles['wordings']} open={open}>
      <summary>
        {t('vocabulary.languages')}
        <span className="hidden-text">{of}</span>
        <span className={styles['uses']}>{said.map((l) => l.toUpperCase()).join(' ')}</span>
      </summary>
      {others.map((l) => {
        const language = languageName(l, i18n.language)
        const label = t(`vocabulary.${wording}.in`, { language })
        return (
          <div key={l} className={definitions ? styles['fields'] : styles['alone']}>
            {kept ? (
              <KeptField label={label} lines={lines} value={names[l] ?? ''} isDisabled={readOnly} onKeep={(text) => { onChange({ names: { [l]: text } }) }} />
            ) : (
              <Field label={label} lines={lines} value={names[l] ?? ''} isDisabled={readOnly} onChange={(text) => { onChange({ names: { ...names, [l]: text } }) }} />
            )}
            {definitions && <Field label={t('vocabulary.definition.in', { language })} value={definitions[l] ?? ''} onChange={(text) => { onChange({ definitions: { ...definitions, [l]: text } }) }} />}
            {note?.(l)}
          </div>
        )
      })}
    </details>
  )
}
