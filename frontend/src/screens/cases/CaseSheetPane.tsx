import { Link2, NotebookPen, TextQuote, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseSheet, CaseSpanView, DocumentKind } from '../../api/types'
import { documentKinds } from '../../api/types'
import { Button } from '../../components/Button'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { IconButton } from '../../components/IconButton'
import { KeptField } from '../../components/KeptField'
import { KindIcon } from '../../components/KindIcon'
import { Menu } from '../../components/Menu'
import { Picker } from '../../components/Picker'
import { Wordings } from '../../components/Wordings'
import { numberFormat } from '../../i18n/formats'
import { plainAxis } from '../../model/cell-condition'
import { useApi } from '../../state/api'
import { useArea } from '../../state/area'
import { useMatrixView } from '../../state/matrix'
import { useActorNames } from '../../state/actor-names'
import { useCaseNames } from '../../state/case-names'
import { useCaseSheet, useCasesView } from '../../state/cases'
import { useAttributes } from '../../state/matrix'
import { useDocuments } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import { AttributeCard } from './AttributeCard'
import styles from './cases.module.css'

/** The sheet of a case: what is said of it, its documents and what stands behind it. */
export function CaseSheetPane({ id, readOnly }: { id: string; readOnly: boolean }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const sheet = useCaseSheet(id).data
  const attributes = useAttributes().data
  const set = useCasesView((s) => s.set)
  const caseOf = useCaseNames()
  const actor = useActorNames()
  if (!sheet || !attributes) return <div className={styles['sheet']} />
  const save = (part: Partial<Pick<CaseSheet, 'kind' | 'description' | 'names'>>) =>
    void attempt(() => api.cases.save({ id, parent: '', name: sheet.name, kind: sheet.kind, description: sheet.description, ...part }))
  const { name, path } = caseOf({ id, name: sheet.path })
  const above = path.slice(0, -1).join(' › ')
  return (
    <article aria-label={name} className={styles['sheet']}>
      <header className={styles['sheetHead']}>
        {above !== '' && <p className={styles['muted']}>{above}</p>}
        <div className={styles['sheetName']}>
          <h3 className={styles['sheetTitle']}>{name}</h3>
          <IconButton icon={NotebookPen} label={t('memos.title')} onPress={() => { useWorkspace.getState().memos({ on: 'case', id, name: sheet.name }) }} />
        </div>
        <div className={styles['described']}>
          <Kind value={sheet.kind} onKeep={(kind) => { save({ kind }) }} />
          <KeptField label={t('cases.description')} lines={3} value={sheet.description} isDisabled={readOnly} onKeep={(description) => { save({ description }) }} />
        </div>
        <Wordings kept of={sheet.name} names={sheet.names} readOnly={readOnly} wording="name" onChange={({ names }) => { if (names) save({ names }) }} />
      </header>
      <Coverage sheet={sheet} />
      <section aria-label={t('cases.attributes')}>
        <h4 className={styles['part']}>{t('cases.attributes')}</h4>
        {attributes
          .filter((a) => a.scope === 'case')
          .map((a) => (
            <AttributeCard key={a.id} attribute={a} owner={id} values={sheet.values.filter((v) => v.attribute === a.id)} readOnly={readOnly} />
          ))}
        {!attributes.some((a) => a.scope === 'case') && (
          <p className={styles['muted']}>
            {t('cases.attributes.none')}{' '}
            <Button look="quiet" onPress={() => { set({ tab: 'attributes', scope: 'case' }) }}>
              {t('cases.view.attributes')}
            </Button>
          </p>
        )}
      </section>
      <Documents sheet={sheet} readOnly={readOnly} />
      {sheet.children.length > 0 && (
        <section aria-label={t('cases.children')}>
          <h4 className={styles['part']}>{t('cases.children')}</h4>
          <p className={styles['links']}>
            {sheet.children.map((k) => (
              <Button key={k.id} look="quiet" onPress={() => { set({ chosen: k.id }) }}>
                {caseOf(k).name}
              </Button>
            ))}
          </p>
        </section>
      )}
      {sheet.actors.length > 0 && (
        <section aria-label={t('cases.actors')}>
          <h4 className={styles['part']}>{t('cases.actors')}</h4>
          <p>{sheet.actors.map(actor).join(', ')}</p>
        </section>
      )}
    </article>
  )
}

