import { NotebookPen, Plus, SearchX, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { fitsWords, fold } from '../../model/fold'
import { useMemos } from '../../state/notes'
import { useInfo } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import { MemoCard } from './MemoCard'
import { MemoEditor } from './MemoEditor'
import styles from './MemosPane.module.css'

const memoKinds = ['note', 'method', 'theory', 'question', 'summary'] as const
const targets = ['project', 'document', 'case', 'code', 'coding', 'actor', 'cell', 'free'] as const
const every = 'every'

/** All memos, or those on one thing; the one that is written stands open among them. */
export function MemosPane() {
  const { t } = useTranslation()
  const { data: memos = [], isSuccess } = useMemos()
  const { memosOf, memos: look } = useWorkspace()
  const readOnly = useInfo().data?.read_only ?? true
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<string>(every)
  const [on, setOn] = useState<(typeof targets)[number] | typeof every>(every)
  const [open, setOpen] = useState('')
  const [writing, setWriting] = useState(false)

  const here = useMemo(() => (memosOf ? memos.filter((m) => m.on === memosOf.on && m.on_id === memosOf.id) : memos), [memos, memosOf])
  const shown = useMemo(() => {
    const wanted = fold(typed.trim())
    return here.filter(
      (m) =>
        (kind === every || m.kind === kind) &&
        (on === every || (on === 'free' ? m.on === '' : m.on === on)) &&
        (wanted === '' || fitsWords(wanted, fold(`${m.title} ${m.body} ${m.on_name}`)) >= 50),
    )
  }, [here, kind, on, typed])
  const kinds = useMemo(() => [...new Set<string>([...memoKinds, ...memos.map((m) => m.kind)])], [memos])
  const kindName = (k: string) => ((memoKinds as readonly string[]).includes(k) ? t(`memo.kind.${k as (typeof memoKinds)[number]}`) : k)
  // What has no memo yet is asked for one at once: that is what its pane was opened for.
  const asked = memosOf !== null && isSuccess && here.length === 0 && !readOnly
  const key = memosOf ? `${memosOf.on}/${memosOf.id}` : ''

  return (
    <section className={styles['pane']} aria-label={t('memos.title')}>
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
        <Button icon look="primary" isDisabled={readOnly} aria-label={t('memos.new')} onPress={() => { setWriting(true) }}>
          <Plus aria-hidden size="1.125em" />
        </Button>
      </div>
      {!memosOf && memos.length > 0 && (
        <div className={styles['filters']}>
          <Choice label={t('memos.kind')} value={kind} options={[{ value: every, label: t('memos.kind.every') }, ...kinds.map((value) => ({ value, label: kindName(value) }))]} onChange={setKind} />
          <Choice label={t('memos.on')} value={on} options={[{ value: every, label: t('memos.on.every') }, ...targets.map((value) => ({ value, label: t(`memo.on.${value}`) }))]} onChange={(v) => { setOn(v as typeof on) }} />
        </div>
      )}
      <div className={styles['list']}>
        {(writing || asked) && (
          <MemoEditor
            key={`new ${key}`}
            on={memosOf}
            kinds={kinds.map((value) => ({ value, label: kindName(value) }))}
            onClose={() => {
              setWriting(false)
              if (asked) look(null)
            }}
          />
        )}
        {isSuccess && memos.length === 0 && !writing && !asked && (
          <Empty icon={NotebookPen} title={t('memos.none')} help={t('memos.none.help')}>
            <Button look="primary" isDisabled={readOnly} onPress={() => { setWriting(true) }}>
              {t('memos.new')}
            </Button>
          </Empty>
        )}
        {here.length > 0 && shown.length === 0 && <Empty icon={SearchX} title={t('memos.noFit')} />}
        <ul className={styles['cards']}>
          {shown.map((m: MemoView) => (
            <li key={m.id}>
              {open === m.id ? (
                <MemoEditor memo={m} on={null} kinds={kinds.map((value) => ({ value, label: kindName(value) }))} onClose={() => { setOpen('') }} />
              ) : (
                <MemoCard memo={m} kind={kindName(m.kind)} onOpen={() => { setOpen(m.id) }} />
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
