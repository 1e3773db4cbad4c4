import { NotebookPen, Quote, X } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Radio, RadioGroup } from 'react-aria-components'
import { languages, type CodeNode, type EditCode, type HistoryChange } from '../../api/types'
import { Button } from '../../components/Button'
import { KeptField } from '../../components/KeptField'
import { More } from '../../components/More'
import { Swatch } from '../../components/Swatch'
import { Tick } from '../../components/Tick'
import { dateFormat } from '../../i18n/formats'
import { ownNames } from '../../i18n/names'
import { readablePath } from '../../model/code-path'
import { locate, nameIn, whereCodes } from '../../model/code-tree'
import { hueOf } from '../../model/colour'
import { colourOf, hues } from '../../model/hue'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { keys, useCodes, useInfo } from '../../state/queries'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import styles from './CodeEditor.module.css'

const inherit = 'inherit'

/** The hue nearest to a colour, among those that are chosen from. */
const nearest = (color: string) => {
  const h = hueOf(color)
  const apart = (a: number) => Math.min(Math.abs(a - h), 360 - Math.abs(a - h))
  return hues.reduce((best, a) => (apart(a) < apart(best) ? a : best), hues[0] ?? 0)
}

const worded = ['definition', 'include_when', 'exclude_when', 'example']

/** What an action worded anew of a code: the text that stood before, and in which language, "" for that of the project. */
function rewordings({ id, entity, fields, of }: HistoryChange, code: string) {
  const before = (field: string) => String(fields[field]?.[0] ?? '')
  if (of) return of.id === code && worded.includes(of.field) ? [{ field: of.field, lang: of.lang, was: before('text') }] : []
  return entity === 'code' && id === code ? worded.filter((f) => f in fields).map((f) => ({ field: f, lang: '', was: before(f) })) : []
}