const kindWords = ['region', 'country', 'case'] as const

/** What this level of the tree is; the words that the program proposes have translations. */
function Kind({ value, onKeep }: { value: string; onKeep(kind: string): void }) {
  const { t } = useTranslation()
  const shown = (kind: string) => (kindWords.some((w) => w === kind) ? t(`cases.kind.${kind as 'case'}`) : kind)
  const [typed, setTyped] = useState<string | null>(null)
  const keep = (text: string) => {
    const kind = kindWords.find((w) => shown(w) === text.trim()) ?? text.trim()
    setTyped(null)
    if (kind !== value) onKeep(kind)
  }
  return (
    <div
      onBlur={() => {
        if (typed !== null) keep(typed)
      }}
    >
      <Combo label={t('cases.kind')} value={typed ?? shown(value)} options={kindWords.map(shown)} onChange={setTyped} onChoose={keep} />
    </div>
  )
}

/** How much stands behind a case, by kind of document. Every number opens what it counts. */
function Coverage({ sheet }: { sheet: CaseSheet }) {
  const { t, i18n } = useTranslation()
  const { retrieve, read, jumpTo } = useWorkspace.getState()
  /** The codes or documents of the case, with how often each is met: in the matrix, of which every number opens its passages. */
  const counted = (by: 'code' | 'document') => {
    useMatrixView.getState().set({ rows: plainAxis(by), columns: plainAxis('kind'), split: false, where })
    useArea.getState().go('matrix')
  }
  const number = numberFormat(i18n.language)
  const { coverage } = sheet
  const documents = useMemo(() => [...new Map(sheet.documents.map((d) => [d.document.id, d])).values()], [sheet.documents])
  const kinds = documentKinds.map((kind) => ({ kind, n: documents.filter((d) => d.document.kind === kind).length })).filter((k) => k.n > 0)
  const where = `case:"${sheet.id}"`
  return (
    <section aria-label={t('cases.coverage')} className={styles['facts']}>
      <Button look="quiet" isDisabled={coverage.segments === 0} onPress={() => { retrieve(where) }}>
        <strong>{number.format(coverage.segments)}</strong> {t('cases.coverage.codings', { count: coverage.segments })}
      </Button>
      <Button look="quiet" isDisabled={sheet.codes === 0} onPress={() => { counted('code') }}>
        <strong>{number.format(sheet.codes)}</strong> {t('cases.coverage.codes', { count: sheet.codes })}
      </Button>
      <Button look="quiet" isDisabled={coverage.voices === 0} onPress={() => { counted('document') }}>
        <span className={coverage.single ? styles['warned'] : ''}>
          <strong>{number.format(coverage.voices)}</strong> {t('cases.coverage.voices', { count: coverage.voices })}
        </span>
      </Button>
      {kinds.map(({ kind, n }) => (
        <Button key={kind} look="quiet" onPress={() => { retrieve(`${where} kind:${kind}`) }}>
          <KindIcon kind={kind} /> <strong>{number.format(n)}</strong> {t(`kind.${kind}`)}
        </Button>
      ))}
      {sheet.uncoded.length > 0 && (
        <Menu
          label={t('cases.coverage.uncoded', { count: sheet.uncoded.length })}
          items={sheet.uncoded.map((d) => ({
            id: d.id,
            label: d.name,
            onAction: () => {
              read(d.id)
              jumpTo({ document: d.id, start: 0, end: 0 })
            },
          }))}
        >
          <span className={styles['warned']}>{t('cases.coverage.uncoded', { count: sheet.uncoded.length })}</span>
        </Menu>
      )}
    </section>
  )
}

