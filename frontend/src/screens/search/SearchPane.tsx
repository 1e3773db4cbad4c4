import { Clock, Search, SearchX, Settings2, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as AriaButton, Input, SearchField } from 'react-aria-components'
import { toApiError } from '../../api/failure'
import type { SearchHit } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { Feed, type FeedHandle } from '../../components/Feed'
import { Menu } from '../../components/Menu'
import { Tick } from '../../components/Tick'
import { said, sentence } from '../../i18n'
import { fromClauses, narrowed, test, toText } from '../../model/condition'
import { useApi } from '../../state/api'
import { extents, hitKey, pageSize, useFinding, useSearch, useSearching, type Place } from '../../state/finding'
import { useAttempt } from '../../state/use-attempt'
import { showMemo } from '../../state/notes'
import { useWorkspace } from '../../state/workspace'
import { SavedMenu } from '../finding/SavedMenu'
import { Sentence } from '../finding/Sentence'
import { useSaying } from '../finding/saying'
import { HitRow } from './HitRow'
import { Preview } from './Preview'
import { Terms } from './Terms'
import styles from './search.module.css'

/** How long typing must rest before it is searched for, in milliseconds. */
const rest = 150

const places: readonly Place[] = ['text', 'memo', 'code']
const offered = ['document'] as const

/** What hits are grouped by: their document, or that they stand in memos or codes. */
const groupOf = (h: SearchHit) => (h.in === 'text' ? h.document.id : h.in)

function useResting<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(value)
    }, rest)
    return () => {
      clearTimeout(timer)
    }
  }, [value])
  return rested
}

