import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useWorkspace, type SideTab } from '../../state/workspace'
import { CodesPane } from '../codes/CodesPane'
import { DocumentDialogs } from '../documents/DocumentDialogs'
import { DocumentsPane } from '../documents/DocumentsPane'
import { HerePane } from '../here/HerePane'
import { HistoryPane } from '../history/HistoryPane'
import { MemosPane } from '../memos/MemosPane'
import { ReadingPane } from '../reading/ReadingPane'
import { SearchPane } from '../search/SearchPane'
import { SegmentsPane } from '../segments/SegmentsPane'
import styles from './Workspace.module.css'

const tabs: readonly SideTab[] = ['here', 'segments', 'search', 'memos', 'history']
const panes: Record<SideTab, () => React.ReactNode> = {
  here: HerePane,
  segments: SegmentsPane,
  search: SearchPane,
  memos: MemosPane,
  history: HistoryPane,
}

function Edge() {
  const { t } = useTranslation()
  return <Separator className={styles['edge'] ?? ''} aria-label={t('workspace.resize')} />
}

/** Documents and codes, the text, and what is said about it. */
export function Workspace() {
  const { t } = useTranslation()
  const { tab, show } = useWorkspace()
  return (
    <div className={styles['workspace']}>
      <Group orientation="horizontal">
        <Panel id="left" defaultSize={300} minSize={200}>
          <Group orientation="vertical">
            <Panel id="documents" defaultSize="45%" minSize={100}>
              <nav aria-label={t('workspace.documents')} className={styles['pane']}>
                <DocumentsPane />
              </nav>
            </Panel>
            <Edge />
            <Panel id="codes" minSize={100}>
              <section aria-label={t('workspace.codes')} className={styles['pane']}>
                <CodesPane />
              </section>
            </Panel>
          </Group>
        </Panel>
        <Edge />
        <Panel id="reading" minSize={360}>
          <main className={styles['pane']}>
            <ReadingPane />
          </main>
        </Panel>
        <Edge />
        <Panel id="side" defaultSize={360} minSize={240}>
          <aside aria-label={t('workspace.side')} className={styles['pane']}>
            <Tabs
              className={styles['tabs'] ?? ''}
              selectedKey={tab}
              onSelectionChange={(key) => {
                show(key as SideTab)
              }}
            >
              <TabList aria-label={t('workspace.side')} className={styles['tabList'] ?? ''}>
                {tabs.map((name) => (
                  <Tab key={name} id={name} className={styles['tab'] ?? ''}>
                    {t(`workspace.tab.${name}`)}
                  </Tab>
                ))}
              </TabList>
              {tabs.map((name) => {
                const Pane = panes[name]
                return (
                  <TabPanel key={name} id={name} className={styles['tabPanel'] ?? ''}>
                    <Pane />
                  </TabPanel>
                )
              })}
            </Tabs>
          </aside>
        </Panel>
      </Group>
      <DocumentDialogs />
    </div>
  )
}
