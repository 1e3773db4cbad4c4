import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { actorTabs, useActorsView, type ActorTab } from '../../state/actors'
import styles from './actors.module.css'
import { Coordination } from './Coordination'
import { Mentions } from './Mentions'
import { Register } from './Register'

const panels: Record<ActorTab, () => React.ReactNode> = { register: Register, mentions: Mentions, coordination: Coordination }

/** Institutions and programmes: who they are, where texts name them, who coordinates with whom. */
export function ActorsPane() {
  const { t } = useTranslation()
  const { tab, set } = useActorsView()
  return (
    <Tabs
      className={styles['pane'] ?? ''}
      selectedKey={tab}
      onSelectionChange={(key) => {
        set({ tab: key as ActorTab })
      }}
    >
      <header className={styles['top']}>
        <h2 className={styles['title']}>{t('area.actors')}</h2>
        <TabList aria-label={t('area.actors')} className={styles['tabs'] ?? ''}>
          {actorTabs.map((name) => (
            <Tab key={name} id={name} className={styles['tab'] ?? ''}>
              {t(`actors.tab.${name}`)}
            </Tab>
          ))}
        </TabList>
      </header>
      {actorTabs.map((name) => {
        const Panel = panels[name]
        return (
          <TabPanel key={name} id={name} className={styles['panel'] ?? ''}>
            <Panel />
          </TabPanel>
        )
      })}
    </Tabs>
  )
}
