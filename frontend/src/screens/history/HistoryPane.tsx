import { History as HistoryIcon, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Field } from '../../components/Field'
import { dateFormat } from '../../i18n/formats'
import { between, historyAreas, isDay, lastDays, type Days, type HistoryArea } from '../../model/history-areas'
import { useApi } from '../../state/api'
import { useHistory } from '../../state/notes'
import { useInfo } from '../../state/queries'
import { useCalled, useCoders } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
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

/** What was done in the project, as sentences; each can be taken back out of turn. */
export function HistoryPane() {
  const { t, i18n } = useTranslation()
  const info = useInfo().data
  const coders = useCoders()
  const [coder, setCoder] = useState<string>(every)
  const [area, setArea] = useState<HistoryArea | typeof every>(every)
  const [when, setWhen] = useState<(typeof whens)[number]>('any')
  const [days, setDays] = useState<Days>({ from: '', to: '' })
  const { data, isSuccess, hasNextPage, fetchNextPage, isFetchingNextPage } = useHistory({
    coder: coder === every ? '' : coder,
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