/** The documents and parts of documents of a case. */
function Documents({ sheet, readOnly }: { sheet: CaseSheet; readOnly: boolean }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const selection = useWorkspace((s) => s.selection)
  const titles = useDocuments().data
  const [linking, setLinking] = useState(false)
  return (
    <section aria-label={t('cases.documents')}>
      <h4 className={styles['part']}>{t('cases.documents')}</h4>
      <ul className={styles['documents']}>
        {sheet.documents.map((d) => (
          <Linked key={d.id} sheet={sheet} span={d} readOnly={readOnly} />
        ))}
      </ul>
      {sheet.documents.length === 0 && <p className={styles['muted']}>{t('cases.documents.none')}</p>}
      {!readOnly && (
        <p className={styles['links']}>
          <Button onPress={() => { setLinking(true) }}>
            <Link2 aria-hidden size="1em" />
            {t('cases.documents.link')}
          </Button>
          {selection && (
            <Button onPress={() => void attempt(() => api.cases.linkPassage(sheet.id, selection.document, selection.start, selection.end))}>
              <TextQuote aria-hidden size="1em" />
              {t('cases.documents.passage', { title: titles?.find((d) => d.id === selection.document)?.title ?? '' })}
            </Button>
          )}
        </p>
      )}
      {linking && <LinkDocuments sheet={sheet} onClose={() => { setLinking(false) }} />}
    </section>
  )
}

function Linked({ sheet, span, readOnly }: { sheet: CaseSheet; span: CaseSpanView; readOnly: boolean }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const caseOf = useCaseNames()
  const { jumpTo, read, retrieve } = useWorkspace.getState()
  const { document: d } = span
  const open = () => {
    if (span.whole) read(d.id)
    jumpTo({ document: d.id, start: span.whole ? 0 : span.start, end: span.whole ? 0 : span.end })
  }
  return (
    <li className={styles['document']}>
      <KindIcon kind={d.kind as DocumentKind} />
      <span className={styles['documentName']}>
        <Button look="quiet" onPress={open}>
          {d.title}
        </Button>
        {!span.whole && <q className={styles['muted']}>{span.quote}</q>}
        {span.case.id !== sheet.id && <span className={styles['muted']}>{caseOf(span.case).name}</span>}
      </span>
      <Button look="quiet" isDisabled={span.codings === 0} onPress={() => { retrieve(`case:"${sheet.id}" document:"${d.id}"`) }}>
        {t('cases.documents.codings', { count: span.codings })}
      </Button>
      {!readOnly && span.case.id === sheet.id && (
        <IconButton icon={X} label={t('cases.documents.unlink', { title: d.title })} onPress={() => void attempt(() => api.cases.unlink([span.id]))} />
      )}
    </li>
  )
}

function LinkDocuments({ sheet, onClose }: { sheet: CaseSheet; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const documents = useDocuments().data ?? []
  const [chosen, setChosen] = useState<readonly string[]>([])
  const linked = new Set(sheet.documents.filter((d) => d.whole && d.case.id === sheet.id).map((d) => d.document.id))
  return (
    <Dialog
      title={t('cases.documents.link.title', { name: sheet.name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button
            look="primary"
            isDisabled={chosen.length === 0}
            onPress={() =>
              void attempt(async () => {
                await api.cases.linkDocuments(sheet.id, [...chosen], true)
                onClose()
              })
            }
          >
            {t('cases.documents.link.do', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <Picker
        label={t('cases.documents.find')}
        empty={t('finding.pick.none')}
        several
        options={documents.filter((d) => !linked.has(d.id)).map((d) => ({ value: d.id, label: d.title, detail: d.cases.map((c) => c.name).join(', '), words: d.file_name }))}
        chosen={chosen}
        onChange={setChosen}
      />
    </Dialog>
  )
}
