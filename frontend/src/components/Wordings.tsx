import { useTranslation } from 'react-i18next'
import { languages } from '../api/types'
import { Field } from './Field'
import { languageName } from '../model/languages'
import { useInfo } from '../state/queries'
import styles from './Vocabulary.module.css'

interface Props {
  /** What is worded, for the label. */
  of: string
  names: Record<string, string>
  /** Left out of what has none. */
  definitions?: Record<string, string>
  onChange(part: { names?: Record<string, string>; definitions?: Record<string, string> }): void
}

/** The name and, where it has one, the definition of a thing in the languages that the project is not in, folded away until they are wanted. */
export function Wordings({ of, names, definitions, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const own = useInfo().data?.lang ?? ''
  const others = languages.filter((l) => l !== own)
  const said = others.filter((l) => (names[l] ?? '') !== '')
  return (
    <details className={styles['wordings']}>
      <summary>
        {t('vocabulary.languages')}
        <span className="hidden-text">{of}</span>
        <span className={styles['uses']}>{said.map((l) => l.toUpperCase()).join(' ')}</span>
      </summary>
      {others.map((l) => {
        const language = languageName(l, i18n.language)
        return (
          <div key={l} className={definitions ? styles['fields'] : styles['alone']}>
            <Field label={t(definitions ? 'vocabulary.name.in' : 'vocabulary.title.in', { language })} value={names[l] ?? ''} onChange={(text) => { onChange({ names: { ...names, [l]: text } }) }} />
            {definitions && <Field label={t('vocabulary.definition.in', { language })} value={definitions[l] ?? ''} onChange={(text) => { onChange({ definitions: { ...definitions, [l]: text } }) }} />}
          </div>
        )
      })}
    </details>
  )
}
