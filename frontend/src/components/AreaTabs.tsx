import type { ComponentType } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import styles from './AreaTabs.module.css'

interface Props<T extends string> {
  title: string
  tabs: readonly T[]
  shown: T
  label(tab: T): string
  panels: Record<T, ComponentType>
  onShow(tab: T): void
}

/** An area of the window in several parts, one of which is shown. */
export function AreaTabs<T extends string>({ title, tabs, shown, label, panels, onShow }: Props<T>) {
  return (
    <Tabs
      className={styles['pane'] ?? ''}
      selectedKey={shown}
      onSelectionChange={(key) => {
        onShow(key as T)
      }}
    >
      <header className={styles['top']}>
        <h2 className={styles['title']}>{title}</h2>
        <TabList aria-label={title} className={styles['tabs'] ?? ''}>
          {tabs.map((name) => (
            <Tab key={name} id={name} className={styles['tab'] ?? ''}>
              {label(name)}
            </Tab>
          ))}
        </TabList>
      </header>
      {tabs.map((name) => {
        const Panel: ComponentType = panels[name]
        return (
          <TabPanel key={name} id={name} className={styles['panel'] ?? ''}>
            <Panel />
          </TabPanel>
        )
      })}
    </Tabs>
  )
}
