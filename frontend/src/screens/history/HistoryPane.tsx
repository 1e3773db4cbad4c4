import { History as HistoryIcon, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { HistoryEntry } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { dateFormat } from '../../i18n/formats'
import { between, historyAreas, isDay, lastDays, type Days, type HistoryArea } from '../../model/history-areas'
import { useApi } from '../../state/api'
import { useCodeNames } from '../../state/code-names'
import { useHistory } from '../../state/notes'
import { useCodings, useDocument, useInfo } from '../../state/queries'
import { useCalled, useCoders } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace, type Thing } from '../../state/workspace'
import styles from './HistoryPane.module.css'
import { Snapshots } from './Snapshots'
import { useTold } from './use-told'

const areas = Object.keys(historyAreas) as HistoryArea[]
const whens = ['any', 'day', 'week', 'month', 'dates'] as const
const lengths = { day: 1, week: 7, month: 31 } as const
const every = 'every'
/** What cannot be taken back by itself. */
const steps = ['undo', 'redo', 'revert', 'snapshot.add', 'project.create', 'coder.join']

function Entry({ entry, readOnly }: { entry: HistoryEntry; readOnly: boolean }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const told = useTold()
  const called = useCalled()
  const time = dateFormat(i18n.language, { timeStyle: 'short' }).format(new Date(entry.at))
  const what = told(entry)
  return (
    <li className={`${styles['entry'] ?? ''} ${entry.undone ? (styles['undone'] ?? '') : ''}`}>
      <time dateTime={entry.at} className={styles['time']}>
        {time}
      </time>
      <p className={styles['what']}>
        <strong>{called(entry.coder)}</strong> {what}
        {entry.undone && <span className={styles['mark']}>{t('history.entry.undone')}</span>}
      </p>
      {!readOnly && !entry.undone && !entry.hidden && !steps.includes(entry.kind) && (
        <Button look="quiet" icon aria-label={t('history.revert', { what })} onPress={() => void attempt(() => api.history.revert(entry.ref))}>
          <Undo2 aria-hidden size="1em" />
        </Button>
      )}
    </li>
  )
}

/** What the history can be narrowed to: what it is narrowed to now, the document that is read, the codes and the codings that are selected. */
function useThings() {
  const { document, codes, focused, of, look } = useWorkspace(useShallow((s) => ({ document: s.document, codes: s.codes, focused: s.focused, of: s.historyOf, look: s.history })))
  const read = useDocument(document).data
  const codings = useCodings(document).data
  const called = useCodeNames()
  const things: Thing[] = [
    ...(of ? [of] : []),
    ...(read ? [{ on: 'document' as const, id: read.id, name: read.title }] : []),
    ...codes.slice(0, 5).map((id) => ({ on: 'code' as const, id, name: called({ id, name: '' }).name })),
    ...focused.slice(0, 5).flatMap((id): Thing[] => {
      const c = codings?.find((k) => k.id === id)
      return c ? [{ on: 'coding', id, name: `${called({ id: c.code, name: '' }).name}: “${c.quote.length > 40 ? `${c.quote.slice(0, 40)}…` : c.quote}”` }] : []
    }),
  ]
  return { of, look, things: things.filter((thing, i) => things.findIndex((o) => o.id === thing.id) === i) }
}

/** What was done in the project, as sentences; each can be taken back out of turn. */
export function HistoryPane() {
  const { t, i18n } = useTranslation()
  const info = useInfo().data
  const coders = useCoders()
  const [coder, setCoder] = useState<string>(every)
  const [area, setArea] = useState<HistoryArea | typeof every>(every)
  const { of, things, look } = useThings()
  const [when, setWhen] = useState<(typeof whens)[number]>('any')
  const [days, setDays] = useState<Days>({ from: '', to: '' })
  const { data, isSuccess, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory({
    coder: coder === every ? '' : coder,
    of,
    kind: area === every ? '' : historyAreas[area].join(','),
    ...between(when === 'any' ? { from: '', to: '' } : when === 'dates' ? days : lastDays(lengths[when])),
  })
  const entries = data?.pages.flat() ?? []
  const dayOf = (e: HistoryEntry) => dateFormat(i18n.language, { dateStyle: 'full' }).format(new Date(e.at))
  const byDay: { day: string; entries: HistoryEntry[] }[] = []
  for (const e of entries) {
    const day = dayOf(e)
    const last = byDay.at(-1)
    if (last?.day === day) last.entries.push(e)
    else byDay.push({ day, entries: [e] })
  }
  return (
    <section className={styles['pane']} aria-label={t('history.title')}>
      <h2 className="hidden-text">{t('history.title')}</h2>
      <div className={styles['filters']}>
        <Choice
          label={t('history.who')}
          value={coder}
          options={[{ value: every, label: t('history.who.every') }, ...coders.map((c) => ({ value: c.id, label: c.name }))]}
          onChange={setCoder}
        />
        <Choice
          label={t('history.of')}
          value={of?.id ?? every}
          options={[{ value: every, label: t('history.of.every') }, ...things.map((thing) => ({ value: thing.id, label: t(`history.of.${thing.on}`, { name: thing.name }) }))]}
          onChange={(id) => { look(things.find((thing) => thing.id === id) ?? null) }}
        />
        <Choice
          label={t('history.area')}
          value={area}
          options={[{ value: every, label: t('history.area.every') }, ...areas.map((value) => ({ value, label: t(`history.area.${value}`) }))] as const}
          onChange={(to) => { setArea(to) }}
        />
        <Choice
          label={t('history.when')}
          value={when}
          options={whens.map((value) => ({ value, label: t(`history.when.${value}`) }))}
          onChange={(to) => {
            setWhen(to)
            setDays({ from: '', to: '' })
          }}
        />
        {when === 'dates' && (
          <>
            {(['from', 'to'] as const).map((end) => (
              <Field
                key={end}
                label={t(`history.when.${end}`)}
                value={days[end]}
                placeholder={t('history.when.form')}
                onChange={(day) => { setDays((d) => ({ ...d, [end]: day })) }}
                {...(isDay(days[end]) || days[end].length < 4 ? {} : { error: t('document.date.wrong') })}
              />
            ))}
          </>
        )}
      </div>
      <div className={styles['list']}>
        <Snapshots />
        {isSuccess && entries.length === 0 && <Empty icon={HistoryIcon} title={t('history.none')} />}
        {byDay.map(({ day, entries: list }) => (
          <section key={day} aria-label={day}>
            <h3 className={styles['day']}>{day}</h3>
            <ol className={styles['entries']}>
              {list.map((e) => (
                <Entry key={e.ref} entry={e} readOnly={info?.read_only ?? true} />
              ))}
            </ol>
          </section>
        ))}
        {hasNextPage && (
          <Button isDisabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('history.more')}
          </Button>
        )}
      </div>
    </section>
  )
}
