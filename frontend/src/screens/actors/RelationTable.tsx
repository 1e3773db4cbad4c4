import { ChevronRight, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelationView } from '../../api/types'
import { Button } from '../../components/Button'
import { IconButton } from '../../components/IconButton'
import { standing } from '../../model/citations'
import { useRelating } from '../../state/actors'
import { useApi } from '../../state/api'
import { useActorNames } from '../../state/actor-names'
import { useCaseNames } from '../../state/case-names'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { useWorkspace } from '../../state/workspace'
import { usePosition } from '../finding/position'
import styles from './actors.module.css'
import { useRelationFacets } from './use-relation-facets'

/** Coordinations as a table: what the figure shows, for whoever reads rather than looks. Each opens the passages that it rests on. */
export function RelationTable({ list, writable }: { list: readonly RelationView[]; writable: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const facets = useRelationFacets()
  const actor = useActorNames()
  const toggle = (id: string) => {
    setOpen((was) => {
      const next = new Set(was)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }
  return (
    <table aria-label={t('actors.tab.coordination')} className={styles['relations']}>
      <thead>
        <tr>
          <th scope="col">{t('actors.from')}</th>
          <th scope="col">{t('actors.to')}</th>
          <th scope="col">{t('actors.how')}</th>
          <th scope="col">{t('actors.strength')}</th>
          <th scope="col">{t('actors.rests')}</th>
        </tr>
      </thead>
      <tbody>
        {list.flatMap((r) => {
          const shown = open.has(r.id)
          const how = facets.all.map((f) => facets.said(r.facets, f)).filter((x) => x !== '')
          return [
            <tr key={r.id}>
              <th scope="row">{actor(r.from)}</th>
              <td>{actor(r.to)}</td>
              <td className={styles['muted']}>{how.join(' · ')}</td>
              <td>
                <Strength n={r.strength} />
              </td>
              <td>
                <Button look="quiet" aria-expanded={shown} aria-label={t('actors.passages', { count: standing(r.citations).length, from: actor(r.from), to: actor(r.to) })} onPress={() => { toggle(r.id) }}>
                  <ChevronRight aria-hidden size="1em" className={shown ? (styles['down'] ?? '') : ''} />
                  {standing(r.citations).length}
                </Button>
              </td>
            </tr>,
            ...(shown
              ? [
                  <tr key={`${r.id} open`}>
                    <td colSpan={5} className={styles['opened']}>
                      <Opened relation={r} writable={writable} />
                    </td>
                  </tr>,
                ]
              : []),
          ]
        })}
      </tbody>
    </table>
  )
}

/** Weak, medium or strong: as dots, and in words. */
function Strength({ n }: { n: number }) {
  const { t } = useTranslation()
  const word = t(`actors.strength.${String(n) as '0'}`)
  return (
    <span title={word} className={styles['dots']}>
      <span aria-hidden>{n === 0 ? '–' : '●'.repeat(n) + '○'.repeat(3 - n)}</span>
      <span className="hidden-text">{word}</span>
    </span>
  )
}

function Opened({ relation: r, writable }: { relation: RelationView; writable: boolean }) {
  const { t } = useTranslation()
  const caseOf = useCaseNames()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const edit = useRelating((s) => s.open)
  const jumpTo = useWorkspace((s) => s.jumpTo)
  const position = usePosition()
  const called = useCalled()
  return (
    <>
      <p className={styles['muted']}>{[caseOf(r.case).path.join(' › '), r.note, called(r.coder)].filter((x) => x !== '').join(' · ')}</p>
      {standing(r.citations).length === 0 && <p className={styles['warn']}>{t(r.citations.length > 0 ? 'cases.cite.binned.all' : 'actors.rests.none')}</p>}
      <ul>
        {r.citations.map((c) => (
          <li key={c.id} className={styles['cited']}>
            <p dir="auto" className={styles['quote']}>
              {c.quote}
            </p>
            <p className={styles['muted']}>
              {c.role !== 'supports' && <strong>{t(`cite.role.${c.role as 'supports'}`)} · </strong>}
              {[c.document.title, position(c.position)].filter((x) => x !== '').join(' · ')}
              {c.moved && ` · ${t('cite.moved')}`}
              {c.binned && ` · ${t('cases.cite.binned')}`}
            </p>
            <Button look="quiet" onPress={() => { jumpTo({ document: c.document.id, start: c.start, end: c.end }) }}>
              {t('synthesis.read')}
            </Button>
          </li>
        ))}
      </ul>
      {writable && (
        <p className={styles['feet']}>
          <IconButton icon={Pencil} label={t('actors.relation.edit')} onPress={() => { edit({ relation: r, passage: null }) }} />
          <IconButton
            icon={Trash2}
            label={t('actors.relation.remove')}
            onPress={() =>
              void attempt(async () => {
                await api.actors.removeRelations([r.id])
                await offer(t('actors.relation.removed'))
              })
            }
          />
        </p>
      )}
    </>
  )
}
