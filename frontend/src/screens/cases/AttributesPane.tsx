import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, Tag } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scopes, valueTypes, type AttributeView, type SaveAttribute, type Scope, type ValueType } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { useApi } from '../../state/api'
import { useCasesView } from '../../state/cases'
import { useAttributes } from '../../state/matrix'
import { keys } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './cases.module.css'
import { Vocabulary } from '../../components/Vocabulary'
import { Wordings } from '../../components/Wordings'

/** What attributes there are: made, described, put in order, and given a vocabulary. */
export function AttributesPane({ readOnly }: { readOnly: boolean }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { scope, set } = useCasesView()
  const all = useAttributes().data ?? []
  const list = all.filter((a) => a.scope === scope)
  const [chosen, setChosen] = useState('')
  const shown = chosen === 'new' ? undefined : (list.find((a) => a.id === chosen) ?? list[0])
  const move = (a: AttributeView, to: number) => void attempt(() => api.cases.moveAttribute(a.id, list.filter((x) => x !== a)[to - 1]?.id ?? ''))
  return (
    <div className={styles['body']}>
      <section aria-label={t('cases.attributes.list')} className={styles['tree']}>
        <div className={styles['bar']}>
          <Choice label={t('cases.scope')} value={scope} options={scopes.map((value: Scope) => ({ value, label: t(`cases.scope.${value}`) }))} onChange={(s) => { set({ scope: s }); setChosen('') }} />
          <Button icon look="primary" isDisabled={readOnly} aria-label={t('cases.attribute.add')} onPress={() => { setChosen('new') }}>
            <Plus aria-hidden size="1.125em" />
          </Button>
        </div>
        <ul className={styles['attributes']}>
          {list.map((a, i) => (
            <li key={a.id} data-chosen={a === shown}>
              <button type="button" className={styles['pick']} aria-current={a === shown} onClick={() => { setChosen(a.id) }}>
                <span>{a.names[i18n.language] ?? a.name}</span>
                <small>{[t(`cases.type.${a.type as ValueType}`), t('cases.attribute.values', { count: a.values })].join(' · ')}</small>
                {a.uncited > 0 && <small className={styles['uncited']}>{t('cases.attribute.uncited', { count: a.uncited })}</small>}
              </button>
              <IconButton icon={ArrowUp} label={t('vocabulary.up', { name: a.name })} isDisabled={readOnly || i === 0} onPress={() => { move(a, i - 1) }} />
              <IconButton icon={ArrowDown} label={t('vocabulary.down', { name: a.name })} isDisabled={readOnly || i === list.length - 1} onPress={() => { move(a, i + 1) }} />
            </li>
          ))}
        </ul>
      </section>
      <div className={styles['sheet']}>
        {shown || chosen === 'new' ? (
          <Editor key={shown?.id ?? 'new'} attribute={shown} scope={scope} readOnly={readOnly} onDone={setChosen} />
        ) : (
          <Empty icon={Tag} title={t('cases.attributes.none')} help={t('cases.attributes.none.help')} />
        )}
      </div>
    </div>
  )
}

interface EditorProps {
  /** Undefined makes a new one. */
  attribute: AttributeView | undefined
  scope: Scope
  readOnly: boolean
  onDone(id: string): void
}

function Editor({ attribute: a, scope, readOnly, onDone }: EditorProps) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const begun = (): SaveAttribute => ({
    id: a?.id ?? '', name: a?.name ?? '', scope, type: a?.type ?? 'text', definition: a?.definition ?? '', names: a?.names ?? {}, definitions: a?.definitions ?? {}, choices: a?.choices ?? [],
  })
  const [draft, setDraft] = useState(begun)
  const change = (part: Partial<SaveAttribute>) => {
    setDraft((d) => ({ ...d, ...part }))
  }
  const changed = JSON.stringify(draft) !== JSON.stringify(begun())
  // What would not fit is asked for as soon as the type or the vocabulary is another.
  const risky = a !== undefined && a.values > 0 && (draft.type !== a.type || JSON.stringify(draft.choices) !== JSON.stringify(a.choices))
  const misfits = useQuery({
    queryKey: [...keys.attributes, 'misfits', JSON.stringify(draft)],
    queryFn: ({ signal }) => api.during(signal).cases.misfits(draft),
    enabled: risky,
    gcTime: 0,
  }).data
  const wrong = risky ? (misfits ?? []) : []
  return (
    <form
      aria-label={draft.name === '' ? t('cases.attribute.add') : draft.name}
      className={styles['editor']}
      onSubmit={(e) => {
        e.preventDefault()
        if (draft.name.trim() === '' || wrong.length > 0) return
        void attempt(async () => {
          const saved = await api.cases.saveAttribute(draft)
          onDone(saved.id)
        })
      }}
    >
      <div className={styles['pair']}>
        <Field label={t('cases.attribute.name')} value={draft.name} isDisabled={readOnly} autoFocus={a === undefined} onChange={(name) => { change({ name }) }} />
        <Choice label={t('cases.attribute.type')} value={draft.type as ValueType} options={valueTypes.map((value) => ({ value, label: t(`cases.type.${value}`) }))} onChange={(type) => { change({ type }) }} />
      </div>
      <Field label={t('cases.attribute.definition')} lines={2} value={draft.definition} isDisabled={readOnly} onChange={(definition) => { change({ definition }) }} />
      <Wordings of={draft.name} names={draft.names} definitions={draft.definitions} onChange={change} />
      {wrong.length > 0 && (
        <section role="alert" className={styles['misfits']}>
          <p>
            <strong>{t('cases.attribute.misfits', { count: wrong.length })}</strong>
          </p>
          <ul>
            {wrong.slice(0, 20).map((m) => (
              <li key={m.id}>
                {m.owner.name}: “{m.value}”
              </li>
            ))}
          </ul>
          {wrong.length > 20 && <p>{t('cases.attribute.misfits.more', { count: wrong.length - 20 })}</p>}
        </section>
      )}
      {draft.type === 'choice' && (
        <Vocabulary
          words={draft.choices}
          uses={(w) => a?.choices.find((c) => c.id === w.id && w.id !== '')?.values ?? 0}
          onChange={(words) => { change({ choices: words.map((w) => ({ ...w, values: a?.choices.find((c) => c.id === w.id)?.values ?? 0 })) }) }}
        />
      )}
      <div className={styles['feet']}>
        {a && (
          <Button
            look="danger"
            isDisabled={readOnly}
            onPress={() =>
              void attempt(async () => {
                await api.cases.removeAttribute(a.id)
                onDone('')
                await offerUndo(t('cases.attribute.removed', { name: a.name }))
              })
            }
          >
            {t('cases.attribute.remove')}
          </Button>
        )}
        <span className={styles['gap']} />
        <Button isDisabled={!changed && a !== undefined} onPress={() => { if (a) setDraft(begun()); else onDone('') }}>
          {t('dialog.cancel')}
        </Button>
        <Button look="primary" type="submit" isDisabled={readOnly || !changed || draft.name.trim() === '' || wrong.length > 0}>
          {t('dialog.save')}
        </Button>
      </div>
    </form>
  )
}
