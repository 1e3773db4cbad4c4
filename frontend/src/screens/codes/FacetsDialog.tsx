import { ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FacetView } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { Tick } from '../../components/Tick'
import { Vocabulary } from '../../components/Vocabulary'
import { Wordings } from '../../components/Wordings'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { useFacets, useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './facets.module.css'

/** The facets of the project: what can be said of a coding beside its code. */
export function FacetsDialog() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const showFacets = useCodesView((s) => s.showFacets)
  const readOnly = useInfo().data?.read_only ?? true
  const list = useFacets().data ?? []
  const [chosen, setChosen] = useState('')
  const shown = chosen === 'new' ? undefined : (list.find((f) => f.id === chosen) ?? list[0])
  const move = (f: FacetView, to: number) => void attempt(() => api.codes.moveFacet(f.id, list.filter((x) => x !== f)[to - 1]?.id ?? ''))
  return (
    <Dialog
      title={t('facets.title')}
      help={t('facets.help')}
      size="large"
      onClose={() => {
        showFacets(false)
      }}
    >
      <div className={styles['body']}>
        <div className={styles['side']}>
          <ul aria-label={t('facets.list')} className={styles['list']}>
            {list.map((f, i) => (
              <li key={f.id} data-chosen={f === shown}>
                <button type="button" className={styles['pick']} aria-current={f === shown} onClick={() => { setChosen(f.id) }}>
                  {f.names[i18n.language] ?? f.name}
                </button>
                <IconButton icon={ArrowUp} label={t('vocabulary.up', { name: f.name })} isDisabled={readOnly || i === 0} onPress={() => { move(f, i - 1) }} />
                <IconButton icon={ArrowDown} label={t('vocabulary.down', { name: f.name })} isDisabled={readOnly || i === list.length - 1} onPress={() => { move(f, i + 1) }} />
              </li>
            ))}
          </ul>
          <Button isDisabled={readOnly} onPress={() => { setChosen('new') }}>
            <Plus aria-hidden size="1em" />
            {t('facets.add')}
          </Button>
        </div>
        {(shown ?? chosen === 'new') && <Editor key={shown?.id ?? 'new'} facet={shown} readOnly={readOnly} onDone={setChosen} />}
      </div>
    </Dialog>
  )
}

function Editor({ facet: f, readOnly, onDone }: { facet: FacetView | undefined; readOnly: boolean; onDone(id: string): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offerUndo = useUndoOffer()
  const begun = () => ({
    id: f?.id ?? '', name: f?.name ?? '', definition: f?.definition ?? '', actors: f?.actors ?? false, multiple: f?.multiple ?? false,
    names: f?.names ?? {}, definitions: f?.definitions ?? {}, values: f?.values ?? [],
  })
  const [draft, setDraft] = useState(begun)
  const change = (part: Partial<typeof draft>) => {
    setDraft((d) => ({ ...d, ...part }))
  }
  const changed = JSON.stringify(draft) !== JSON.stringify(begun())
  return (
    <form
      aria-label={draft.name === '' ? t('facets.add') : draft.name}
      className={styles['editor']}
      onSubmit={(e) => {
        e.preventDefault()
        if (draft.name.trim() === '' || !changed) return
        void attempt(async () => {
          const saved = await api.codes.saveFacet({ ...draft, values: draft.actors ? [] : draft.values })
          onDone(saved.id)
        })
      }}
    >
      <div className={styles['pair']}>
        <Field label={t('facets.name')} value={draft.name} isDisabled={readOnly} autoFocus={f === undefined} onChange={(name) => { change({ name }) }} />
        <Field label={t('facets.definition')} value={draft.definition} isDisabled={readOnly} onChange={(definition) => { change({ definition }) }} />
      </div>
      <Wordings of={draft.name} names={draft.names} definitions={draft.definitions} onChange={change} />
      <Tick label={t('facets.multiple')} value={draft.multiple} disabled={readOnly} onChange={(multiple) => { change({ multiple }) }} />
      <Tick label={t('facets.actors')} value={draft.actors} disabled={readOnly || f !== undefined} onChange={(actors) => { change({ actors }) }} />
      {!draft.actors && (
        <Vocabulary
          keyed
          words={draft.values}
          onChange={(words) => { change({ values: words.map((w) => ({ ...w, shortcut: w.shortcut ?? '' })) }) }}
        />
      )}
      <div className={styles['feet']}>
        {f && (
          <Button
            look="danger"
            isDisabled={readOnly}
            onPress={() =>
              void attempt(async () => {
                await api.codes.binFacet(f.id, false)
                onDone('')
                await offerUndo(t('facets.binned', { name: f.name }))
              })
            }
          >
            {t('cases.bin')}
          </Button>
        )}
        <span className={styles['gap']} />
        <Button isDisabled={!changed && f !== undefined} onPress={() => { if (f) setDraft(begun()); else onDone('') }}>
          {t('dialog.cancel')}
        </Button>
        <Button look="primary" type="submit" isDisabled={readOnly || !changed || draft.name.trim() === ''}>
          {t('dialog.save')}
        </Button>
      </div>
    </form>
  )
}
