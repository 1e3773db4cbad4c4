import { Copy, MessageSquareText, Spline, Tags, Trash2 } from 'lucide-react'
import { memo, useState, type PointerEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import type { Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Dot, Picker } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { Translated } from '../../components/Translated'
import { hueOf } from '../../model/colour'
import { head, tail } from '../../model/excerpt'
import type { SegmentOrder } from '../../state/finding'
import { useLinking } from '../../state/links'
import { useCaseNames } from '../../state/case-names'
import { useCodeNames, useValueNames } from '../../state/code-names'
import { useCalled, useInitials } from '../../state/review'
import { useOptions } from '../finding/options'
import { usePosition } from '../finding/position'
import { SegmentMemo } from './SegmentMemo'
import styles from './segments.module.css'
import type { SegmentActions } from './actions'

interface Props {
  segment: Segment
  order: SegmentOrder
  around: number
  /** The heading of the group that begins here, "" where none does. */
  group: string
  chosen: boolean
  /** Whether its memo is being written. */
  noting: boolean
  /** Whether another code is being chosen for it. */
  recoding: boolean
  onRecode(id: string): void
  actions: SegmentActions
  /** The pointer went down on its head, to drag it. */
  onDrag(s: Segment, e: PointerEvent): void
}

/** From how many characters on a passage is folded until it is asked for whole. */
const long = 700

/** One passage, where it stands, and what can be done with it. */
export const SegmentRow = memo(function SegmentRow({ segment: s, order, around, group, chosen, noting, recoding, onRecode, actions, onDrag }: Props) {
  const named = useCodeNames()({ id: s.code.id, name: s.code.path })
  const { t } = useTranslation()
  const caseOf = useCaseNames()
  const position = usePosition()
  const [whole, setWhole] = useState(false)
  const folded = s.quote.length > long && !whole
  const facets = Object.values(s.facets).flat().map(useValueNames())
  const initials = useInitials()
  const called = useCalled()
  return (
    <>
      {group !== '' && <h3 className={styles['heading']}>{group}</h3>}
      <div className={styles['segment']} data-chosen={chosen}>
        <div
          className={styles['top']}
          onPointerDown={(e) => {
            if (e.button !== 0 || (e.target as Element).closest('button, input, label')) return
            e.preventDefault()
            onDrag(s, e)
          }}
        >
          <Tick
            bare
            label={t('finding.choose')}
            value={chosen}
            onChange={() => {
              actions.choose(s)
            }}
          />
          <Dot hue={hueOf(s.code.color)} />
          <span className={styles['code']} title={named.path}>
            {named.name}
          </span>
          <span className={styles['coder']} title={`${called({ id: s.coder_id, name: s.coder })}, ${s.round}`}>{initials(s.coder_id)}</span>
        </div>
        <p dir="auto" className={`${styles['quote'] ?? ''} ${folded ? (styles['folded'] ?? '') : ''}`}>
          {around > 0 && <span className={styles['around']}>{tail(s.before, around)}</span>}
          <span className={styles['words']}>{s.quote}</span>
          {around > 0 && <span className={styles['around']}>{head(s.after, around)}</span>}
        </p>
        {s.quote.length > long && (
          <Button
            look="quiet"
            onPress={() => {
              setWhole(!whole)
            }}
          >
            {whole ? t('segments.fold') : t('segments.whole')}
          </Button>
        )}
        {s.translations && <Translated list={s.translations} />}
        {facets.length > 0 && <p className={styles['facets']}>{facets.join(' · ')}</p>}
        <div className={styles['foot']}>
          <span className={styles['source']}>
            {[order === 'document' ? '' : s.document.title, position(s.position), order === 'case' ? '' : s.cases.map((c) => caseOf(c).name).join(', ')].filter((x) => x !== '').join(' · ')}
          </span>
          <span className={styles['actions']}>
            <Recode segment={s} actions={actions} isOpen={recoding} onOpen={onRecode} />
            <Action
              label={s.memos > 0 ? t('segments.memos', { count: s.memos }) : t('segments.memo')}
              onPress={() => {
                actions.note(s)
              }}
              marked={s.memos > 0}
            >
              <MessageSquareText aria-hidden size="1em" />
            </Action>
            <Link segment={s} actions={actions} />
            <Action
              label={t('segments.copy')}
              onPress={() => {
                actions.copy([s])
              }}
            >
              <Copy aria-hidden size="1em" />
            </Action>
            <Action
              label={t('segments.uncode')}
              onPress={() => {
                actions.uncode([s])
              }}
            >
              <Trash2 aria-hidden size="1em" />
            </Action>
          </span>
        </div>
        {noting && (
          <SegmentMemo
            segment={s}
            onClose={() => {
              actions.note(null)
            }}
          />
        )}
      </div>
    </>
  )
})

function Action({ label, onPress, marked = false, children }: { label: string; onPress(): void; marked?: boolean; children: ReactNode }) {
  return (
    <span className={styles['action']} data-marked={marked} title={label}>
      <Button look="quiet" icon aria-label={label} onPress={onPress}>
        {children}
      </Button>
    </span>
  )
}

/** Begins a link at the passage, or ends the one that was begun elsewhere, and says which of both. */
function Link({ segment, actions }: { segment: Segment; actions: SegmentActions }) {
  const { t } = useTranslation()
  const begun = useLinking((s) => s.from !== null)
  return (
    <Action
      label={t(begun ? 'links.to' : 'links.from')}
      onPress={() => {
        actions.link(segment)
      }}
    >
      <Spline aria-hidden size="1em" />
    </Action>
  )
}

/** Gives the passage another code: the coding stays the same one, with its memo and history. */
function Recode({ segment, actions, isOpen, onOpen }: { segment: Segment; actions: SegmentActions; isOpen: boolean; onOpen(id: string): void }) {
  const { t } = useTranslation()
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={(open) => { onOpen(open ? segment.id : '') }}>
      <span className={styles['action']} title={t('segments.recode')}>
        <Button look="quiet" icon aria-label={t('segments.recode')}>
          <Tags aria-hidden size="1em" />
        </Button>
      </span>
      <CodePopover
        label={t('segments.recode')}
        chosen={[segment.code.id]}
        onPick={(code) => {
          actions.recode([segment], code)
        }}
      />
    </DialogTrigger>
  )
}

/** A popover in which one code is picked. */
export function CodePopover({ label, chosen, onPick }: { label: string; chosen: readonly string[]; onPick(code: string): void }) {
  const { t } = useTranslation()
  const options = useOptions().get('code') ?? []
  return (
    <Popover className={styles['popover'] ?? ''} placement="bottom end">
      <Dialog aria-label={label} className={styles['dialog'] ?? ''}>
        {({ close }) => (
          <Picker
            label={label}
            empty={t('finding.pick.none')}
            options={options}
            chosen={chosen}
            several={false}
            onChange={([code]) => {
              close()
              if (code !== undefined && !chosen.includes(code)) onPick(code)
            }}
          />
        )}
      </Dialog>
    </Popover>
  )
}
