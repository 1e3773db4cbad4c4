import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Tick } from '../../components/Tick'
import { codePoint, PositionIndex } from '../../model/positions'
import { useActorNames } from '../../state/actor-names'
import { useActors, useRelating, type Relating } from '../../state/actors'
import { useApi } from '../../state/api'
import { useCases, useDocuments, useText } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useOptions } from '../finding/options'
import styles from './actors.module.css'
import { useRelationFacets } from './use-relation-facets'

/** The coordination that is being written, wherever in the window it was asked for. */
export default function RelationDialog() {
  const now = useRelating((s) => s.now)
  return now && <Asked key={now.relation?.id ?? ''} now={now} />
}

function Asked({ now }: { now: Relating }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const close = useRelating((s) => s.close)
  const actors = useActors().data
  const facets = useRelationFacets()
  const cases = useOptions().get('case') ?? []
  const r = now.relation
  const called = useActorNames()
  const [from, setFrom] = useState(r ? called(r.from) : '')
  const [to, setTo] = useState(r ? called(r.to) : '')
  const own = useCaseOf(now.passage?.document ?? '')
  const [where, setWhere] = useState<string | null>(r ? r.case.id : null)
  const [strength, setStrength] = useState(String(r?.strength ?? 0))
  const [note, setNote] = useState(r?.note ?? '')
  const [held, setHeld] = useState<ReadonlyMap<string, readonly string[]>>(new Map(facets.all.map((f) => [f.id, (r?.facets ?? []).flatMap((v) => (v.facet === f.id ? [v.value] : []))])))
  const quote = useQuote(now.passage)
  // Names are found as they stand in the register, and by acronyms.
  const find = (name: string) => actors?.find((a) => called(a) === name)?.id ?? actors?.find((a) => a.names.some((n) => n.name === name))?.id ?? ''
  const [a, b] = [find(from), find(to)]
  const ready = a !== '' && b !== '' && a !== b
  const atCase = where ?? own
  const names = (actors ?? []).map(called)
  return (
    <Dialog
      title={t(r ? 'actors.relation.edit' : 'actors.relate')}
      help={t('actors.relate.help')}
      onClose={close}
      onSubmit={() => {
        if (!ready) return
        void attempt(async () => {
          await api.actors.saveRelation({
            id: r?.id ?? '', from: a, to: b, case: atCase, strength: Number(strength), note: note.trim(),
            facets: [...held].flatMap(([facet, values]) => values.map((value) => ({ facet, value, name: '', value_name: '' }))),
            citations: now.passage ? [{ coding: '', ...now.passage, role: 'supports' }] : [],
          })
          await offer(t('actors.related', { from, to }))
          close()
        })
      }}
      actions={
        <>
          <Button onPress={close}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {t('actors.keep')}
          </Button>
        </>
      }
    >
      {quote !== '' && (
        <blockquote dir="auto" className={styles['asked']}>
          {quote}
        </blockquote>
      )}
      {!r && now.passage === null && <p className={styles['muted']}>{t('actors.relate.bare')}</p>}
      <div className={styles['pair']}>
        <Combo label={t('actors.from')} value={from} options={names} onChange={setFrom} />
        <Combo label={t('actors.to')} value={to} options={names} onChange={setTo} />
      </div>
      {a !== '' && a === b && <p className={styles['warn']}>{t('actors.relate.self')}</p>}
      <div className={styles['pair']}>
        <Choice label={t('actors.of.case')} value={atCase} options={[{ value: '', label: t('actors.relate.nowhere') }, ...cases.map((c) => ({ value: c.value, label: `${'\u2003'.repeat(c.depth ?? 0)}${c.label}` }))]} onChange={setWhere} />
        <Choice label={t('actors.strength')} value={strength} options={['0', '1', '2', '3'].map((n) => ({ value: n, label: t(`actors.strength.${n as '0'}`) }))} onChange={setStrength} />
      </div>
      {facets.all.map((f) => (
        <fieldset key={f.id} className={styles['facet']}>
          <legend className={styles['legend']}>{facets.title(f)}</legend>
          {f.values.map((v) => {
            const values = held.get(f.id) ?? []
            return (
              <Tick
                key={v.id}
                label={facets.said([{ facet: f.id, value: v.id, name: '', value_name: v.name }], f)}
                value={values.includes(v.id)}
                onChange={(on) => { setHeld(new Map(held).set(f.id, on ? [...(f.multiple ? values : []), v.id] : values.filter((x) => x !== v.id))) }}
              />
            )
          })}
        </fieldset>
      ))}
      <Field label={t('actors.note')} value={note} onChange={setNote} />
    </Dialog>
  )
}

/** The words of a passage; "" as long as they are not read. */
function useQuote(passage: Relating['passage']): string {
  const text = useText(passage?.document ?? '').data
  return useMemo(() => {
    if (!passage || text === undefined) return ''
    const ix = new PositionIndex(text)
    return text.slice(ix.toUtf16(codePoint(passage.start)), ix.toUtf16(codePoint(passage.end)))
  }, [passage, text])
}

/** The case of a document, where it has one alone. */
function useCaseOf(document: string): string {
  const documents = useDocuments().data
  const cases = useCases().data
  return useMemo(() => {
    const of = documents?.find((d) => d.id === document)?.cases ?? []
    return cases && of.length === 1 ? (of[0]?.id ?? '') : ''
  }, [documents, cases, document])
}
