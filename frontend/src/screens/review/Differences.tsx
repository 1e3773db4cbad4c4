import { ArrowLeft, ArrowRight, BookOpenText, CheckCheck, ChevronDown, CircleCheck, Layers, StickyNote, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components'
import { toApiError } from '../../api/failure'
import type { Disagreement, DisagreementPage } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { IconButton } from '../../components/IconButton'
import { Menu } from '../../components/Menu'
import { Dot } from '../../components/Picker'
import { Tick } from '../../components/Tick'
import { sentence } from '../../i18n'
import { useCommands } from '../../state/commands'
import { useCodings, useDocuments } from '../../state/queries'
import { differenceKinds, useCompared, useDifferences, useReview, type Listed } from '../../state/review'
import { useWorkspace } from '../../state/workspace'
import { useCodeNames } from '../../state/code-names'
import { Computing } from './Computing'
import { Decision } from './Decision'
import { FillDialog } from './FillDialog'
import { Lanes } from './Lanes'
import { useNumbers } from './say'
import styles from './differences.module.css'

const row = 54
/** How many passages before the end of those read the next ones are asked for. */
const ahead = 30

/** The passages on which coders differ, one after the other, to be read and decided on. */
export function Differences() {
  const { t, i18n } = useTranslation()
  const { listed, at, set } = useReview()
  const [filling, setFilling] = useState(false)
  const { found: page, error, more } = useDifferences(useCompared(i18n.language), listed)
  if (error) {
    return (
      <p role="alert" className={styles['failed']}>
        {sentence(toApiError(error).failure, i18n.language)}
      </p>
    )
  }
  if (!page) return <Computing />
  const { items } = page
  // What was decided may have left the list: then the one after it is looked at.
  const found = items.findIndex((d) => d.key === at)
  const here = found < 0 ? 0 : found
  const item = items[here]
  const go = (i: number) => {
    set({ at: items[i]?.key ?? '' })
    if (i >= items.length - ahead) more()
  }
  return (
    <div className={styles['differences']}>
      <Filters
        page={page}
        onFill={() => {
          setFilling(true)
        }}
      />
      {item ? (
        <div className={styles['split']}>
          <Passages
            items={items}
            here={here}
            onHere={go}
            onEnd={more}
          />
          <One
            item={item}
            page={page}
            here={here}
            onHere={go}
          />
        </div>
      ) : (
        <Empty icon={CheckCheck} title={t('review.differences.none')} help={t(isAll(listed) ? 'review.differences.none.help' : 'review.differences.filtered')} />
      )}
      {filling && (
        <FillDialog
          round={page.round}
          onClose={() => {
            setFilling(false)
          }}
        />
      )}
    </div>
  )
}

const isAll = (l: Listed) => l.code === '' && l.document === '' && l.pair.length === 0 && l.kind === '' && !l.undecided && l.cell === '' && l.level === ''

/** Whether there is something to decide: not where all agree, nor where what was coded fills no unit and is not compared. */
const isDifference = (d: Disagreement) => d.kind !== 'agreed' && d.kind !== 'unfilled'

/** What is listed, and how many there are. */
function Filters({ page, onFill }: { page: DisagreementPage; onFill(): void }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const documents = useDocuments().data
  const { listed, set } = useReview()
  const put = (part: Partial<Listed>) => {
    set({ listed: { ...listed, ...part }, at: '' })
  }
  const chip = (key: string, text: string, without: Partial<Listed>) => (
    <span key={key} className={styles['chip']}>
      {text}
      <Button
        look="quiet"
        icon
        aria-label={t('review.without', { what: text })}
        onPress={() => {
          put(without)
        }}
      >
        <X aria-hidden size="0.875em" />
      </Button>
    </span>
  )
  const [a = '', b = ''] = page.coders.map((c) => c.name)
  const all = Object.values(page.kinds).reduce((n, k) => n + k, 0)
  return (
    <div className={styles['filters']}>
      <Menu
        label={`${t('review.kind')}: ${t(listed.kind === '' ? 'review.kind.all' : `review.kind.${listed.kind}`)}`}
        look="plain"
        items={[
          { id: 'all', label: `${t('review.kind.all')} (${count(all)})`, checked: listed.kind === '', onAction: () => { put({ kind: '' }) } },
          ...differenceKinds.map((k) => ({
            id: k,
            label: `${t(`review.kind.${k}`)} (${count(page.kinds[k] ?? 0)})`,
            checked: listed.kind === k,
            disabled: (page.kinds[k] ?? 0) === 0,
            onAction: () => {
              put({ kind: k })
            },
          })),
        ]}
      >
        {t(listed.kind === '' ? 'review.kind.all' : `review.kind.${listed.kind}`)}
        <ChevronDown aria-hidden size="1em" />
      </Menu>
      {listed.level === '' && (
        <Tick
          label={t('review.undecided', { n: count(page.undecided) })}
          value={listed.undecided}
          onChange={(undecided) => {
            put({ undecided })
          }}
        />
      )}
      {listed.level !== '' && chip('level', t(`review.rolled.${listed.level}`), { level: '', code: '', cell: '' })}
      {listed.cell !== '' && chip('cell', t(`review.cell.${listed.cell}`, { first: a, second: b }), { cell: '' })}
      {listed.code !== '' && chip('code', nameOf({ id: listed.code, name: '' }).name, { code: '', cell: '' })}
      {listed.document !== '' && chip('document', documents?.find((d) => d.id === listed.document)?.title ?? '', { document: '' })}
      {listed.pair.length > 0 && chip('pair', page.coders.map((c) => c.name).join(' – '), { pair: [] })}
      <span className={styles['space']} />
      <span role="status" className={styles['quiet']}>
        {t('review.passages', { count: page.total })}
      </span>
      <Button onPress={onFill}>
        <Layers aria-hidden size="1em" />
        {t('review.fill')}
      </Button>
    </div>
  )
}

/** The list of passages; the arrow keys go from one to the next. */
function Passages({ items, here, onHere, onEnd }: { items: readonly Disagreement[]; here: number; onHere(index: number): void; onEnd(): void }) {
  const { t } = useTranslation()
  const nameOf = useCodeNames()
  const chosen = items[here]?.key ?? ''
  return (
    <div
      className={styles['passages']}
      data-keys="text"
      onScrollCapture={({ target }) => {
        const list = target as HTMLElement
        if (list.scrollHeight - list.scrollTop - list.clientHeight < ahead * row) onEnd()
      }}
    >
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: row }}>
        <ListBox
          aria-label={t('review.part.differences')}
          className={styles['list'] ?? ''}
          items={items.map((d) => ({ id: d.key, d }))}
          dependencies={[items, chosen]}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onSelectionChange={(keys) => {
            if (keys === 'all') return
            const [key] = keys
            onHere(items.findIndex((d) => d.key === key))
          }}
        >
          {({ id, d }) => (
            <ListBoxItem id={id} textValue={`${nameOf(d.code).name}: ${d.quote}`} className={styles['item'] ?? ''}>
              <span className={styles['itemCode']}>
                <Dot hue={nameOf(d.code).hue} />
                <span className={styles['itemName']}>{nameOf(d.code).name}</span>
                {d.decision && <CircleCheck aria-label={t('review.is_decided')} role="img" size="1em" className={styles['done'] ?? ''} />}
              </span>
              <span className={styles['itemQuote']} dir="auto">
                {isDifference(d) && <span className={styles['itemKind']}>{t(`review.kind.${d.kind as 'missed'}`)}</span>}
                {d.quote}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </div>
  )
}

/** One passage: where it stands, what each did, and what is decided. */
function One({ item, page, here, onHere }: { item: Disagreement; page: DisagreementPage; here: number; onHere(index: number): void }) {
  const { t } = useTranslation()
  const { count } = useNumbers()
  const nameOf = useCodeNames()
  const { jumpTo, memos } = useWorkspace.getState()
  const code = nameOf(item.code)
  const rolled = useReview((s) => s.listed.level !== '')
  const ids = new Set([...item.with, ...item.without].map((s) => s.coder.id))
  const coders = page.coders.filter((c) => ids.has(c.id))
  const codings = useCodings(item.document.id)
  const coding = item.with.flatMap((s) => s.codings)[0]
  const [last, left] = [page.items.length - 1, here > 0]
  const read = () => {
    jumpTo({ document: item.document.id, start: item.start, end: item.end })
  }
  const note = async () => {
    if (coding === undefined) return
    // Right after the step to another document its codings may still be on their way.
    const all = codings.data ?? (await codings.refetch()).data ?? []
    const instead = new Set([item.code.id, ...item.without.flatMap((s) => s.instead.map((c) => c.id))])
    const also = all.filter((c) => c.id !== coding && c.round === page.round.id && ids.has(c.coder) && instead.has(c.code) && c.start < item.end && c.end > item.start)
    memos({ on: 'coding', id: coding, name: `${code.name}: ${item.quote}`, also: also.map((c) => ({ id: c.id, quote: c.quote, source: item.document.name })) })
  }
  useCommands([
    { id: 'review.next', group: 'review', title: t('review.next'), keys: ['J'], where: 'text', possible: here < last, run: () => { onHere(here + 1) } },
    { id: 'review.previous', group: 'review', title: t('review.previous'), keys: ['K'], where: 'text', possible: left, run: () => { onHere(here - 1) } },
    { id: 'review.memo', group: 'review', title: t('review.memo'), keys: ['M'], where: 'text', possible: coding !== undefined, run: () => void note() },
    { id: 'review.read', group: 'review', title: t('review.read'), keys: ['O'], where: 'text', run: read },
  ])
  const where = [item.position.speaker, item.position.page === '' ? '' : t('status.page', { page: item.position.page }), item.position.paragraph === 0 ? '' : t('status.paragraph', { n: count(item.position.paragraph) })].filter((w) => w !== '').join(' · ')
  return (
    <section className={styles['one']} aria-label={`${code.name}: ${item.quote}`}>
      <header className={styles['oneHead']}>
        <h3 className={styles['oneCode']} title={code.path}>
          <Dot hue={code.hue} />
          <span>{code.name}</span>
        </h3>
        <div className={styles['ways']}>
          <IconButton icon={ArrowLeft} label={t('review.previous')} command="review.previous" isDisabled={!left} onPress={() => { onHere(here - 1) }} />
          <span className={styles['quiet']}>{t('review.of.plain', { n: count(here + 1), of: count(page.total) })}</span>
          <IconButton icon={ArrowRight} label={t('review.next')} command="review.next" isDisabled={here >= last} onPress={() => { onHere(here + 1) }} />
          <IconButton icon={StickyNote} label={t('review.memo')} command="review.memo" isDisabled={coding === undefined} onPress={() => void note()} />
          <IconButton icon={BookOpenText} label={t('review.read')} command="review.read" onPress={read} />
        </div>
        <p className={styles['from']} title={[item.document.name, where].filter((w) => w !== '').join(' · ')}>
          {[item.document.name, where].filter((w) => w !== '').join(' · ')}
        </p>
      </header>
      <div className={styles['reading']} data-keys="text" tabIndex={0} role="region" aria-label={t('review.lanes')}>
        {isDifference(item) && <p className={styles['kindSaid']}>{t(`review.kind.${item.kind as 'missed'}.help`)}</p>}
        <Lanes item={item} round={page.round.id} coders={coders} />
      </div>
      {isDifference(item) && (rolled ? <p className={styles['rolled']}>{t('review.rolled.decide')}</p> : <Decision key={item.key} item={item} round={page.round.id} coders={coders} />)}
    </section>
  )
}
