import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language, type NewProject as Begin } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { ownNames } from '../../i18n/names'
import { useApi } from '../../state/api'
import { useOpenProject } from '../../state/open-project'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import styles from './NewProject.module.css'

const starter = 'institutional-analysis'

/** What a project starts with; the place for it is asked for last, by the system's own dialog. */
export function NewProject({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const open = useOpenProject()
  const { data: codebooks = [starter] } = useQuery({ queryKey: keys.codebooks, queryFn: ({ signal }) => api.during(signal).projects.codebooks() })
  const [begin, setBegin] = useState<Begin>({ title: '', description: '', lang: i18n.language, codebook: starter, coder: '' })
  const [tried, setTried] = useState(false)
  const change = (part: Partial<Begin>) => {
    setBegin((b) => ({ ...b, ...part }))
  }
  const missing = begin.title.trim() === ''
  const create = async () => {
    setTried(true)
    if (missing) return
    const [file] = (await attempt(() => api.files.chooseNewProject({ title: t('file.new.title'), type: t('file.project'), name: begin.title.trim() }))) ?? []
    if (!file) return
    if (await open({ file, how: 'create' }, begin)) onClose()
  }
  return (
    <Dialog
      title={t('new.title')}
      help={t('new.help')}
      onClose={onClose}
      onSubmit={() => void create()}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit">
            {t('new.create')}
          </Button>
        </>
      }
    >
      <Field
        autoFocus
        isRequired
        label={t('new.name')}
        value={begin.title}
        onChange={(title) => {
          change({ title })
        }}
        {...(tried && missing ? { error: t('new.name.missing') } : {})}
      />
      <Field
        label={t('new.description')}
        lines={2}
        value={begin.description}
        onChange={(description) => {
          change({ description })
        }}
      />
      <div className={styles['pair']}>
        <Choice
          label={t('new.codebook')}
          value={begin.codebook}
          options={[
            ...codebooks.map((value) => ({ value, label: value === starter ? t('new.codebook.starter') : value })),
            { value: 'none', label: t('new.codebook.none') },
          ]}
          onChange={(codebook) => {
            change({ codebook })
          }}
        />
        <Choice
          label={t('new.language')}
          value={begin.lang as Language}
          options={languages.map((value) => ({ value, label: ownNames[value] }))}
          onChange={(lang) => {
            change({ lang })
          }}
        />
      </div>
      <p className={styles['note']}>{begin.codebook === 'none' ? t('new.codebook.none.help') : t('new.codebook.help')}</p>
      <Field
        label={t('new.coder')}
        help={t('new.coder.help')}
        value={begin.coder}
        onChange={(coder) => {
          change({ coder })
        }}
      />
    </Dialog>
  )
}