/** Words looked for in texts, memos and codes, and coded where they are found. */
export function SearchPane() {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { text, where, places: inside, extent, chosen, previewing, asked, wanted, set, remember } = useSearching()
  const scroll = useFinding((s) => s.scroll)
  const { jumpTo, pick } = useWorkspace.getState()
  const [pages, setPages] = useState<readonly number[]>([0])
  const field = useRef<HTMLInputElement>(null)
  const feed = useRef<FeedHandle>(null)
  const resting = useResting(text.trim())
  const { first, at } = useSearch({ text: resting, where }, inside, pages)
  const page = first.data
  const clauses = page?.clauses
  const condition = useMemo(() => fromClauses(clauses ?? []), [clauses])
  const { line } = useSaying()
  const counts = useMemo(() => new Map(page?.documents.map((d) => [d.id, d])), [page?.documents])

  useEffect(() => {
    // Where the side of the window was hidden, it takes a moment until it can have the focus.
    let tries = 30
    let frame = 0
    const reach = () => {
      field.current?.focus()
      field.current?.select()
      if (document.activeElement !== field.current && tries-- > 0) frame = requestAnimationFrame(reach)
    }
    reach()
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [wanted])
  const onRange = useCallback((from: number, to: number) => {
    const now = [...new Set([0, Math.floor(from / pageSize), Math.floor(to / pageSize)])]
    setPages((was) => (was.join() === now.join() ? was : now))
  }, [])
  const onScroll = useCallback(
    (to: number) => {
      scroll('search', to)
    },
    [scroll],
  )
  const choose = useCallback(
    (hits: readonly SearchHit[], on: boolean) => {
      const next = new Map(useSearching.getState().chosen)
      for (const { document, start, end, quote } of hits) {
        const place = { document: document.id, start, end, quote }
        if (on) next.set(hitKey(place), place)
        else next.delete(hitKey(place))
      }
      set({ chosen: next })
    },
    [set],
  )
  /** All hits in texts, or those of one document: also those that no page holds yet. */
  const chooseAll = (on: boolean, document?: string) =>
    void attempt(async () => {
      if (!on && document === undefined) {
        set({ chosen: new Map() })
        return
      }
      const only = document === undefined ? where : toText(narrowed(condition, test('document', [document])))
      const all = await api.retrieval.search({ text: resting, where: only, in: ['text'], context: 1, offset: 0, limit: 0, ranked: false })
      choose(all.hits, on)
    })
  const open = (h: SearchHit) => {
    remember()
    if (h.in === 'text') jumpTo({ document: h.document.id, start: h.start, end: h.end })
    else if (h.in === 'code') pick([h.code.id])
    else showMemo(h.memo.id)
  }
  const change = (part: { text?: string; where?: string; places?: readonly Place[] }) => {
    scroll('search', 0)
    setPages([0])
    set({ ...part, chosen: new Map(), previewing: false })
  }

  if (previewing && chosen.size > 0) return <Preview />

  const failed = first.error ? sentence(toApiError(first.error).failure, i18n.language) : ''
  const total = page?.total ?? 0
  const inTexts = page?.documents.reduce((n, d) => n + d.hits, 0) ?? 0
  const busy = first.isFetching || resting !== text.trim()
  return (
    <div className={styles['pane']}>
      <header className={styles['head']}>
        <SearchField
          aria-label={t('search.field')}
          className={styles['field'] ?? ''}
          value={text}
          onChange={(value) => {
            change({ text: value })
          }}
          onSubmit={remember}
          onKeyDown={(e) => {
            if (e.key !== 'ArrowDown' || total === 0) return
            e.preventDefault()
            remember()
            feed.current?.focus(0)
          }}
        >
          <Search aria-hidden size="1.125em" />
          <Input ref={field} className={styles['input'] ?? ''} placeholder={t('search.placeholder')} />
          {text !== '' && (
            <AriaButton className={styles['clear'] ?? ''} aria-label={t('search.clear')}>
              <X aria-hidden size="1em" />
            </AriaButton>
          )}
        </SearchField>
        <div className={styles['bar']}>
          <Sentence
            condition={condition}
            lead={t('search.lead')}
            offered={offered}
            onChange={(c) => {
              change({ where: toText(c) })
            }}
          />
          <span className={styles['tools']}>
            <Terms
              onSearch={(group) => {
                change({ text: text.trim() === '' ? group : `${text.trim()} ${group}` })
                field.current?.focus()
              }}
            />
            <SavedMenu kind="search" now={{ text, where }} said={[text, line(condition)].join(' · ')} onAsk={change} />
            <Menu
              icon
              label={t('search.places')}
              items={places.map((p) => ({
                id: p,
                label: t(`search.place.${p}`),
                checked: inside.includes(p),
                onAction: () => {
                  const next = inside.includes(p) ? inside.filter((x) => x !== p) : [...inside, p]
                  if (next.length > 0) change({ places: next })
                },
              }))}
            >
              <Settings2 aria-hidden size="1.125em" />
            </Menu>
            <Menu
              icon
              label={t('search.history')}
              items={
                asked.length === 0
                  ? [{ id: '', label: t('search.history.none'), disabled: true, onAction: () => undefined }]
                  : asked.map((a, i) => ({
                      id: String(i),
                      label: a.where === '' ? a.text : `${a.text} · ${a.where}`,
                      onAction: () => {
                        change(a)
                      },
                    }))
              }
            >
              <Clock aria-hidden size="1.125em" />
            </Menu>
          </span>
        </div>
        {resting !== '' && page && failed === '' && (
          <div className={styles['counted']}>
            {inTexts > 0 && (
              <Tick
                bare
                label={t('search.all', { count: inTexts })}
                value={chosen.size >= inTexts}
                some={chosen.size > 0}
                onChange={(on) => {
                  chooseAll(on)
                }}
              />
            )}
            <p role="status" className={styles['count']}>
              {total === 0 ? t('search.none') : t('search.total', { count: total })}
              {page.documents.length > 0 && `, ${t('segments.documents', { count: page.documents.length })}`}
            </p>
          </div>
        )}
        {resting !== '' && page?.complete === false && <p className={styles['note']}>{t('search.building')}</p>}
        {page?.notices.map((n) => (
          <p key={n.message} className={styles['note']}>
            {said(n.code, n.message, n.args, i18n.language)}
          </p>
        ))}
      </header>
      {failed !== '' ? (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      ) : resting === '' ? (
        <Empty icon={Search} title={t('search.empty')} help={t('search.empty.help')} />
      ) : total > 0 ? (
        <Feed
          key={`${resting}\n${where}\n${inside.join()}`}
          ref={feed}
          label={t('search.hits')}
          count={total}
          estimate={64}
          scrolled={useFinding.getState().scrolled['search'] ?? 0}
          onScroll={onScroll}
          onRange={onRange}
          name={(i) => {
            const h = at(i)
            return h ? `${h.quote}, ${h.document.title}` : t('segments.loading')
          }}
          onOpen={(i) => {
            const h = at(i)
            if (h) open(h)
          }}
          onKey={(i, e) => {
            const h = at(i)
            if (e.key !== ' ' || h?.in !== 'text') return false
            choose([h], !chosen.has(hitKey({ ...h, document: h.document.id })))
            return true
          }}
          render={(i) => {
            const h = at(i)
            if (!h) return <div className={styles['waiting']}>{t('segments.loading')}</div>
            const above = i === 0 ? undefined : at(i - 1)
            const begins = i === 0 || (above !== undefined && groupOf(above) !== groupOf(h))
            const count = counts.get(h.document.id)?.hits ?? 0
            const mine = begins && h.in === 'text' ? [...chosen.values()].filter((c) => c.document === h.document.id).length : 0
            return (
              <>
                {begins && (
                  <div className={styles['group']}>
                    {h.in === 'text' && (
                      <Tick
                        bare
                        label={t('search.group', { document: h.document.title })}
                        value={mine >= count}
                        some={mine > 0}
                        onChange={(on) => {
                          chooseAll(on, h.document.id)
                        }}
                      />
                    )}
                    <h3 className={styles['heading']}>{h.in === 'text' ? h.document.title : t(h.in === 'memo' ? 'search.place.memo' : 'search.place.code')}</h3>
                    {h.in === 'text' && <span className={styles['number']}>{count}</span>}
                  </div>
                )}
                <HitRow hit={h} chosen={chosen.has(hitKey({ ...h, document: h.document.id }))} onChoose={choose} />
              </>
            )
          }}
        />
      ) : (
        page && !busy && <Empty icon={SearchX} title={t('search.nothing')} help={t('search.nothing.help')} />
      )}
      {chosen.size > 0 && (
        <footer className={styles['coding']}>
          <p className={styles['count']}>{t('search.chosen', { count: chosen.size })}</p>
          <div className={styles['codingBar']}>
            <Choice
              label={t('search.extent')}
              value={extent}
              options={extents.map((e) => ({ value: e, label: t(`search.extent.${e}`) }))}
              onChange={(e) => {
                set({ extent: e })
              }}
            />
            <Button
              look="primary"
              onPress={() => {
                remember()
                set({ previewing: true })
              }}
            >
              {t('search.code')}
            </Button>
          </div>
        </footer>
      )}
    </div>
  )
}
