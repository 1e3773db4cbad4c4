import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameKinds, type NameKind, type PseudonymView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { documentLanguages, languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import styles from './sharing.module.css'

export const fresh: PseudonymView = { id: '', kind: 'person', name: '', replacement: '', lang: '', match_case: false, forms: [], note: '', listed: [] }

/** A name of the register, new or to be changed. */
export function NameDialog({ name: before, taken, onClose }: { name: PseudonymView; taken: readonly PseudonymView[]; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [value, setValue] = useState(before)
  const [forms, setForms] = useState(before.forms.map((f) => (f.replacement === '' ? f.text : `${f.text} = ${f.replacement}`)).join('\n'))
  const set = (change: Partial<PseudonymView>) => {
    setValue((v) => ({ ...v, ...change }))
  }
  // "Person 3", where two are there already
  const proposed = (kind: NameKind) => {
    for (let i = 1; ; i++) {
      const put = t(`sharing.proposed.${kind}`, { n: i })
      if (!taken.some((v) => v.replacement === put)) return put
    }
  }
  const save = () =>
    attempt(async () => {
      await api.sharing.save({
        ...value,
        replacement: value.replacement.trim() === '' ? proposed(value.kind as NameKind) : value.replacement,
        forms: forms.split('\n').map((line) => {
          const [text = '', replacement = ''] = line.split('=')
          return { text: text.trim(), replacement: replacement.trim() }
        }),
      })
      onClose()
    })
  return (
    <Dialog
      title={t(before.id === '' ? 'sharing.add' : 'sharing.edit.title')}
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={value.name.trim() === ''}>
            {t('sharing.save')}
          </Button>
        </>
      }
    >
      <div className={styles['pair']}>
        <Field label={t('sharing.name')} value={value.name} autoFocus={before.name === ''} onChange={(name) => { set({ name }) }} />
        <Field label={t('sharing.replacement')} value={value.replacement} autoFocus={before.name !== ''} placeholder={proposed(value.kind as NameKind)} onChange={(replacement) => { set({ replacement }) }} />
        <Choice label={t('sharing.kind')} value={value.kind as NameKind} options={nameKinds.map((k) => ({ value: k, label: t(`sharing.kind.${k}`) }))} onChange={(kind) => { set({ kind, match_case: kind === 'acronym' }) }} />
        <Choice
          label={t('sharing.lang')}
          value={value.lang === '' ? 'all' : value.lang}
          options={[{ value: 'all', label: t('sharing.lang.all') }, ...documentLanguages.map((l) => ({ value: l as string, label: languageName(l, i18n.language) }))]}
          onChange={(l) => { set({ lang: l === 'all' ? '' : l }) }}
        />
      </div>
      <Field label={t('sharing.forms')} help={t('sharing.forms.help')} lines={3} value={forms} onChange={setForms} />
      <Tick label={t('sharing.matchCase')} value={value.match_case} onChange={(match_case) => { set({ match_case }) }} />
      <Field label={t('sharing.note')} value={value.note} onChange={(note) => { set({ note }) }} />
    </Dialog>
  )
}
