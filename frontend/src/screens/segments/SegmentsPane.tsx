import { ArrowLeft, ArrowRight, ChevronDown, Download, Keyboard, Plus, SearchX } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogTrigger } from 'react-aria-components'
import { useShallow } from 'zustand/react/shallow'
import { toApiError } from '../../api/failure'
import type { Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { Feed } from '../../components/Feed'
import { IconButton } from '../../components/IconButton'
import { Menu } from '../../components/Menu'
import { said, sentence } from '../../i18n'
import { fromClauses, toText, type Condition } from '../../model/condition'
import { useApi } from '../../state/api'
import { carry, useDrag } from '../../state/drag'
import { pageSize, useExporting, useFinding, useSegments, type SegmentOrder } from '../../state/finding'
import { useWorkspace } from '../../state/workspace'
import { shownPath } from '../finding/options'
import { SavedMenu } from '../finding/SavedMenu'
import { Sentence } from '../finding/Sentence'
import { useSaying } from '../finding/saying'
import { Typed } from '../finding/Typed'
import { useSegmentActions } from './actions'
import { Around } from './Around'
import { FacetMenu } from './FacetMenu'
import { SegmentCommands } from './SegmentCommands'
import { CodePopover, SegmentRow } from './SegmentRow'
import styles from './segments.module.css'
import { SplitDialog } from './SplitDialog'
import { useChosen } from './use-chosen'

const orders: readonly SegmentOrder[] = ['document', 'code', 'case', 'time']
const offered = ['code', 'document', 'coder'] as const

/** What begins a group in each order; '' where there are no groups. */
function groupOf(s: Segment, order: SegmentOrder): string {
  switch (order) {
    case 'document':
      return s.document.title
    case 'code':
      return shownPath(s.code.path)
    case 'case':
      return s.cases.map((c) => c.name).join(', ')
    case 'time':
      return ''
  }
}

/** Coded passages: what is asked for as a sentence, and what answers it. */
export function SegmentsPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { where, retrieve } = useWorkspace(useShallow(({ where, retrieve }) => ({ where, retrieve })))
  // Not how far it is scrolled: all would be drawn anew for each step of that.
  const { order, around, past, future, setOrder, setAround, back, forward, scroll } = useFinding(
    useShallow(({ order, around, past, future, setOrder, setAround, back, forward, scroll }) => ({ order, around, past, future, setOrder, setAround, back, forward, scroll })),
  )
  const [pages, setPages] = useState<readonly number[]>([0])
  const [typing, setTyping] = useState(false)
  const { chosen, choose, none } = useChosen()
  const [noting, setNoting] = useState('')
  const [recoding, setRecoding] = useState('')
  const [reached, setReached] = useState(-1)
  const [splitting, setSplitting] = useState<readonly Segment[]>([])
  const carrying = useDrag((d) => d.carried?.kind === 'segments')
  const { first, at } = useSegments(where, order, pages)
  const { typed, line } = useSaying()
  const exporting = useExporting((s) => s.show)

  const page = first.data
  const clauses = page?.clauses
  const condition = useMemo(() => fromClauses(clauses ?? []), [clauses])
  const ask = useCallback(
    (c: Condition | null) => {
      retrieve(toText(c))
    },
    [retrieve],
  )
  const onRange = useCallback((from: number, to: number) => {
    const wanted = [...new Set([0, Math.floor(from / pageSize), Math.floor(to / pageSize)])]
    setPages((was) => (was.join() === wanted.join() ? was : wanted))
  }, [])
  const onScroll = useCallback(
    (to: number) => {
      scroll('segments', to)
    },
    [scroll],
  )
  const note = useCallback((s: Segment | null) => {
    setNoting(s?.id ?? '')
  }, [])
  const actions = useSegmentActions(choose, note)
  const several = useRef<readonly Segment[]>([])
  useEffect(() => {
    several.current = [...chosen.values()]
  })
  /** Carries a passage to a code of the tree, or to a new one; with it go the others that are chosen, if it is among them. */
  const drag = useCallback(
    (s: Segment, e: PointerEvent) => {
      const list = several.current.some((c) => c.id === s.id) ? several.current : [s]
      carry(e, { kind: 'segments', codes: [], label: t('segments.carried', { count: list.length }) }, (on) => {
        const code = on.closest<HTMLElement>('[data-code]')?.dataset['code']
        if (code !== undefined) actions.recode(list, code)
        else if (on.closest('[data-split]')) setSplitting(list)
      })
    },
    [actions, t],
  )
  const onKey = (i: number, e: KeyboardEvent): boolean => {
    const s = at(i)
    if (!s || e.ctrlKey || e.altKey || e.metaKey) return false
    if (e.key === ' ') choose(s)
    else if (e.key === 'Delete') actions.uncode([s])
    else if (e.key === 'r') setRecoding(s.id)
    else if (e.key === 'm') note(s)
    else if (e.key === 'c') actions.copy([s])
    else if (e.key === 'l') actions.link(s)
    else if (e.key === 'n') setSplitting(list.length > 0 ? list : [s])
    else return false
    return true
  }
  const failed = first.error ? sentence(toApiError(first.error).failure, i18n.language) : ''
  const total = page?.total ?? 0
  const list = [...chosen.values()]

  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <div className={styles['bar']}>
          <IconButton icon={ArrowLeft} label={t('segments.back')} command="finding.back" isDisabled={past.length === 0} onPress={back} />
          <IconButton icon={ArrowRight} label={t('segments.forward')} command="finding.forward" isDisabled={future.length === 0} onPress={forward} />
          <span className={styles['gap']} />
          <SavedMenu
            kind="segments"
            now={{ text: '', where }}
            said={line(condition)}
            onAsk={(asked) => {
              retrieve(asked.where)
            }}
          />
          <IconButton
            icon={Download}
            label={t('export.title')}
            onPress={() => {
              exporting('retrieval')
            }}
          />
          <IconButton
            icon={Keyboard}
            label={t('finding.typed.open')}
            pressed={typing}
            onPress={() => {
              setTyping(!typing)
            }}
          />
        </div>
        {failed === '' && <Sentence condition={condition} lead={t('segments.lead')} offered={offered} onChange={ask} />}
        {(typing || failed !== '') && (
          <Typed
            key={where}
            value={failed === '' ? toText(condition, typed) : where}
            check={(text) => api.retrieval.segments({ where: text, order: 'document', context: 0, offset: 0, limit: 1, consensus: false })}
            onAsk={retrieve}
            onClose={() => {
              setTyping(false)
            }}
          />
        )}
        {page && failed === '' && (
          <p role="status" className={styles['count']}>
            {total === 0
              ? t('segments.none')
              : [t('segments.total', { count: total }), t('segments.documents', { count: page.documents }), page.cases > 0 ? t('segments.cases', { count: page.cases }) : ''].filter((x) => x !== '').join(', ')}
            {page.hidden > 0 && <span className={styles['hidden']}>{t('segments.hidden', { count: page.hidden })}</span>}
          </p>
        )}
        {page?.notices.map((n) => (
          <p key={n.message} className={styles['note']}>
            {said(n.code, n.message, n.args, i18n.language)}
          </p>
        ))}
        <div className={styles['bar']}>
          <Menu
            label={`${t('segments.order')}: ${t(`segments.order.${order}`)}`}
            items={orders.map((o) => ({
              id: o,
              label: t(`segments.order.${o}`),
              checked: o === order,
              onAction: () => {
                setOrder(o)
              },
            }))}
          >
            {t(`segments.order.${order}`)}
            <ChevronDown aria-hidden size="1em" />
          </Menu>
          <span className={styles['gap']} />
          <Around value={around} onChange={setAround} />
        </div>
      </header>
      {list.length > 0 && (
        <div role="toolbar" aria-label={t('segments.chosen', { count: list.length })} className={styles['bulk']}>
          <span className={styles['bulkCount']}>{t('segments.chosen', { count: list.length })}</span>
          <DialogTrigger>
            <Button>{t('segments.recode')}</Button>
            <CodePopover
              label={t('segments.recode')}
              chosen={[]}
              onPick={(code) => {
                actions.recode(list, code, none)
              }}
            />
          </DialogTrigger>
          <FacetMenu list={list} />
          <Button
            onPress={() => {
              setSplitting(list)
            }}
          >
            {t('segments.split')}
          </Button>
          <Button
            onPress={() => {
              actions.copy(list)
            }}
          >
            {t('segments.copy.short')}
          </Button>
          <Button
            onPress={() => {
              actions.uncode(list, none)
            }}
          >
            {t('segments.uncode')}
          </Button>
          <Button look="quiet" onPress={none}>
            {t('segments.none.chosen')}
          </Button>
        </div>
      )}
      {failed !== '' ? (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      ) : total > 0 ? (
        <Feed
          key={where + order}
          label={t('segments.list')}
          count={total}
          estimate={120}
          scrolled={useFinding.getState().scrolled['segments'] ?? 0}
          onScroll={onScroll}
          onRange={onRange}
          name={(i) => {
            const s = at(i)
            return s ? t('segments.name', { code: s.code.name, document: s.document.title }) : t('segments.loading')
          }}
          onOpen={(i) => {
            const s = at(i)
            if (s) actions.open(s)
          }}
          onReach={setReached}
          onKey={onKey}
          render={(i) => {
            const s = at(i)
            if (!s) return <div className={styles['waiting']}>{t('segments.loading')}</div>
            const group = groupOf(s, order)
            const above = i === 0 ? undefined : at(i - 1)
            const begins = group !== '' && (i === 0 || (above !== undefined && groupOf(above, order) !== group))
            return <SegmentRow segment={s} order={order} around={around} group={begins ? group : ''} chosen={chosen.has(s.id)} noting={noting === s.id} recoding={recoding === s.id} onRecode={setRecoding} actions={actions} onDrag={drag} />
          }}
        />
      ) : (
        page && (
          <Empty
            icon={SearchX}
            title={t(where === '' ? 'segments.empty' : 'segments.nothing')}
            help={t(where === '' ? 'segments.empty.help' : 'segments.nothing.help')}
          />
        )
      )}
      <SegmentCommands list={list} reached={reached >= 0 && reached < total ? at(reached) : undefined} actions={actions} recode={(s) => { setRecoding(s.id) }} split={setSplitting} none={none} />
      {carrying && (
        <p data-split className={styles['newCode']}>
          <Plus aria-hidden size="1em" />
          {t('segments.split.here')}
        </p>
      )}
      {splitting.length > 0 && (
        <SplitDialog
          segments={splitting}
          onDone={none}
          onClose={() => {
            setSplitting([])
          }}
        />
      )}
    </div>
  )
}
