import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import styles from './CodesPane.module.css'

interface Props {
  /** Name of the code that it comes to lie under, "" at the top. */
  under: string
  onAdd(name: string): Promise<void>
  onClose(): void
}

/** A line in which a code is named; Enter adds it and asks for the next. */
export function AddCode({ under, onAdd, onClose }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <form
      className={styles['add']}
      onSubmit={(e) => {
        e.preventDefault()
        if (name.trim() === '') return
        void onAdd(name.trim()).then(() => {
          setName('')
        })
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        onClose()
      }}
    >
      <Field autoFocus label={under === '' ? t('codes.add.top') : t('codes.add.under', { name: under })} value={name} onChange={setName} />
      <div className={styles['addActions']}>
        <Button onPress={onClose}>{t('codes.add.close')}</Button>
        <Button look="primary" type="submit">
          {t('codes.add.do')}
        </Button>
      </div>
    </form>
  )
}