/** When the texts of the code changed, and by whom; and what was coded by the words before. */
function Past({ code }: { code: CodeNode }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const api = useApi()
  const retrieve = useWorkspace((s) => s.retrieve)
  const { data: entries = [] } = useQuery({
    queryKey: [...keys.history, 'code', code.id],
    queryFn: ({ signal }) =>
      api.during(signal).history.list({ coder: '', entity: 'code', codings: false, id: code.id, kind: 'code.,codebook.', since: '', until: '', before: 0, limit: 50, changes: true, oldest: false }),
  })
  const changes = entries.flatMap((e) => {
    const list = e.changes ?? []
    const made = list.some((c) => c.id === code.id && c.verb !== 'update')
    const texts = e.undone || made ? [] : list.flatMap((c) => rewordings(c, code.id))
    return texts.length > 0 ? [{ ...e, texts }] : []
  })
  // Who translates what stood there already gives the code no other meaning.
  const last = changes.find((e) => e.texts.some((r) => r.lang === '' || r.was !== ''))
  if (changes.length === 0) return null
  const date = (at: string) => dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
  return (
    <More title={t('code.past', { count: changes.length })}>
      {last && (
        <Button onPress={() => { retrieve(`code="${code.path.replace(/["\\]/g, '\\$&')}" coded<"${last.at}"`) }}>
          <Quote aria-hidden size="1em" />
          {t('code.past.codings', { date: date(last.at) })}
        </Button>
      )}
      <ol className={styles['past']}>
        {changes.map((e) => (
          <li key={e.ref}>
            <p className={styles['when']}>
              {date(e.at)} · {called(e.coder)}
            </p>
            {e.texts.map((r) => (
              <p key={r.field + r.lang} className={styles['was']} lang={r.lang || undefined}>
                {r.lang !== '' && <span className={styles['inLanguage']}>{r.lang}</span>}
                {r.was || t('code.past.nothing')}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </More>
  )
}

function Form({ code }: { code: CodeNode }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { edit } = useCodesView()
  const { retrieve, memos } = useWorkspace.getState()
  const readOnly = useInfo().data?.read_only ?? true
  const keep = (part: Partial<EditCode>) => void attempt(() => api.codes.edit({ id: code.id, names: {}, definitions: {}, ...part }))
  const text = (field: 'definition' | 'include_when' | 'exclude_when' | 'example', lines: number) => (
    <KeptField label={t(`code.${field}`)} value={code[field]} lines={lines} isDisabled={readOnly} onKeep={(value) => { keep({ [field]: value }) }} />
  )
  return (
    <section className={styles['editor']} aria-label={t('code.title')}>
      <header className={styles['head']}>
        <Swatch color={code.color} folder={code.folder} />
        <h2 className={styles['title']} title={readablePath(code.path)}>
          {nameIn(code, i18n.language)}
        </h2>
        <Button look="quiet" icon aria-label={t('code.memos')} onPress={() => { memos({ on: 'code', id: code.id, name: nameIn(code, i18n.language) }) }}>
          <NotebookPen aria-hidden size="1.125em" />
        </Button>
        <Button look="quiet" icon aria-label={t('codes.retrieve')} onPress={() => { retrieve(whereCodes([code])) }}>
          <Quote aria-hidden size="1.125em" />
        </Button>
        <Button look="quiet" icon aria-label={t('dialog.close')} onPress={() => { edit('') }}>
          <X aria-hidden size="1.125em" />
        </Button>
      </header>
      <p className={styles['counts']}>{t('codes.counts', { own: code.codings, all: code.codings_with_children, documents: code.documents_with_children })}</p>
      <KeptField label={t('code.name')} value={code.name} isDisabled={readOnly} onKeep={(name) => { if (name.trim() !== '') keep({ name }) }} />
      {text('definition', 4)}
      {text('include_when', 3)}
      {text('exclude_when', 3)}
      {text('example', 3)}
      <RadioGroup
        className={styles['hues'] ?? ''}
        orientation="horizontal"
        aria-label={t('code.colour')}
        isDisabled={readOnly}
        value={code.own_color ? String(nearest(code.color)) : inherit}
        onChange={(value) => { keep({ color: value === inherit ? '' : colourOf(Number(value)) }) }}
      >
        <span className={styles['label']}>{t('code.colour')}</span>
        <div className={styles['row']}>
          <Radio value={inherit} className={`${styles['hue'] ?? ''} ${styles['inherit'] ?? ''}`}>
            {t('code.colour.inherit')}
          </Radio>
          {hues.map((h) => (
            <Radio key={h} value={String(h)} aria-label={t('code.colour.hue', { hue: h })} className={`code-colour ${styles['hue'] ?? ''}`} style={{ '--hue': h } as React.CSSProperties} />
          ))}
        </div>
      </RadioGroup>
      <Tick label={t('code.folder')} value={code.folder} disabled={readOnly} onChange={(folder) => { keep({ folder }) }} />
      <More title={t('code.languages', { count: Object.keys(code.names).length })}>
        {languages.map((l) => (
          <section key={l} aria-label={ownNames[l]} lang={l} className={styles['language']}>
            <h4>{ownNames[l]}</h4>
            <KeptField label={t('code.name')} value={code.names[l] ?? ''} isDisabled={readOnly} onKeep={(value) => { keep({ names: { [l]: value.trim() } }) }} />
            <KeptField label={t('code.definition')} lines={3} value={code.definitions[l] ?? ''} isDisabled={readOnly} onKeep={(value) => { keep({ definitions: { [l]: value.trim() } }) }} />
          </section>
        ))}
      </More>
      <Past code={code} />
    </section>
  )
}

/** What a code means, beside the text: its definition, rules, colour and names. Each change is kept when its field is left. */
export function CodeEditor() {
  const { t } = useTranslation()
  const editing = useCodesView((s) => s.editing)
  const { data: tree = [] } = useCodes()
  const code = locate(tree, editing)?.code
  return code ? <Form key={code.id} code={code} /> : <p className={styles['gone']}>{t('code.none')}</p>
}
