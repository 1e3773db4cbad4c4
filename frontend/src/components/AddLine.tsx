import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './AddLine.module.css'
import { Button } from './Button'
import { Field } from './Field'

interface Props {
  /** Says where the new thing goes. */
  label: string
  /** Adds it, and says whether it is there: if not, what was typed comes back. */
  onAdd(name: string): Promise<boolean>
  onClose(): void
}

/** A line in which something new is named; Enter adds it and asks for the next, Escape closes it. */
export function AddLine({ label, onAdd, onClose }: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  return (
    <form
      className={styles['add']}
      onSubmit={(e) => {
        e.preventDefault()
        const wanted = name.trim()
        if (wanted === '') return
        setName('') // hands are faster than the program: the next name begins at once
        void onAdd(wanted).then((there) => {
          if (!there) setName((now) => (now === '' ? wanted : now))
        })
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        onClose()
      }}
    >
      <Field autoFocus label={label} value={name} onChange={setName} />
      <div className={styles['feet']}>
        <Button onPress={onClose}>{t('codes.add.close')}</Button>
        <Button look="primary" type="submit">
          {t('codes.add.do')}
        </Button>
      </div>
    </form>
  )
}
