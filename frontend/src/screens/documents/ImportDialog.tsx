import { File, FolderInput, Package, Plus, X } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentKinds, type Chosen, type DocumentKind } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { Tick } from '../../components/Tick'
import { documentLanguages, languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { isProject, useChooseFiles, useImporting } from '../../state/importing'
import { keys, useCases } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { casePaths } from './DocumentDialog'
import styles from './ImportDialog.module.css'

const guess = 'guess'

/** What is known of the files before they are read. */
export function ImportDialog({ files }: { files: readonly Chosen[] }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const choose = useChooseFiles()
  const { leaveOut, started, reviewing, close } = useImporting()
  const projects = files.filter(isProject)
  const { data: cases = [] } = useCases()
  const { data: encodings = [] } = useQuery({ queryKey: keys.encodings, queryFn: ({ signal }) => api.during(signal).documents.encodings() })
  const [kind, setKind] = useState<DocumentKind | typeof guess>(guess)
  const [lang, setLang] = useState<string>(guess)
  const [encoding, setEncoding] = useState<string>(guess)
  const [inCase, setCase] = useState('')
  const [keepRunning, setKeepRunning] = useState(false)
  const paths = useMemo(() => casePaths(cases), [cases])
  const start = () =>
    attempt(async () => {
      const choice = {
        tokens: files.map((f) => f.token),
        kind: kind === guess ? '' : kind,
        lang: lang === guess ? '' : lang,
        encoding: encoding === guess ? '' : encoding,
        case: inCase.trim(),
        keep_running: keepRunning,
        conventions: {},
        dots: false,
        projects: [],
        preview: false,
      }
      if (projects.length === 0) {
        started((await api.documents.import(choice)).id)
        return
      }
      const tokens = projects.map((f) => f.token)
      const job = await api.documents.import({ ...choice, tokens, preview: true })
      reviewing({ job: job.id, projects: tokens, choice })
    })
  return (
    <Dialog
      title={t('import.title')}
      help={t('import.help')}
      onClose={close}
      onSubmit={() => {
        if (files.length > 0) void start()
      }}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" autoFocus isDisabled={files.length === 0}>
            {t(projects.length > 0 ? 'import.review' : 'import.start')}
          </Button>
        </>
      }
    >
      <section aria-label={t('import.chosen')} className={styles['chosen']}>
        <ul className={styles['files']}>
          {files.map((f) => (
            <li key={f.token} className={styles['file']}>
              {isProject(f) ? <Package aria-hidden size="1em" /> : <File aria-hidden size="1em" />}
              <span className={styles['name']} title={`${f.folder}/${f.name}`}>
                {f.name}
              </span>
              <span className={styles['folder']}>{f.folder}</span>
              <Button look="quiet" icon aria-label={t('import.leaveOut', { name: f.name })} onPress={() => { leaveOut(f.token) }}>
                <X aria-hidden size="1em" />
              </Button>
            </li>
          ))}
        </ul>
        <div className={styles['more']}>
          <Button look="quiet" onPress={() => void choose('files')}>
            <Plus aria-hidden size="1em" />
            {t('import.more')}
          </Button>
          <Button look="quiet" onPress={() => void choose('folder')}>
            <FolderInput aria-hidden size="1em" />
            {t('import.more.folder')}
          </Button>
        </div>
      </section>
      {projects.length > 0 && <p className={styles['note']}>{t('import.projects', { count: projects.length })}</p>}
      {projects.length < files.length && <div className={styles['pair']}>
        <Choice
          label={t('document.kind')}
          value={kind}
          options={[{ value: guess, label: t('import.kind.guess') }, ...documentKinds.map((value) => ({ value, label: t(`kind.${value}`) }))]}
          onChange={(k) => { setKind(k as DocumentKind | typeof guess) }}
        />
        <Choice
          label={t('document.lang')}
          value={lang}
          options={[{ value: guess, label: t('import.lang.guess') }, ...documentLanguages.map((value) => ({ value: value as string, label: languageName(value, i18n.language) }))]}
          onChange={setLang}
        />
        <Combo label={t('import.case')} placeholder={t('case.placeholder')} value={inCase} options={paths} onChange={setCase} />
        <Choice
          label={t('import.encoding')}
          value={encoding}
          options={[{ value: guess, label: t('import.encoding.guess') }, ...encodings.map((value) => ({ value, label: value.toUpperCase() }))]}
          onChange={setEncoding}
        />
      </div>}
      {projects.length < files.length && <Tick label={t('import.keepRunning')} value={keepRunning} onChange={setKeepRunning} />}
    </Dialog>
  )
}
