import { lazy, memo, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { Panel, usePanelRef, type PanelImperativeHandle } from 'react-resizable-panels'
import { useShallow } from 'zustand/react/shallow'
import { Boundary } from '../../components/Boundary'
import { DragLabel } from '../../components/DragLabel'
import { Edge, Panes } from '../../components/Panes'
import { useRelating } from '../../state/actors'
import { useApi } from '../../state/api'
import { useArea } from '../../state/area'
import { useCodesView } from '../../state/codes'
import { hideLeft, leftHidden, useLayout } from '../../state/layout'
import { usePlaces } from '../../state/places'
import { usePreferences } from '../../state/preferences'
import { useDocuments, useInfo } from '../../state/queries'
import { roomNow, useRoom } from '../../state/room'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace, type SideTab } from '../../state/workspace'
import { CodeDialogs } from '../codes/CodeDialogs'
import { CodeEditor } from '../codes/CodeEditor'
import { CodesPane } from '../codes/CodesPane'
import { DocumentDialogs } from '../documents/DocumentDialogs'
import { DocumentsPane } from '../documents/DocumentsPane'
import { useFindingCommands } from '../finding/commands'
import { HerePane } from '../here/HerePane'
import { HistoryPane } from '../history/HistoryPane'
import { MemosPane } from '../memos/MemosPane'
import { SearchPane } from '../search/SearchPane'
import { SegmentsPane } from '../segments/SegmentsPane'
import { TeamDialogs } from '../team/TeamDialogs'
import { Areas } from './Areas'
import { CommandPalette } from './CommandPalette'
import { Header } from './Header'
import { KeySheet } from './KeySheet'
import { NameState } from './NameState'
import { Settings } from './Settings'
import { Middle } from './Middle'
import { useKeys, useRegions } from './use-keys'
import { useShell } from './use-shell'
import styles from './Workspace.module.css'

// Loaded when a coordination is first written.
const RelationDialog = lazy(() => import('../actors/RelationDialog'))

// What is selected and what can be undone changes the commands of the window, and so the whole
// of it, with each step of the caret: its parts look for themselves at what they show.
const [DocumentsPart, CodesPart, MiddlePart, AreasPart] = [memo(DocumentsPane), memo(CodesPane), memo(Middle), memo(Areas)]
const [SidePart, Dialogs] = [
  memo(Side),
  memo(function Dialogs() {
    return (
      <>
        <DragLabel />
        <DocumentDialogs />
        <CodeDialogs />
        <TeamDialogs />
      </>
    )
  }),
]

const tabs: readonly SideTab[] = ['here', 'segments', 'search', 'memos', 'history', 'code']
const panes: Record<SideTab, () => React.ReactNode> = {
  here: HerePane,
  segments: SegmentsPane,
  search: SearchPane,
  memos: MemosPane,
  history: HistoryPane,
  code: CodeEditor,
}

/**
 * Gives a pane its width in pixels, or hides it. Lists that are drawn in part measure
 * themselves when the window changes its form, before the panes have their widths again: of
 * a width that is the same again in the end they would hear nothing.
 */
function place(panel: PanelImperativeHandle | null, width: number, hidden: boolean) {
  if (hidden) panel?.collapse()
  else panel?.resize(width)
  requestAnimationFrame(() => dispatchEvent(new Event('resize')))
}

/** An element that is moved, with what moving would lose: how far its parts are scrolled, and which had the focus. */
function movable(className: string) {
  const element = Object.assign(document.createElement('div'), { className })
  const scrolled = new Map<Element, number>()
  let focused: HTMLElement | null = null
  element.addEventListener('scroll', ({ target }) => {
    // Out of the page everything is at 0.
    if (target instanceof Element && element.isConnected) scrolled.set(target, target.scrollTop)
  }, { capture: true, passive: true })
  element.addEventListener('focusin', ({ target }) => { focused = target instanceof HTMLElement ? target : null })
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null) focused = null
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target instanceof Node && element.contains(target))) focused = null
  }, { capture: true })
  return {
    element,
    /** Puts it into its place of now, as it was in the one before. */
    stand(place: HTMLElement) {
      place.append(element)
      for (const [part, top] of scrolled) {
        if (element.contains(part)) part.scrollTop = top
        else scrolled.delete(part)
      }
      if (focused?.isConnected === true && document.activeElement === document.body) focused.focus({ preventScroll: true })
    },
  }
}

/** Where such an element stands now. It is not made anew: what was begun in it is not lost when the window changes its form. */
function Stand({ moved, className = '' }: { moved: ReturnType<typeof movable>; className?: string }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (place.current) moved.stand(place.current)
  }, [moved])
  return <div ref={place} className={`${styles['stand'] ?? ''} ${className}`} />
}

