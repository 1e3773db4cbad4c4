import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DimensionView, SynthesisView } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { OneOf } from '../../components/OneOf'
import { Picker } from '../../components/Picker'
import { Wordings } from '../../components/Wordings'
import { said } from '../../i18n'
import { test, toText } from '../../model/condition'
import { useApi } from '../../state/api'
import { useFacets } from '../../state/queries'
import { useSynthesisView } from '../../state/synthesis'
import { useAttempt } from '../../state/use-attempt'
import { useOptions } from '../finding/options'

export interface Closing {
  onClose(): void
}

/** Begins a synthesis, or gives one another title. */
export function NameDialog({ view, onClose }: Closing & { view: SynthesisView | null }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const set = useSynthesisView((s) => s.set)
  const [title, setTitle] = useState(view?.title ?? '')
  const [titles, setTitles] = useState(view?.titles ?? {})
  return (
    <Dialog
      title={t(view ? 'synthesis.rename' : 'synthesis.new')}
      {...(view ? {} : { help: t('synthesis.new.help') })}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (title.trim() === '') return
        void attempt(async () => {
          const synthesis = await api.analysis.saveSynthesis({ id: view?.id ?? '', title: title.trim(), titles, rows: [] })
          if (!view) set({ synthesis, cell: null })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={title.trim() === ''}>
            {t(view ? 'synthesis.keep' : 'synthesis.make')}
          </Button>
        </>
      }
    >
      <Field label={t('new.name')} value={title} autoFocus onChange={setTitle} />
      <Wordings of={title} names={titles} onChange={({ names = titles }) => { setTitles(names) }} />
    </Dialog>
  )
}

const kinds = ['code', 'facet', 'question'] as const

/** Makes a column or changes one: a code with what lies below it, a facet, or a free question. */
export function ColumnDialog({ synthesis, column, onClose }: Closing & { synthesis: string; column: DimensionView | null }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const codes = useOptions().get('code') ?? []
  const facets = useFacets().data ?? []
  const values = facets.flatMap((f) =>
    f.values.map((v) => ({ value: toText(test('facet', [v.name], { name: f.name })), label: `${f.names[i18n.language] ?? f.name}: ${v.names[i18n.language] ?? v.name}` })),
  )
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds.find((k) => k === column?.kind) ?? 'code')
  const [code, setCode] = useState(column?.code ?? '')
  const [query, setQuery] = useState(column?.query ?? '')
  const [title, setTitle] = useState(column?.title ?? '')
  const [titles, setTitles] = useState(column?.titles ?? {})
  // The title follows what is chosen until somebody writes one.
  const [own, setOwn] = useState(column !== null)
  const name = (chosen: string) => {
    if (!own) setTitle(chosen)
  }
  const ready = title.trim() !== '' && (kind !== 'code' || code !== '') && (kind !== 'facet' || query.trim() !== '')
  return (
    <Dialog
      title={t(column ? 'synthesis.column.change' : 'synthesis.column')}
      help={t(`synthesis.column.help.${kind}`)}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (!ready) return
        void attempt(async () => {
          await api.analysis.saveDimension({ id: column?.id ?? '', synthesis, title: title.trim(), titles, kind, code: kind === 'code' ? code : '', query: kind === 'question' && query.trim() === '' ? title.trim() : query.trim() })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {t(column ? 'synthesis.keep' : 'finding.add.done')}
          </Button>
        </>
      }
    >
      <OneOf
        label={t('synthesis.column.kind')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`synthesis.kind.${value}`) }))}
        onChange={(k) => {
          setKind(k)
          setQuery('')
        }}
      />
      {kind === 'code' && (
        <Picker
          label={t('synthesis.column.code')}
          empty={t('finding.pick.none')}
          options={codes}
          chosen={code === '' ? [] : [code]}
          several={false}
          rows={6}
          onChange={([chosen = '']) => {
            setCode(chosen)
            name(codes.find((o) => o.value === chosen)?.label ?? '')
          }}
        />
      )}
      {kind === 'facet' && (
        <>
          <Picker
            label={t('synthesis.column.facet')}
            empty={t('finding.pick.none')}
            options={values}
            chosen={[query]}
            several={false}
            rows={6}
            onChange={([chosen = '']) => {
              setQuery(chosen)
              name(values.find((o) => o.value === chosen)?.label ?? '')
            }}
          />
          <Field
            label={t('synthesis.column.condition')}
            value={query}
            help={t('synthesis.column.condition.help')}
            onChange={setQuery}
            {...(column?.problem && query === column.query ? { error: said(column.problem.code, column.problem.message, column.problem.args, i18n.language) } : {})}
          />
        </>
      )}
      <Field
        label={t('synthesis.column.title')}
        value={title}
        onChange={(text) => {
          setTitle(text)
          setOwn(text !== '')
        }}
      />
      <Wordings of={title} names={titles} onChange={({ names = titles }) => { setTitles(names) }} />
      {kind === 'question' && <Field label={t('synthesis.column.question')} lines={2} value={query} onChange={setQuery} />}
    </Dialog>
  )
}

/** Says what goes with something before it is removed. */
export function RemoveDialog({ title, help, action, onRemove, onClose }: Closing & { title: string; help: string; action: string; onRemove(): void }) {
  const { t } = useTranslation()
  return (
    <Dialog
      title={title}
      help={help}
      size="small"
      alert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button
            look="danger"
            onPress={() => {
              onRemove()
              onClose()
            }}
          >
            {action}
          </Button>
        </>
      }
    />
  )
}
