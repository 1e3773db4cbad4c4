import { Download, Map as MapIcon, Plus, Table2, Waypoints } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { IconButton } from '../../components/IconButton'
import { useActorNames } from '../../state/actor-names'
import { everyRelation, useActors, useActorsView, useNetwork, useRelating, useRelations } from '../../state/actors'
import { useApi } from '../../state/api'
import { useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { WriteDialog } from '../export/WriteDialog'
import { useOptions } from '../finding/options'
import { ActorMatrix } from './ActorMatrix'
import styles from './actors.module.css'
import { NetworkMap } from './NetworkMap'
import { RelationTable } from './RelationTable'
import { useRelationFacets } from './use-relation-facets'

/** What of the figure is looked at: an actor, or one way between two. */
export type Focus = { actor: string; to?: string } | null

const formats = ['svg', 'png', 'graphml', 'csv', 'xlsx'] as const

/** Who coordinates with whom: a figure, and beside it the coordinations with what they rest on. */
export function Coordination() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { choice, figure, set } = useActorsView()
  const open = useRelating((s) => s.open)
  const selection = useWorkspace((s) => s.selection)
  const info = useInfo().data
  const facets = useRelationFacets()
  const actors = useActors().data
  const called = useActorNames()
  const cases = useOptions().get('case') ?? []
  const filter = facets.filter(choice)
  const network = useNetwork(filter, i18n.language).data
  const relations = useRelations(filter).data
  const [focus, setFocus] = useState<Focus>(null)
  const writable = info?.read_only === false
  const choose = (part: Partial<typeof choice>) => {
    setFocus(null)
    set({ choice: { ...choice, ...part } })
  }
  const [writing, setWriting] = useState(false)
  if (!network || !relations || !actors) return null
  const values = (f: typeof facets.level) => [{ value: '', label: t('actors.any') }, ...(f?.values ?? []).map((v) => ({ value: v.id, label: v.names[i18n.language] ?? v.name }))]
  const shown = relations.filter((r) => focus === null || (focus.to === undefined ? r.from.id === focus.actor || r.to.id === focus.actor : r.from.id === focus.actor && r.to.id === focus.to))
  const narrowed = Object.values(choice).some((v) => v !== '')
  const name = (id: string) => called({ id, name: '' })
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <Choice
          label={t('actors.of.case')}
          value={choice.case}
          options={[{ value: '', label: t('actors.any') }, ...cases.map((c) => ({ value: c.value, label: `${'\u2003'.repeat(c.depth ?? 0)}${c.label}` }))]}
          onChange={(v) => { choose({ case: v }) }}
        />
        <Choice label={t('actors.of.actor')} value={choice.actor} options={[{ value: '', label: t('actors.any') }, ...actors.filter((a) => a.relations > 0 || a.id === choice.actor).map((a) => ({ value: a.id, label: called(a) }))]} onChange={(v) => { choose({ actor: v }) }} />
        {facets.level && <Choice label={facets.title(facets.level)} value={choice.level} options={values(facets.level)} onChange={(v) => { choose({ level: v }) }} />}
        {facets.mechanism && <Choice label={facets.title(facets.mechanism)} value={choice.mechanism} options={values(facets.mechanism)} onChange={(v) => { choose({ mechanism: v }) }} />}
        <span className={styles['gap']} />
        <IconButton icon={MapIcon} label={t('actors.figure.map')} pressed={figure === 'map'} onPress={() => { set({ figure: 'map' }) }} />
        <IconButton icon={Table2} label={t('actors.figure.matrix')} pressed={figure === 'matrix'} onPress={() => { set({ figure: 'matrix' }) }} />
        <IconButton icon={Download} label={t('actors.export')} isDisabled={relations.length === 0} onPress={() => { setWriting(true) }} />
        {writing && (
          <WriteDialog
            title={t('actors.export')}
            formats={formats.map((value) => ({ value, label: t(`actors.format.${value}`) }))}
            name={`${info?.title ?? ''} ${t('area.actors')}`}
            where={t('export.where')}
            holds="documents"
            inLanguages
            write={(token, { lang, share }) => api.actors.exportNetwork(token, filter, lang, share)}
            onClose={() => {
              setWriting(false)
            }}
          />
        )}
        <Button isDisabled={!writable || actors.length < 2} onPress={() => { open({ relation: null, passage: selection }) }}>
          <Plus aria-hidden size="1em" />
          {t('actors.relate')}
        </Button>
      </div>
      {relations.length === 0 ? (
        <Empty icon={Waypoints} title={t('actors.relations.none')} help={t(narrowed ? 'actors.relations.none.here' : 'actors.relations.none.help')}>
          {narrowed && <Button onPress={() => { choose(everyRelation) }}>{t('actors.relations.all')}</Button>}
        </Empty>
      ) : (
        <div className={styles['both']}>
          <section aria-label={t(`actors.figure.${figure}`)} className={styles['figure']}>
            {figure === 'map' ? <NetworkMap network={network} focus={focus} onFocus={setFocus} /> : <ActorMatrix network={network} relations={relations} focus={focus} onFocus={setFocus} />}
          </section>
          <section aria-label={t('actors.tab.coordination')} className={styles['list']}>
            <p role="status" className={styles['said']}>
              {focus === null
                ? t('actors.relations.count', { count: network.relations, cited: network.cited })
                : focus.to === undefined
                  ? t('actors.relations.of', { count: shown.length, name: name(focus.actor) })
                  : t('actors.relations.between', { count: shown.length, from: name(focus.actor), to: name(focus.to) })}
              {focus !== null && (
                <Button look="quiet" onPress={() => { setFocus(null) }}>
                  {t('actors.relations.all')}
                </Button>
              )}
            </p>
            <RelationTable list={shown} writable={writable} />
          </section>
        </div>
      )}
    </div>
  )
}