/** What is said about the text, one thing at a time. */
function Side() {
  const { t } = useTranslation()
  const { tab, show } = useWorkspace(useShallow(({ tab, show }) => ({ tab, show })))
  // The definition of a code has its place here as long as one is looked at.
  const editing = useCodesView((s) => s.editing !== '')
  const shown = tabs.filter((name) => name !== 'code' || editing)
  return (
    <Tabs
      className={styles['tabs'] ?? ''}
      selectedKey={tab}
      onSelectionChange={(key) => {
        show(key as SideTab)
      }}
    >
      <TabList aria-label={t('workspace.side')} className={styles['tabList'] ?? ''}>
        {shown.map((name) => (
          <Tab key={name} id={name} className={styles['tab'] ?? ''}>
            {t(`workspace.tab.${name}`)}
          </Tab>
        ))}
      </TabList>
      {shown.map((name) => {
        const Pane = panes[name]
        return (
          <TabPanel key={name} id={name} className={styles['tabPanel'] ?? ''}>
            <Boundary>
              <Pane />
            </Boundary>
          </TabPanel>
        )
      })}
    </Tabs>
  )
}

/** Shows the document that was read last, or the first, when a project was opened. */
function useFirstDocument() {
  const api = useApi()
  const attempt = useAttempt()
  const id = useInfo().data?.id
  const documents = useDocuments().data
  const load = usePlaces((s) => s.load)
  useEffect(() => {
    if (id === undefined || !documents) return
    void attempt(async () => {
      await load(api, id)
      const { document, begin } = useWorkspace.getState()
      if (document !== '') return
      const first = [...usePlaces.getState().places.keys()].find((d) => documents.some((row) => row.id === d)) ?? documents[0]?.id
      if (first !== undefined) begin(first)
    })
    // Only when another project was opened: a document that was closed stays closed.
  }, [id, documents !== undefined]) // eslint-disable-line react-hooks/exhaustive-deps
}

