import { X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentKinds, speakerRoles, type CaseNode, type DocumentKind, type DocumentView, type SpeakerRole } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { dateFormat, numberFormat } from '../../i18n/formats'
import { documentLanguages, languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useDocumentsView } from '../../state/documents'
import { useCases, useDocument } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import styles from './DocumentDialog.module.css'

/** The paths of all cases, in their order. */
export const casePaths = (cases: readonly CaseNode[]): string[] => cases.flatMap((k) => [k.path, ...casePaths(k.children)])

const fields = ['title', 'kind', 'lang', 'date', 'jurisdiction', 'description'] as const

function Form({ document, cases, onClose }: { document: DocumentView; cases: readonly CaseNode[]; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [draft, setDraft] = useState({
    title: document.title, kind: document.kind as DocumentKind, lang: document.lang, date: document.date,
    jurisdiction: document.jurisdiction, description: document.description,
  })
  const [roles, setRoles] = useState<Readonly<Record<string, SpeakerRole>>>({})
  const [linked, setLinked] = useState(document.cases)
  const [added, setAdded] = useState<string[]>([])
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<typeof draft>) => {
    setDraft((d) => ({ ...d, ...part }))
  }
  const paths = useMemo(() => casePaths(cases), [cases])
  const languages = useMemo(
    () => [...new Set([...documentLanguages, ...(document.lang === '' ? [] : [document.lang])])].map((value) => ({ value: value as string, label: languageName(value, i18n.language) })),
    [document.lang, i18n.language],
  )
  const take = (path: string) => {
    const name = path.trim()
    if (name !== '' && !added.includes(name)) setAdded([...added, name])
    setTyped('')
  }
  const wrongDate = !/^(\d{4}(-\d{2}(-\d{2})?)?)?$/.test(draft.date.trim())
  const save = async () => {
    setTried(true)
    if (draft.title.trim() === '' || wrongDate || busy) return
    setBusy(true)
    const done = await attempt(async () => {
      const changed = fields.filter((f) => draft[f] !== document[f])
      if (changed.length > 0) await api.documents.edit({ id: document.id, ...Object.fromEntries(changed.map((f) => [f, draft[f].trim()])) })
      for (const k of document.cases) if (!linked.includes(k)) await api.documents.linkCase(k.id, [document.id], false)
      for (const name of [...added, ...(typed.trim() === '' ? [] : [typed.trim()])]) await api.documents.linkCase(name, [document.id], true)
      for (const s of document.speakers) {
        const role = roles[s.id]
        if (role !== undefined && role !== s.role) await api.documents.editSpeaker(s.id, role, s.note)
      }
      return true
    })
    setBusy(false)
    if (done) onClose()
  }
  return (
    <Dialog
      title={t('document.edit')}
      size="medium"
      onClose={onClose}
      onSubmit={() => void save()}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={busy}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <Field
        autoFocus
        isRequired
        label={t('document.title')}
        value={draft.title}
        onChange={(title) => { change({ title }) }}
        {...(tried && draft.title.trim() === '' ? { error: t('document.title.missing') } : {})}
      />
      <div className={styles['pair']}>
        <Choice
          label={t('document.kind')}
          value={draft.kind}
          options={documentKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(kind) => { change({ kind }) }}
        />
        <Choice
          label={t('document.lang')}
          value={draft.lang === '' ? 'none' : draft.lang}
          options={[{ value: 'none', label: t('document.lang.none') }, ...languages]}
          onChange={(lang) => { change({ lang: lang === 'none' ? '' : lang }) }}
        />
        <Field
          label={t('document.date')}
          placeholder={t('document.date.form')}
          value={draft.date}
          onChange={(date) => { change({ date }) }}
          {...(wrongDate ? { error: t('document.date.wrong') } : {})}
        />
        <Field label={t('document.jurisdiction')} value={draft.jurisdiction} onChange={(jurisdiction) => { change({ jurisdiction }) }} />
      </div>
      <Field label={t('document.description')} lines={3} value={draft.description} onChange={(description) => { change({ description }) }} />
      <section aria-label={t('document.cases')} className={styles['part']}>
        <h3>{t('document.cases')}</h3>
        {linked.length + added.length > 0 && (
          <ul className={styles['tags']}>
            {linked.map((k) => (
              <li key={k.id} className={styles['tag']}>
                {k.name}
                <Button look="quiet" icon aria-label={t('document.cases.remove', { name: k.name })} onPress={() => { setLinked(linked.filter((l) => l !== k)) }}>
                  <X aria-hidden size="1em" />
                </Button>
              </li>
            ))}
            {added.map((name) => (
              <li key={name} className={styles['tag']}>
                {name}
                <Button look="quiet" icon aria-label={t('document.cases.remove', { name })} onPress={() => { setAdded(added.filter((a) => a !== name)) }}>
                  <X aria-hidden size="1em" />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Combo label={t('document.cases.add')} placeholder={t('case.placeholder')} value={typed} options={paths} onChange={setTyped} onChoose={take} />
      </section>
      {document.speakers.length > 0 && (
        <section aria-label={t('document.speakers')} className={styles['part']}>
          <h3>{t('document.speakers')}</h3>
          <ul className={styles['speakers']}>
            {document.speakers.map((s) => (
              <li key={s.id}>
                <Choice
                  label={s.name}
                  value={roles[s.id] ?? (s.role as SpeakerRole)}
                  options={speakerRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
                  onChange={(role) => { setRoles({ ...roles, [s.id]: role }) }}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className={styles['facts']}>
        <dt>{t('document.file')}</dt>
        <dd>{document.file_name || '–'}</dd>
        <dt>{t('document.length')}</dt>
        <dd>{t('document.characters', { count: document.characters, n: numberFormat(i18n.language).format(document.characters) })}</dd>
        <dt>{t('document.imported')}</dt>
        <dd>{dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(document.imported))}</dd>
      </dl>
    </Dialog>
  )
}

/** Edits the header of a document, its cases and the roles of its voices. */
export function DocumentDialog() {
  const { editing, edit } = useDocumentsView()
  const { data: document } = useDocument(editing)
  const { data: cases = [] } = useCases()
  if (editing === '' || document?.id !== editing) return null
  return <Form key={editing} document={document} cases={cases} onClose={() => { edit('') }} />
}
