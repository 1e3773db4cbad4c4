import { MapPin } from 'lucide-react'
import { memo, useDeferredValue, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import type { CodeNode, CodingView } from '../../api/types'
import { Empty } from '../../components/Empty'
import { OneOf } from '../../components/OneOf'
import { useCodeNames } from '../../state/code-names'
import { useLinks } from '../../state/links'
import { useCodes, useCodings, useInfo } from '../../state/queries'
import { useReading } from '../../state/reading'
import { useInitials } from '../../state/review'
import { useWorkspace } from '../../state/workspace'
import { LinkCard } from '../links/LinkCard'
import { CodingCard } from './CodingCard'
import styles from './Here.module.css'

/** Every coded segment of the document in reading order: the margin for those who do not see it. */
function All({ codings, codes }: { codings: readonly CodingView[]; codes: readonly CodeNode[] }) {
  const { t } = useTranslation()
  const focused = useWorkspace((s) => s.focused)
  const { focus, jumpTo } = useWorkspace.getState()
  const initials = useInitials()
  const called = useCodeNames()
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 58 }}>
      <ListBox
        aria-label={t('here.all')}
        items={codings}
        dependencies={[codes, focused]}
        className={styles['all'] ?? ''}
        selectionMode="none"
        onAction={(key) => {
          const c = codings.find((o) => o.id === key)
          if (!c) return
          jumpTo({ document: c.document, start: c.start, end: c.end })
          focus([c.id])
        }}
      >
        {(c) => {
          const code = called({ id: c.code, name: '' })
          return (
            <ListBoxItem id={c.id} textValue={`${code.name}: ${c.quote}`} className={`${styles['entry'] ?? ''} ${focused.includes(c.id) ? (styles['focused'] ?? '') : ''}`}>
              <span className={styles['entryHead']}>
                <span className={`${styles['dot'] ?? ''} code-colour`} style={{ '--hue': String(code.hue) } as React.CSSProperties} />
                <span className={styles['entryName']}>{code.path}</span>
                <span className={styles['who']}>{initials(c.coder)}</span>
              </span>
              <span className={styles['entryQuote']}>{c.quote}</span>
            </ListBoxItem>
          )
        }}
      </ListBox>
    </Virtualizer>
  )
}

/** Where the reader stands, and what is coded in the document. */
interface Standing {
  document: string
  focused: readonly string[]
  selection: ReturnType<typeof useWorkspace.getState>['selection']
  here: readonly string[]
  caret: number
  codings: readonly CodingView[]
}

/** The codings at the caret, or all of the document. */
export function HerePane() {
  const document = useWorkspace((s) => s.document)
  const focused = useWorkspace((s) => s.focused)
  const selection = useWorkspace((s) => s.selection)
  const caret = useWorkspace((s) => s.caret)
  const here = useReading((s) => s.here)
  const codings = useCodings(document).data ?? none
  const now = useMemo(() => ({ document, focused, selection, here, caret, codings }), [document, focused, selection, here, caret, codings])
  // The text goes before: what is done in it is seen there first, and here right after.
  return <List at={useDeferredValue(now)} />
}

const List = memo(function List({ at: { document, focused, selection, here, caret, codings } }: { at: Standing }) {
  const { t } = useTranslation()
  const codes = useCodes().data ?? none
  const info = useInfo().data
  const every = useLinks().data ?? none
  const [what, setWhat] = useState<'here' | 'all'>('here')
  if (document === '') return <Empty icon={MapPin} title={t('here.none')} help={t('here.none.help')} />
  const meant = codings.filter(
    (c) =>
      focused.includes(c.id) ||
      (focused.length === 0 && (selection ? c.start < selection.end && c.end > selection.start : here.includes(c.id))),
  )
  // A link is here where one of its ends is.
  const spans = focused.length > 0 ? meant : [selection ?? { start: caret, end: caret + 1 }]
  const links = every.filter((l) => [l.from, l.to].some((e) => !e.moved && e.document.id === document && spans.some((s) => s.start < e.end && s.end > e.start)))
  return (
    <div className={styles['pane']}>
      <div className={styles['switch']}>
        <OneOf
          label={t('here.what')}
          value={what}
          options={[
            { value: 'here', label: t(focused.length > 0 ? 'here.focused' : selection ? 'here.selected' : 'here.caret', { count: meant.length }) },
            { value: 'all', label: t('here.document', { count: codings.length }) },
          ]}
          onChange={(v) => { setWhat(v as typeof what) }}
        />
      </div>
      {what === 'all' ? (
        <All codings={codings} codes={codes} />
      ) : meant.length + links.length === 0 ? (
        <Empty icon={MapPin} title={t('here.nothing')} help={t('here.nothing.help')} />
      ) : (
        <div className={styles['scroll']}>
          {meant.length > 0 && (
            <ul className={styles['cards']} aria-label={t('here.list')}>
              {meant.map((c) => (
                <li key={c.id}>
                  <CodingCard coding={c} codes={codes} info={info} focused={focused.includes(c.id)} />
                </li>
              ))}
            </ul>
          )}
          {links.length > 0 && (
            <section className={styles['links']} aria-labelledby="links-here">
              <h3 id="links-here">{t('links.here', { count: links.length })}</h3>
              <ul className={styles['cards']}>
                {links.map((l) => (
                  <li key={l.id}>
                    <LinkCard link={l} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      )}
    </div>
  )
})

const none: never[] = []
