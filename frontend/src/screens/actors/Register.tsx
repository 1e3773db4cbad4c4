import { Archive, Combine, Pencil, Plus, Undo2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Cell, Checkbox, Column, Row, Table, TableBody, TableHeader, type Selection } from 'react-aria-components'
import type { ActorView } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { IconButton } from '../../components/IconButton'
import { Tick } from '../../components/Tick'
import { cellCondition } from '../../model/cell-condition'
import { toText } from '../../model/condition'
import { fitsWords, fold } from '../../model/fold'
import { useActorNames } from '../../state/actor-names'
import { everyRelation, useActors, useActorsView } from '../../state/actors'
import { useApi } from '../../state/api'
import { useFacets, useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { ActorDialog } from './ActorDialog'
import styles from './actors.module.css'
import { MergeActors } from './MergeActors'

/** The mark of a row that is chosen. */
function Box({ label }: { label: string }) {
  return (
    <Checkbox slot="selection" aria-label={label} className={styles['box'] ?? ''}>
      {({ isSelected, isIndeterminate }) => <span className={styles['boxMark']}>{isIndeterminate ? '–' : isSelected ? '✓' : ''}</span>}
    </Checkbox>
  )
}

/** The register: every actor with its names, and how often it counts. */
export function Register() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const retrieve = useWorkspace((s) => s.retrieve)
  const set = useActorsView((s) => s.set)
  const writable = useInfo().data?.read_only === false
  const facet = useFacets().data?.find((f) => f.actors)
  const [binned, setBinned] = useState(false)
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<Selection>(new Set())
  const [dialog, setDialog] = useState<'merge' | { actor: ActorView | null } | null>(null)
  const list = useActors(binned).data
  const called = useActorNames()
  if (!list) return null
  const wanted = fold(filter.trim())
  const shown = wanted === '' ? list : list.filter((a) => fitsWords(wanted, fold([a.name, ...a.names.map((n) => n.name)].join(' '))) > 0)
  const picked = shown.filter((a) => chosen === 'all' || chosen.has(a.id))
  const bin = (to: boolean) =>
    void attempt(async () => {
      await api.actors.bin(picked.map((a) => a.id), to)
      setChosen(new Set())
      await offer(t(to ? 'actors.binned' : 'actors.restored', { count: picked.length }))
    })
  const close = () => {
    setDialog(null)
  }
  const joined = (a: ActorView, acronym: boolean) => a.names.filter((n) => n.acronym === acronym)
  return (
    <div className={styles['column']}>
      <div className={styles['bar']}>
        <div className={styles['filter']}>
          <FilterField label={t('actors.filter')} value={filter} onChange={setFilter} />
        </div>
        <span role="status" className={styles['muted']}>
          {t('actors.count', { count: shown.length })}
        </span>
        <span className={styles['gap']} />
        <Tick
          label={t('actors.show.bin')}
          value={binned}
          onChange={(on) => {
            setBinned(on)
            setChosen(new Set())
          }}
        />
        {binned ? (
          <IconButton icon={Undo2} label={t('actors.restore')} isDisabled={!writable || picked.length === 0} onPress={() => { bin(false) }} />
        ) : (
          <>
            <IconButton icon={Combine} label={t('actors.merge')} isDisabled={!writable || picked.length < 2} onPress={() => { setDialog('merge') }} />
            <IconButton icon={Archive} label={t('actors.bin')} isDisabled={!writable || picked.length === 0} onPress={() => { bin(true) }} />
            <Button isDisabled={!writable} onPress={() => { setDialog({ actor: null }) }}>
              <Plus aria-hidden size="1em" />
              {t('actors.new')}
            </Button>
          </>
        )}
      </div>
      {shown.length === 0 ? (
        <Empty icon={UsersRound} title={t(binned ? 'actors.none.bin' : 'actors.none')} help={t(binned ? 'actors.none.bin.help' : 'actors.none.help')} />
      ) : (
        <div className={styles['scroll']}>
          <Table
            aria-label={t('actors.tab.register')}
            className={styles['table'] ?? ''}
            selectionMode="multiple"
            selectionBehavior="toggle"
            selectedKeys={chosen}
            onSelectionChange={setChosen}
            {...(binned || !writable ? {} : { onRowAction: (id) => { setDialog({ actor: list.find((a) => a.id === id) ?? null }) } })}
          >
            <TableHeader>
              <Column className={styles['narrow'] ?? ''}>
                <Box label={t('actors.choose.all')} />
              </Column>
              <Column isRowHeader>{t('actors.name')}</Column>
              <Column>{t('actors.acronyms')}</Column>
              <Column>{t('actors.langs')}</Column>
              <Column>{t('actors.kind')}</Column>
              <Column className={styles['number'] ?? ''}>{t('actors.relations')}</Column>
              <Column className={styles['number'] ?? ''}>{t('actors.codings')}</Column>
              <Column className={styles['narrow'] ?? ''}>
                <span className="hidden-text">{t('actors.edit')}</span>
              </Column>
            </TableHeader>
            <TableBody items={shown} dependencies={[writable, binned]}>
              {(a) => (
                <Row id={a.id} className={styles['row'] ?? ''}>
                  <Cell className={styles['narrow'] ?? ''}>
                    <Box label={t('actors.choose', { name: called(a) })} />
                  </Cell>
                  <Cell>
                    <span className={styles['strong']}>{called(a)}</span>
                    <span className={styles['under']}>{[a.parent.name === '' ? '' : t('actors.of', { parent: called(a.parent) }), ...[...new Set([a.name, ...joined(a, false).map((n) => n.name)])].filter((n) => n !== called(a))].filter((x) => x !== '').join(' · ')}</span>
                  </Cell>
                  <Cell>{joined(a, true).map((n) => n.name).join(', ')}</Cell>
                  <Cell>
                    <span className={styles['lang']} title={joined(a, false).map((n) => n.name).join('\n')}>
                      {[...new Set(joined(a, false).map((n) => n.lang).filter((l) => l !== ''))].sort().join(' ')}
                    </span>
                  </Cell>
                  <Cell>{t(`actors.kind.${a.kind as 'other'}`)}</Cell>
                  <Cell className={styles['number'] ?? ''}>
                    <Count
                      n={a.relations}
                      label={t('actors.open.relations', { count: a.relations, name: called(a) })}
                      onOpen={() => { set({ tab: 'coordination', choice: { ...everyRelation, actor: a.id } }) }}
                    />
                  </Cell>
                  <Cell className={styles['number'] ?? ''}>
                    <Count
                      n={a.codings}
                      label={t('actors.open.codings', { count: a.codings, name: called(a) })}
                      onOpen={() => {
                        if (facet) retrieve(toText(cellCondition(null, [{ by: 'facet', id: facet.id, name: facet.name, below: false, group: '' }, { key: a.id, name: a.name, none: false }])))
                      }}
                    />
                  </Cell>
                  <Cell className={styles['narrow'] ?? ''}>
                    {!binned && <IconButton icon={Pencil} label={t('actors.edit.one', { name: called(a) })} isDisabled={!writable} onPress={() => { setDialog({ actor: a }) }} />}
                  </Cell>
                </Row>
              )}
            </TableBody>
          </Table>
        </div>
      )}
      {dialog === 'merge' && <MergeActors list={picked} onClose={close} />}
      {dialog !== null && dialog !== 'merge' && <ActorDialog actor={dialog.actor} all={list} onClose={close} />}
    </div>
  )
}

/** A number that opens what it counts. */
function Count({ n, label, onOpen }: { n: number; label: string; onOpen(): void }) {
  if (n === 0) return <span className={styles['muted']}>·</span>
  return (
    <Button look="quiet" aria-label={label} onPress={onOpen}>
      {n}
    </Button>
  )
}
