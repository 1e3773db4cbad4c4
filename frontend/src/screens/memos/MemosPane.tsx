import { Download, NotebookPen, Plus, SearchX, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { Menu } from '../../components/Menu'
import { OneOf } from '../../components/OneOf'
import { fold } from '../../model/fold'
import { sayReferences } from '../../model/references'
import { useApi } from '../../state/api'
import { commandsOf, useCommands } from '../../state/commands'
import { useLinking, useLinks } from '../../state/links'
import { useMemos, useOpenMemo } from '../../state/notes'
import { useNotices } from '../../state/notices'
import { useInfo } from '../../state/queries'
import { useCoders } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { type MemoTarget, useWorkspace } from '../../state/workspace'
import { LinkList } from '../links/LinkList'
import { MemoCard } from './MemoCard'
import { MemoEditor } from './MemoEditor'
import styles from './MemosPane.module.css'

const memoKinds = ['note', 'method', 'theory', 'question', 'summary'] as const
const targets = ['project', 'document', 'case', 'code', 'coding', 'actor', 'cell', 'free'] as const
const every = 'every'
/** What memos are written to, by the endings of files. */
const formats = ['docx', 'md', 'html', 'csv', 'xlsx'] as const

/** Whether a memo is on a thing; one on a coding also lies on the codings that it refers to. */
function liesOn(m: MemoView, of: MemoTarget): boolean {
  if (m.on !== of.on) return false
  const ids = [of.id, ...(of.also ?? []).map((c) => c.id)]
  return ids.includes(m.on_id) || (of.on === 'coding' && m.references.some((r) => r.kind === 'coding' && ids.includes(r.id)))
}

/** All memos, or those on one thing; the one that is written stands open among them. */
export function MemosPane() {
  const { t, i18n } = useTranslation()
  const { data: memos = [], isSuccess } = useMemos()
  const { data: links = [] } = useLinks()
  const { listed, list } = useLinking()
  const { memosOf, memos: look } = useWorkspace()
  const info = useInfo().data
  const coders = useCoders()
  const readOnly = info?.read_only ?? true
  const api = useApi()
  const attempt = useAttempt()
  const say = useNotices((s) => s.say)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<string>(every)
  const [on, setOn] = useState<(typeof targets)[number] | typeof every>(every)
  const [coder, setCoder] = useState<string>(every)
  const { open, set: setOpen } = useOpenMemo()
  const cards = useRef<HTMLUListElement>(null)
  const key = memosOf ? `${memosOf.on}/${memosOf.id}` : ''
  /** What a new memo is being written on, if one is; and the memo, as soon as it is kept: it stands in its editor, and not in the list. */
  const [begun, setBegun] = useState<{ key: string; id: string }>()
  const writing = begun?.key === key
  const fresh = writing ? begun.id : ''
  const setWriting = (on: boolean) => {
    setBegun(on ? { key, id: '' } : undefined)
  }

  const here = useMemo(() => (memosOf ? memos.filter((m) => liesOn(m, memosOf)) : memos), [memos, memosOf])
  const shown = useMemo(() => {
    // The same as the program does it for a file: every word stands somewhere.
    const words = fold(typed).split(/\s+/).filter((w) => w !== '')
    return here.filter((m) => {
      const text = words.length === 0 ? '' : fold(`${m.title} ${sayReferences(m.body, m.references, '')} ${m.on_name}`)
      return (
        // What was opened from elsewhere stands there whatever the list was narrowed to.
        m.id === open ||
        ((kind === every || m.kind === kind) &&
          (coder === every || m.coder.id === coder) &&
          (on === every || (on === 'free' ? m.on === '' : m.on === on)) &&
          words.every((w) => text.includes(w)))
      )
    })
  }, [here, kind, coder, on, typed, open])
  useEffect(() => {
    cards.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest' })
  }, [open])
  const kinds = useMemo(() => [...new Set<string>([...memoKinds, ...memos.map((m) => m.kind)])], [memos])
  const kindName = (k: string) => ((memoKinds as readonly string[]).includes(k) ? t(`memo.kind.${k as (typeof memoKinds)[number]}`) : k)
  // What has no memo yet is asked for one at once: that is what its pane was opened for.
  const asked = memosOf !== null && isSuccess && here.length === 0 && !readOnly
  // It stays open when the list has the memo before the answer to who keeps it is there.
  if (asked && !writing) setWriting(true)

  const write = (format: (typeof formats)[number]) =>
    void attempt(async () => {
      const [file] = await api.files.chooseTarget({ title: t('memos.export'), type: t(`memos.export.${format}`), name: `${t('memos.title')}.${format}` })
      if (!file) return
      const only = <T extends string>(v: T) => (v === every ? '' : v)
      const done = await api.memos.export(file.token, {
        format,
        filter: { on: memosOf?.on ?? only(on), on_id: memosOf?.id ?? '', kind: only(kind), coder: only(coder), words: typed.trim() },
        bom: true,
        semicolon: i18n.language !== 'en',
      })
      say(t('memos.exported', { count: done.rows, path: done.path }))
    })

  useCommands([
    ...commandsOf('notes', [{ id: 'new', label: t('memos.new'), disabled: readOnly, onAction: () => { list(false); setWriting(true) } }]),
    ...commandsOf('notes', formats.map((f) => ({ id: `export.${f}`, label: `${t('memos.export')}: ${t(`memos.export.${f}`)}`, disabled: shown.length === 0, onAction: () => { write(f) } }))),
  ])

  return (
    <section className={styles['pane']} aria-label={t('memos.title')}>
      {!memosOf && (
        <div className={styles['what']}>
          <OneOf
            label={t('memos.what')}
            value={listed ? 'links' : 'memos'}
            options={[
              { value: 'memos', label: t('memos.count', { count: memos.length }) },
              { value: 'links', label: t('links.count', { count: links.length }) },
            ]}
            onChange={(v) => { list(v === 'links') }}
          />
        </div>
      )}
      {listed && !memosOf ? (
        <LinkList />
      ) : (
        <>
          <div className={styles['bar']}>
            {memosOf ? (
              <div className={styles['of']}>
                <span className={styles['ofName']}>{t('memos.of', { name: memosOf.name })}</span>
                <Button look="quiet" icon aria-label={t('memos.all')} onPress={() => { look(null) }}>
                  <X aria-hidden size="1em" />
                </Button>
              </div>
            ) : (
              <FilterField label={t('memos.filter')} value={typed} onChange={setTyped} />
            )}
            <Menu label={t('memos.export')} icon items={formats.map((f) => ({ id: f, label: t(`memos.export.${f}`), disabled: shown.length === 0, onAction: () => { write(f) } }))}>
              <Download aria-hidden size="1.125em" />
            </Menu>
            <Button icon look="primary" isDisabled={readOnly} aria-label={t('memos.new')} onPress={() => { setWriting(true) }}>
              <Plus aria-hidden size="1.125em" />
            </Button>
          </div>
          {!memosOf && memos.length > 0 && (
            <div className={styles['filters']}>
              <Choice label={t('memos.kind')} value={kind} options={[{ value: every, label: t('memos.kind.every') }, ...kinds.map((value) => ({ value, label: kindName(value) }))]} onChange={setKind} />
              <Choice label={t('memos.on')} value={on} options={[{ value: every, label: t('memos.on.every') }, ...targets.map((value) => ({ value, label: t(`memo.on.${value}`) }))]} onChange={(v) => { setOn(v as typeof on) }} />
              <Choice label={t('history.who')} value={coder} options={[{ value: every, label: t('history.who.every') }, ...coders.map((c) => ({ value: c.id, label: c.name }))]} onChange={setCoder} />
            </div>
          )}
          <div className={styles['list']}>
            {writing && (
              <MemoEditor
                key={`new ${key}`}
                made={fresh === '' ? undefined : memos.find((m) => m.id === fresh)}
                on={memosOf}
                kinds={kinds.map((value) => ({ value, label: kindName(value) }))}
                onKept={(id) => { setBegun({ key, id }) }}
                onClose={() => {
                  setWriting(false)
                  if (asked) look(null)
                }}
              />
            )}
            {isSuccess && memos.length === 0 && !writing && (
              <Empty icon={NotebookPen} title={t('memos.none')} help={t('memos.none.help')}>
                <Button look="primary" isDisabled={readOnly} onPress={() => { setWriting(true) }}>
                  {t('memos.new')}
                </Button>
              </Empty>
            )}
            {here.length > 0 && shown.length === 0 && <Empty icon={SearchX} title={t('memos.noFit')} />}
            <ul ref={cards} className={styles['cards']}>
              {shown.filter((m) => m.id !== fresh).map((m: MemoView) => (
                <li key={m.id} {...(open === m.id ? { 'data-open': true } : {})}>
                  {open === m.id ? (
                    <MemoEditor memo={m} on={null} kinds={kinds.map((value) => ({ value, label: kindName(value) }))} onClose={() => { setOpen('') }} />
                  ) : (
                    <MemoCard memo={m} kind={kindName(m.kind)} onOpen={() => { setOpen(m.id) }} />
                  )}
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </section>
  )
}
