import { useQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toApiError } from '../../api/failure'
import { valueTypes, type Chosen, type TableChoice, type TableImported, type TablePreview, type ValueType } from '../../api/types'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { said, sentence } from '../../i18n'
import { languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import styles from './import.module.css'

const uses = ['attribute', 'answer', 'kind', 'description', 'skip'] as const
type Use = (typeof uses)[number]
type Column = TablePreview['columns'][number]
type Problem = TablePreview['problems'][number]

/** Takes over cases, attributes and open answers from a table, after showing what would come of it. */
export function ImportTable({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [file, setFile] = useState<Chosen | null>(null)
  const [asked, setAsked] = useState<Omit<TableChoice, 'token'>>({ sheet: '', scope: 'case', key: '', columns: [], beside: false })
  const [id, setId] = useState('')
  const job = useJobs((s) => s.jobs.find((j) => j.id === id))
  const request: TableChoice = { token: file?.token ?? '', ...asked }
  const answer = useQuery({
    queryKey: [...keys.attributes, 'table', JSON.stringify(request)],
    queryFn: ({ signal }) => api.during(signal).cases.previewTable(request),
    enabled: file !== null && id === '',
    placeholderData: (was) => was,
    gcTime: 0,
    retry: false,
  })
  const preview = file === null ? undefined : answer.data
  const failed = answer.error ? sentence(toApiError(answer.error).failure, i18n.language) : job?.failure ? sentence(job.failure, i18n.language) : ''
  const choose = () =>
    void attempt(async () => {
      const [chosen] = await api.files.chooseTable({ title: t('cases.table.import'), type: t('cases.table.type'), name: '' })
      if (!chosen) return
      setAsked({ sheet: '', scope: 'case', key: '', columns: [], beside: false })
      setFile(chosen)
    })
  // What was not chosen stays to be guessed: a name that becomes that of an attribute brings its type along.
  const column = (c: Column, part: Partial<Pick<Column, 'use' | 'name' | 'type' | 'form'>>) => {
    const own = asked.columns.find((o) => o.header === c.header) ?? { header: c.header, use: c.use, name: '', type: '', form: '' }
    const others = asked.columns.filter((o) => o.header !== c.header)
    const whole = 'name' in part ? { type: '', form: '' } : 'type' in part ? { form: '' } : {}
    setAsked({ ...asked, columns: [...others, { ...own, ...whole, ...part }] })
  }
  const running = id !== '' && (job === undefined || job.state === 'running')
  const done = job?.state === 'done' ? (job.result as TableImported) : undefined
  const nothing = preview !== undefined && preview.values + preview.answers + preview.updated + preview.new.length === 0
  return (
    <Dialog
      title={t('cases.table.import')}
      help={t('cases.table.import.help')}
      size="large"
      onClose={onClose}
      actions={
        done ? (
          <Button look="primary" onPress={onClose}>
            {t('dialog.close')}
          </Button>
        ) : running ? (
          <Button onPress={() => void attempt(() => api.jobs.cancel(id))}>{t('job.cancel')}</Button>
        ) : (
          <>
            <Button onPress={onClose}>{t('dialog.cancel')}</Button>
            <Button
              look="primary"
              isDisabled={!preview || failed !== '' || nothing}
              onPress={() =>
                void attempt(async () => {
                  setId((await api.cases.importTable(request)).id)
                })
              }
            >
              {t('cases.table.take')}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Done result={done} />
      ) : running ? (
        <div role="status" className={styles['running']}>
          <p>{t('cases.table.running', { name: file?.name ?? '' })}</p>
          <Bar label={t('job.table')} done={job?.done ?? 0} total={job?.total ?? 0} />
        </div>
      ) : (
        <>
          <div className={styles['file']}>
            <Button look={file ? 'plain' : 'primary'} onPress={choose}>
              {t(file ? 'cases.table.other' : 'cases.table.choose')}
            </Button>
            {file && <span className={styles['muted']}>{file.name}</span>}
          </div>
          {failed !== '' && (
            <p role="alert" className={styles['failed']}>
              {failed}
            </p>
          )}
          {preview && (
            <>
              <div className={styles['choices']}>
                {preview.sheets.length > 1 && (
                  <Choice label={t('cases.table.sheet')} value={preview.sheet} options={preview.sheets.map((value) => ({ value, label: value }))} onChange={(sheet) => { setAsked({ ...asked, sheet, key: '', columns: [] }) }} />
                )}
                <Choice
                  label={t('cases.table.about')}
                  value={preview.scope as 'case' | 'document'}
                  options={(['case', 'document'] as const).map((value) => ({ value, label: t(`cases.scope.one.${value}`) }))}
                  onChange={(scope) => { setAsked({ ...asked, scope, columns: [] }) }}
                />
                <Choice
                  label={t('cases.table.key')}
                  value={preview.key}
                  options={[preview.key, ...preview.columns.map((c) => c.header)].map((value) => ({ value, label: value }))}
                  onChange={(key) => { setAsked({ ...asked, key, columns: asked.columns.filter((c) => c.header !== key) }) }}
                />
              </div>
              <table className={styles['columns']}>
                <thead>
                  <tr>
                    <th scope="col">{t('cases.table.column')}</th>
                    <th scope="col">{t('cases.table.examples')}</th>
                    <th scope="col">{t('cases.table.use')}</th>
                    <th scope="col">{t('cases.table.as')}</th>
                  </tr>
                </thead>
                <tbody>
                  {preview.columns.map((c) => (
                    <tr key={c.header}>
                      <th scope="row">{c.header}</th>
                      <td className={styles['examples']}>{[...c.examples, ...(c.filled > c.examples.length ? ['…'] : [])].join('; ')}</td>
                      <td>
                        <Choice
                          bare
                          label={t('cases.table.use.of', { column: c.header })}
                          value={c.use as Use}
                          options={uses.filter((u) => preview.scope === 'case' || u === 'attribute' || u === 'skip').map((value) => ({ value, label: t(`cases.table.use.${value}`) }))}
                          onChange={(use) => { column(c, { use }) }}
                        />
                      </td>
                      <td>
                        {c.use === 'answer' && c.lang !== '' && <p className={styles['muted']}>{t('cases.table.lang', { language: languageName(c.lang, i18n.language) })}</p>}
                        {c.use === 'attribute' && (
                          <>
                            <div className={styles['as']}>
                              <Name key={c.name} column={c} onKeep={(name) => { column(c, { name }) }} />
                              {c.attribute === '' ? (
                                <Choice bare label={t('cases.table.type.of', { column: c.header })} value={c.type as ValueType} options={valueTypes.map((value) => ({ value, label: t(`cases.type.${value}`) }))} onChange={(type) => { column(c, { type }) }} />
                              ) : (
                                <span className={styles['muted']}>{t('cases.table.known', { type: t(`cases.type.${c.type as ValueType}`) })}</span>
                              )}
                            </div>
                            <Read column={c} onForm={(form) => { column(c, { form }) }} />
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              <p role="status" className={styles['sum']}>
                {[
                  t('cases.table.rows', { count: preview.rows }),
                  preview.new.length > 0 ? t('cases.table.new', { count: preview.new.length }) : '',
                  t('cases.table.values', { count: preview.values }),
                  preview.changed > 0 ? t('cases.table.differ', { count: preview.changed }) : '',
                  preview.answers > 0 ? t('cases.table.answers', { count: preview.answers }) : '',
                  preview.updated > 0 ? t('cases.table.updates', { count: preview.updated }) : '',
                  preview.emptied > 0 ? t('cases.table.emptied', { count: preview.emptied }) : '',
                ]
                  .filter((x) => x !== '')
                  .join(' · ')}
              </p>
              {preview.changed > 0 && <Tick label={t('cases.table.beside')} value={asked.beside} onChange={(beside) => { setAsked({ ...asked, beside }) }} />}
              {nothing && <p className={styles['muted']}>{t('cases.table.nothing')}</p>}
              <Problems list={preview.problems} />
            </>
          )}
        </>
      )}
    </Dialog>
  )
}

const forms = { date: ['day-first', 'month-first'], number: ['decimal-point', 'decimal-comma'] } as const
type Form = (typeof forms)[keyof typeof forms][number]

/** How the values of a column are read: how many have its type, and what is done with those that can be read in two ways. */
function Read({ column: c, onForm }: { column: Column; onForm(form: Form): void }) {
  const { t } = useTranslation()
  const ways: readonly Form[] = c.form === '' ? [] : c.type === 'date' ? forms.date : forms.number
  return (
    <>
      {c.type !== 'text' && c.filled > 0 && (
        <p className={c.fits < c.filled ? styles['warned'] : styles['muted']}>{t('cases.table.fits', { fits: c.fits, count: c.filled })}</p>
      )}
      {ways.length > 0 && (
        <Choice bare label={t('cases.table.form.of', { column: c.header })} value={c.form as Form} options={ways.map((value) => ({ value, label: t(`cases.table.form.${value}`) }))} onChange={onForm} />
      )}
      {c.doubtful > 0 && <p className={styles['warned']}>{t('cases.table.doubtful', { count: c.doubtful })}</p>}
      {c.timed > 0 && <p className={styles['warned']}>{t('cases.table.timed', { count: c.timed })}</p>}
    </>
  )
}

/** The name that an attribute gets; it is kept when the field is left, for each keeping reads the table anew. */
function Name({ column, onKeep }: { column: Column; onKeep(name: string): void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(column.name)
  return (
    <Field
      bare
      label={t('cases.table.name.of', { column: column.header })}
      value={name}
      onChange={setName}
      onBlur={() => {
        if (name.trim() !== '' && name !== column.name) onKeep(name.trim())
      }}
    />
  )
}

function Problems({ list }: { list: readonly Problem[] }) {
  const { t, i18n } = useTranslation()
  if (list.length === 0) return null
  return (
    <section aria-label={t('cases.table.problems', { count: list.length })}>
      <h3 className={styles['warned']}>
        <TriangleAlert aria-hidden size="1em" /> {t('cases.table.problems', { count: list.length })}
      </h3>
      <ul tabIndex={0} aria-label={t('cases.table.problems', { count: list.length })} className={styles['problems']}>
        {list.map((p, i) => (
          <li key={i}>
            <strong>{t('cases.table.line', { line: p.line, column: p.column })}</strong>
            {' '}
            {said(p.code, p.message, p.args, i18n.language)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Done({ result: r }: { result: TableImported }) {
  const { t } = useTranslation()
  const facts = [
    [r.cases, t('cases.table.done.cases', { count: r.cases })],
    [r.attributes, t('cases.table.done.attributes', { count: r.attributes })],
    [r.values, t('cases.table.done.values', { count: r.values })],
    [r.replaced, t('cases.table.replaced', { count: r.replaced })],
    [r.contested, t('cases.table.changed', { count: r.contested })],
    [r.answers, t('cases.table.done.answers', { count: r.answers })],
    [r.updated, t('cases.table.done.updated', { count: r.updated })],
    [r.emptied, t('cases.table.emptied', { count: r.emptied })],
  ] as const
  return (
    <div role="status" className={styles['done']}>
      <p className={styles['good']}>
        <CircleCheck aria-hidden size="1.25em" /> {t('cases.table.done')}
      </p>
      <ul>
        {facts.filter(([n]) => n > 0).map(([, text]) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <Problems list={r.problems} />
    </div>
  )
}