/** Documents and codes, the text, and what is said about it. */
export function Workspace() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { layout, load, arrange } = useLayout()
  const [ready, setReady] = useState(false)
  const [dialog, setDialog] = useState<'palette' | 'keys' | 'settings' | 'snapshot' | null>(null)
  // In a narrow window the side lies over the text, and goes when it is done with.
  const [over, setOver] = useState(false)
  const room = useRoom()
  const isNarrow = room === 'narrow'
  // Widths are kept as they are at the usual size of letters.
  const size = usePreferences((s) => s.preferences.scale) / 100
  const area = useArea((s) => s.area)
  const hiddenLeft = leftHidden(layout, area, room)
  const relating = useRelating((s) => s.now !== null)
  const [left, side] = [usePanelRef(), usePanelRef()]
  const group = useRef<HTMLDivElement>(null)
  const [beside] = useState(() => movable(styles['stand'] ?? ''))
  useKeys()
  useRegions()
  useFirstDocument()
  useFindingCommands()
  useEffect(() => {
    void attempt(async () => {
      load(await api.settings.layout())
    }).then(() => {
      setReady(true)
    })
  }, [api, attempt, load])

  // A window that changed its form gives the panes back the widths that the person chose.
  useEffect(() => {
    if (!ready) return
    const { layout: kept } = useLayout.getState()
    const timer = setTimeout(() => {
      place(left.current, kept.left * size, leftHidden(kept, useArea.getState().area, roomNow()))
      if (!isNarrow) place(side.current, kept.side * size, kept.side_hidden)
    }, 50)
    return () => {
      clearTimeout(timer)
    }
  }, [isNarrow, size, ready, left, side])
  // An area that shows the whole project has the room of the left pane, too, unless the person wants it there.
  useEffect(() => {
    if (ready) place(left.current, useLayout.getState().layout.left * size, hiddenLeft)
  }, [hiddenLeft, size, ready, left])
  /** Remembers the widths, in pixels, that borders were dragged to; what a window did by changing its form is nobody's wish. */
  const dragged = (shares: Record<string, number>, { isUserInteraction }: { isUserInteraction: boolean }) => {
    if (!isUserInteraction) return
    // Shares are of what the panels have together, without the borders between them.
    const all = [...(group.current?.children ?? [])].reduce((sum, e) => sum + (e.matches('[data-panel]') ? e.getBoundingClientRect().width : 0), 0)
    const pixels = (share = 0) => Math.round(((share / 100) * all) / size)
    const [wide, sideWide] = [pixels(shares['left']), pixels(shares['side'])]
    arrange(api, {
      ...hideLeft(layout, area, wide === 0),
      ...(wide > 0 && { left: wide }),
      ...(!isNarrow && { side_hidden: sideWide === 0 }),
      ...(sideWide > 0 && { side: sideWide }),
    })
  }

  const sideHidden = isNarrow ? !over : layout.side_hidden
  const toggleLeft = () => {
    arrange(api, hideLeft(layout, area, !hiddenLeft))
  }
  const showSide = useCallback(
    (shown: boolean) => {
      if (isNarrow) {
        setOver(shown)
        return
      }
      const { layout: kept } = useLayout.getState()
      if (kept.side_hidden === !shown) return
      place(side.current, kept.side * size, !shown)
      arrange(api, { side_hidden: !shown })
    },
    [api, arrange, isNarrow, side, size],
  )
  // What is asked for beside the text is shown, even where the side was hidden.
  useEffect(
    () =>
      useWorkspace.subscribe((now, was) => {
        if (now.document !== '' && (now.tab !== was.tab || now.where !== was.where || now.memosOf !== was.memosOf || now.historyOf !== was.historyOf)) showSide(true)
      }),
    [showSide],
  )
  const { items, history } = useShell({
    toggleLeft,
    toggleSide: () => {
      showSide(sideHidden)
    },
    showSide,
    open: setDialog,
  })
  if (!ready) return null
  const aside = (
    <aside aria-label={t('workspace.side')} className={styles['pane']} data-region="side" inert={sideHidden}>
      <SidePart />
    </aside>
  )
  return (
    <div className={styles['workspace']}>
      <Header
        history={history}
        items={items}
        leftHidden={hiddenLeft}
        sideHidden={sideHidden}
        onLeft={toggleLeft}
        onSide={() => {
          showSide(sideHidden)
        }}
        onPalette={() => {
          setDialog('palette')
        }}
      />
      <AreasPart />
      <div className={styles['panes']}>
        <Panes orientation="horizontal" elementRef={group} onLayoutChanged={dragged}>
          <Panel
            id="left"
            panelRef={left}
            defaultSize={hiddenLeft ? 0 : layout.left * size}
            minSize={200}
            collapsible
            collapsedSize={0}
            groupResizeBehavior="preserve-pixel-size"
          >
            <div className={styles['column']} inert={hiddenLeft}>
              <Panes
                orientation="vertical"
                onLayoutChanged={({ documents = 0 }, { isUserInteraction }) => {
                  if (isUserInteraction) arrange(api, { documents: Math.round(documents) })
                }}
              >
                <Panel
                  id="documents"
                  defaultSize={`${String(layout.documents)}%`}
                  minSize={100}
                >
                  <nav aria-label={t('workspace.documents')} className={styles['pane']} data-region="documents">
                    <Boundary>
                      <DocumentsPart />
                    </Boundary>
                  </nav>
                </Panel>
                <Edge />
                <Panel id="codes" minSize={100}>
                  <section aria-label={t('workspace.codes')} className={styles['pane']} data-region="codes">
                    <Boundary>
                      <CodesPart />
                    </Boundary>
                  </section>
                </Panel>
              </Panes>
            </div>
          </Panel>
          <Edge />
          <Panel id="reading" minSize={Math.round(Math.min(320 * size, innerWidth * 0.6))}>
            <main className={styles['pane']} data-region="main">
              <Boundary>
                <MiddlePart />
              </Boundary>
            </main>
          </Panel>
          {!isNarrow && <Edge />}
          {!isNarrow && (
            <Panel
              id="side"
              panelRef={side}
              defaultSize={layout.side_hidden ? 0 : layout.side * size}
              minSize={240}
              collapsible
              collapsedSize={0}
              groupResizeBehavior="preserve-pixel-size"
            >
              <Stand moved={beside} />
            </Panel>
          )}
        </Panes>
        {isNarrow && <Stand moved={beside} className={`${styles['over'] ?? ''} ${over ? '' : (styles['away'] ?? '')}`} />}
        {createPortal(aside, beside.element)}
      </div>
      <Dialogs />
      {relating && (
        <Suspense>
          <RelationDialog />
        </Suspense>
      )}
      {dialog === 'palette' && <CommandPalette onClose={() => { setDialog((d) => (d === 'palette' ? null : d)) }} />}
      {dialog === 'keys' && <KeySheet onClose={() => { setDialog(null) }} />}
      {dialog === 'snapshot' && <NameState onClose={() => { setDialog(null) }} />}
      {dialog === 'settings' && <Settings onClose={() => { setDialog(null) }} />}
    </div>
  )
}
