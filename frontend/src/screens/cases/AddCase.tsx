import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import type { Place } from './CaseTree'
import styles from './cases.module.css'

interface Props {
  /** Name of the case that it comes to lie under, "" at the top. */
  under: string
  place: Place
  onAdded(id: string): void
  onClose(): void
}

/** A line in which a case is named; Enter adds it and asks for the next. */
export function AddCase({ under, place, onAdded, onClose }: Props) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [name, setName] = useState('')
  return (
    <form
      className={styles['add']}
      onSubmit={(e) => {
        e.preventDefault()
        if (name.trim() === '') return
        void attempt(async () => {
          const id = await api.cases.save({ id: '', parent: place.parent, name: name.trim(), kind: '', description: '' })
          if (place.after !== '') await api.cases.move(id, place.parent, place.after)
          setName('')
          onAdded(id)
        })
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        onClose()
      }}
    >
      <Field autoFocus label={under === '' ? t('cases.add.top') : t('cases.add.under', { name: under })} value={name} onChange={setName} />
      <div className={styles['feet']}>
        <Button onPress={onClose}>{t('codes.add.close')}</Button>
        <Button look="primary" type="submit">
          {t('codes.add.do')}
        </Button>
      </div>
    </form>
  )
}
