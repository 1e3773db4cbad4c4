import { MapPin } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem, ListLayout, ToggleButton, ToggleButtonGroup, Virtualizer } from 'react-aria-components'
import type { CodeNode, CodingView } from '../../api/types'
import { Empty } from '../../components/Empty'
import { readablePath } from '../../model/code-path'
import { hueOf } from '../../model/colour'
import { findCode } from '../../state/coding'
import { useCodes, useCodings, useInfo } from '../../state/queries'
import { useReading } from '../../state/reading'
import { useWorkspace } from '../../state/workspace'
import { CodingCard } from './CodingCard'
import styles from './Here.module.css'

/** Every coded segment of the document in reading order: the margin for those who do not see it. */
function All({ codings, codes }: { codings: readonly CodingView[]; codes: readonly CodeNode[] }) {
  const { t } = useTranslation()
  const focused = useWorkspace((s) => s.focused)
  const { focus, jumpTo } = useWorkspace.getState()
  const info = useInfo().data
  const initials = new Map(info?.coders.map((c) => [c.id, c.initials || c.name]))
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
          const node = findCode(codes, c.code)
          return (
            <ListBoxItem id={c.id} textValue={`${node?.name ?? ''}: ${c.quote}`} className={`${styles['entry'] ?? ''} ${focused.includes(c.id) ? (styles['focused'] ?? '') : ''}`}>
              <span className={styles['entryHead']}>
                <span className={`${styles['dot'] ?? ''} code-colour`} style={{ '--hue': String(hueOf(node?.color ?? '')) } as React.CSSProperties} />
                <span className={styles['entryName']}>{node ? readablePath(node.path) : ''}</span>
                <span className={styles['who']}>{initials.get(c.coder)}</span>
              </span>
              <span className={styles['entryQuote']}>{c.quote}</span>
            </ListBoxItem>
          )
        }}
      </ListBox>
    </Virtualizer>
  )
}

/** The codings at the caret, or all of the document. */
export function HerePane() {
  const { t } = useTranslation()
  const document = useWorkspace((s) => s.document)
  const focused = useWorkspace((s) => s.focused)
  const selection = useWorkspace((s) => s.selection)
  const here = useReading((s) => s.here)
  const codings = useCodings(document).data ?? none
  const codes = useCodes().data ?? none
  const info = useInfo().data
  const [what, setWhat] = useState<'here' | 'all'>('here')
  if (document === '') return <Empty icon={MapPin} title={t('here.none')} help={t('here.none.help')} />
  const meant = codings.filter(
    (c) =>
      focused.includes(c.id) ||
      (focused.length === 0 && (selection ? c.start < selection.end && c.end > selection.start : here.includes(c.id))),
  )
  return (
    <div className={styles['pane']}>
      <ToggleButtonGroup
        aria-label={t('here.what')}
        className={styles['switch'] ?? ''}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[what]}
        onSelectionChange={(keys) => {
          setWhat(keys.has('all') ? 'all' : 'here')
        }}
      >
        <ToggleButton id="here">{t(focused.length > 0 ? 'here.focused' : selection ? 'here.selected' : 'here.caret', { count: meant.length })}</ToggleButton>
        <ToggleButton id="all">{t('here.document', { count: codings.length })}</ToggleButton>
      </ToggleButtonGroup>
      {what === 'all' ? (
        <All codings={codings} codes={codes} />
      ) : meant.length === 0 ? (
        <Empty icon={MapPin} title={t('here.nothing')} help={t('here.nothing.help')} />
      ) : (
        <ul className={styles['cards']} aria-label={t('here.list')}>
          {meant.map((c) => (
            <li key={c.id}>
              <CodingCard coding={c} codes={codes} info={info} focused={focused.includes(c.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const none: never[] = []
