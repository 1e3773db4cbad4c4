import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import type { Layout } from '../../api/types'
import { Boundary } from '../../components/Boundary'
import { DragLabel } from '../../components/DragLabel'
import { useApi } from '../../state/api'
import { useCodesView } from '../../state/codes'
import { useLayout } from '../../state/layout'
import { usePlaces } from '../../state/places'
import { useDocuments, useInfo } from '../../state/queries'
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
import { CommandPalette } from './CommandPalette'
import { Header } from './Header'
import { KeySheet } from './KeySheet'
import { Settings } from './Settings'
import { Middle } from './Middle'
import { useKeys, useRegions } from './use-keys'
import { useShell } from './use-shell'
import styles from './Workspace.module.css'

const tabs: readonly SideTab[] = ['here', 'segments', 'search', 'memos', 'history', 'code']
const panes: Record<SideTab, () => React.ReactNode> = {
  here: HerePane,
  segments: SegmentsPane,
  search: SearchPane,
  memos: MemosPane,
  history: HistoryPane,
  code: CodeEditor,
}

function Edge() {
  const { t } = useTranslation()
  return <Separator className={styles['edge'] ?? ''} title={t('workspace.resize')} />
}

/** What is said about the text, one thing at a time. */
function Side() {
  const { t } = useTranslation()
  const { tab, show } = useWorkspace()
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

const narrow = matchMedia('(max-width: 1100px)')
const useNarrow = () =>
  useSyncExternalStore(
    (changed) => {
      narrow.addEventListener('change', changed)
      return () => {
        narrow.removeEventListener('change', changed)
      }
    },
    () => narrow.matches,
  )

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
      const { document, read } = useWorkspace.getState()
      if (document !== '') return
      const first = [...usePlaces.getState().places.keys()].find((d) => documents.some((row) => row.id === d)) ?? documents[0]?.id
      if (first !== undefined) read(first)
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
  const [dialog, setDialog] = useState<'palette' | 'keys' | 'settings' | null>(null)
  // In a narrow window the side lies over the text, and goes when it is done with.
  const [over, setOver] = useState(false)
  const isNarrow = useNarrow()
  const [left, side] = [usePanelRef(), usePanelRef()]
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

  // Panes that make room for a window that changed its form are not arranged by anybody.
  const settling = useRef(false)
  useEffect(() => {
    settling.current = true
    const { layout: kept } = useLayout.getState()
    const widths = setTimeout(() => {
      if (!kept.left_hidden) left.current?.resize(kept.left)
      if (!isNarrow && !kept.side_hidden) side.current?.resize(kept.side)
    }, 50)
    const timer = setTimeout(() => {
      settling.current = false
    }, 400)
    return () => {
      clearTimeout(widths)
      clearTimeout(timer)
      settling.current = true
    }
  }, [isNarrow, ready, left, side])
  const arranged = (part: Partial<Layout>) => {
    if (!settling.current) arrange(api, part)
  }

  const sideHidden = isNarrow ? !over : layout.side_hidden
  const toggleLeft = () => {
    if (layout.left_hidden) left.current?.expand()
    else left.current?.collapse()
  }
  const showSide = useCallback(
    (shown: boolean) => {
      if (isNarrow) setOver(shown)
      else if (shown) side.current?.expand()
      else side.current?.collapse()
    },
    [isNarrow, side],
  )
  // What is asked for beside the text is shown, even where the side was hidden.
  useEffect(
    () =>
      useWorkspace.subscribe((now, was) => {
        if (now.document !== '' && (now.tab !== was.tab || now.where !== was.where || now.memosOf !== was.memosOf)) showSide(true)
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
      <Side />
    </aside>
  )
  return (
    <div className={styles['workspace']}>
      <Header
        history={history}
        items={items}
        leftHidden={layout.left_hidden}
        sideHidden={sideHidden}
        onLeft={toggleLeft}
        onSide={() => {
          showSide(sideHidden)
        }}
        onPalette={() => {
          setDialog('palette')
        }}
      />
      <div className={styles['panes']}>
        <Group orientation="horizontal">
          <Panel
            id="left"
            panelRef={left}
            defaultSize={layout.left_hidden ? 0 : layout.left}
            minSize={200}
            collapsible
            collapsedSize={0}
            groupResizeBehavior="preserve-pixel-size"
            onResize={({ inPixels }) => {
              arranged(inPixels > 0 ? { left: Math.round(inPixels), left_hidden: false } : { left_hidden: true })
            }}
          >
            <div className={styles['column']} inert={layout.left_hidden}>
              <Group orientation="vertical">
                <Panel
                  id="documents"
                  defaultSize={`${String(layout.documents)}%`}
                  minSize={100}
                  onResize={({ asPercentage }) => {
                    arranged({ documents: Math.round(asPercentage) })
                  }}
                >
                  <nav aria-label={t('workspace.documents')} className={styles['pane']} data-region="documents">
                    <Boundary>
                      <DocumentsPane />
                    </Boundary>
                  </nav>
                </Panel>
                <Edge />
                <Panel id="codes" minSize={100}>
                  <section aria-label={t('workspace.codes')} className={styles['pane']} data-region="codes">
                    <Boundary>
                      <CodesPane />
                    </Boundary>
                  </section>
                </Panel>
              </Group>
            </div>
          </Panel>
          <Edge />
          <Panel id="reading" minSize={320}>
            <main className={styles['pane']} data-region="main">
              <Boundary>
                <Middle />
              </Boundary>
            </main>
          </Panel>
          {!isNarrow && <Edge />}
          {!isNarrow && (
            <Panel
              id="side"
              panelRef={side}
              defaultSize={layout.side_hidden ? 0 : layout.side}
              minSize={240}
              collapsible
              collapsedSize={0}
              groupResizeBehavior="preserve-pixel-size"
              onResize={({ inPixels }) => {
                arranged(inPixels > 0 ? { side: Math.round(inPixels), side_hidden: false } : { side_hidden: true })
              }}
            >
              {aside}
            </Panel>
          )}
        </Group>
        {isNarrow && <div className={`${styles['over'] ?? ''} ${over ? '' : (styles['away'] ?? '')}`}>{aside}</div>}
      </div>
      <DragLabel />
      <DocumentDialogs />
      <CodeDialogs />
      {dialog === 'palette' && <CommandPalette onClose={() => { setDialog((d) => (d === 'palette' ? null : d)) }} />}
      {dialog === 'keys' && <KeySheet onClose={() => { setDialog(null) }} />}
      {dialog === 'settings' && <Settings onClose={() => { setDialog(null) }} />}
    </div>
  )
}
