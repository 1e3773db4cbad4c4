import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type TranslationView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { documentLanguages, languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useTranslations } from '../../state/cases'
import { useInfo } from '../../state/queries'
import { useReview, useWritten } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import styles from './translations.module.css'

interface Props {
  owner: 'coding' | 'citation'
  id: string
  /** The language of the passage itself. */
  original: string
  readOnly: boolean
}

/** The wordings of a passage in other languages, and a form for one. */
export function Translations({ owner, id, original, readOnly }: Props) {
  const { t, i18n } = useTranslation()
  const list = useTranslations(id).data
  const written = useWritten()
  const [editing, setEditing] = useState<TranslationView | 'new' | null>(null)
  if (!list) return null
  const close = () => {
    setEditing(null)
  }
  return (
    <div className={styles['translations']}>
      {list.map((w) =>
        editing !== null && editing !== 'new' && editing.id === w.id ? (
          <Form key={w.id} owner={owner} id={id} was={w} taken={[]} original={original} onClose={close} />
        ) : (
          <div key={w.id} className={styles['translation']}>
            <p lang={w.lang} dir="auto" className={styles['words']}>
              {w.text}
            </p>
            <p className={styles['by']}>
              {[languageName(w.lang, i18n.language), written(w.translator), t(`translation.${w.status as 'draft'}`)].join(' · ')}
              {!readOnly && <IconButton icon={Pencil} label={t('translation.edit', { language: languageName(w.lang, i18n.language) })} onPress={() => { setEditing(w) }} />}
            </p>
          </div>
        ),
      )}
      {editing === 'new' && <Form owner={owner} id={id} was={null} taken={list.map((w) => w.lang)} original={original} onClose={close} />}
      {!readOnly && editing === null && (
        <Button look="quiet" onPress={() => { setEditing('new') }}>
          <Plus aria-hidden size="1em" />
          {t('translation.add')}
        </Button>
      )}
    </div>
  )
}

interface FormProps {
  owner: 'coding' | 'citation'
  id: string
  was: TranslationView | null
  /** Languages that there is a wording in. */
  taken: readonly string[]
  original: string
  onClose(): void
}

function Form({ owner, id, was, taken, original, onClose }: FormProps) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const masked = useReview((s) => s.masked)
  const me = useInfo().data?.coder.name ?? ''
  const offered = documentLanguages.filter((l) => l !== original && !taken.includes(l))
  const first = [i18n.language, ...languages].find((l) => offered.some((o) => o === l)) ?? 'en'
  const [lang, setLang] = useState<string>(was?.lang ?? first)
  const [text, setText] = useState(was?.text ?? '')
  const [translator, setTranslator] = useState(was?.translator ?? me)
  const [status, setStatus] = useState<'draft' | 'verified'>(was?.status === 'verified' ? 'verified' : 'draft')
  const keep = (words: string) =>
    void attempt(async () => {
      await api.reports.translate({ owner, id, lang, text: words, translator, status })
      onClose()
    })
  return (
    <form
      className={styles['form']}
      onSubmit={(e) => {
        e.preventDefault()
        if (text.trim() !== '') keep(text)
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        onClose()
      }}
    >
      {was === null && <Choice label={t('translation.language')} value={lang} options={offered.map((value) => ({ value: value as string, label: languageName(value, i18n.language) }))} onChange={setLang} />}
      <Field label={t('translation.text')} lines={3} autoFocus value={text} onChange={setText} />
      <div className={styles['pair']}>
        {!masked && <Field label={t('translation.translator')} value={translator} onChange={setTranslator} />}
        <Choice label={t('translation.status')} value={status} options={(['draft', 'verified'] as const).map((value) => ({ value, label: t(`translation.${value}`) }))} onChange={(s) => { setStatus(s) }} />
      </div>
      <div className={styles['feet']}>
        {was !== null && (
          <Button look="danger" onPress={() => { keep('') }}>
            {t('translation.remove')}
          </Button>
        )}
        <Button onPress={onClose}>{t('dialog.cancel')}</Button>
        <Button look="primary" type="submit" isDisabled={text.trim() === ''}>
          {t('translation.keep')}
        </Button>
      </div>
    </form>
  )
}
