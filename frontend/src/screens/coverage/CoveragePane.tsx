import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { coverageTabs, useCoverageView, type CoverageTab } from '../../state/coverage'
import styles from './coverage.module.css'
import { Gap } from './Gap'
import { OverTime } from './OverTime'
import { Saturation } from './Saturation'
import { Uncoded } from './Uncoded'
import { VoicesTable } from './VoicesTable'

const panels: Record<CoverageTab, () => React.ReactNode> = { voices: VoicesTable, documents: Saturation, uncoded: Uncoded, time: OverTime, gap: Gap }

/** Who speaks where, what is not coded, whether new codes still come, and where norm and practice part. */
export function CoveragePane() {
  const { t } = useTranslation()
  const { tab, set } = useCoverageView()
  return (
    <Tabs
      className={styles['pane'] ?? ''}
      selectedKey={tab}
      onSelectionChange={(key) => {
        set({ tab: key as CoverageTab })
      }}
    >
      <header className={styles['top']}>
        <h2 className={styles['title']}>{t('area.coverage')}</h2>
        <TabList aria-label={t('area.coverage')} className={styles['tabs'] ?? ''}>
          {coverageTabs.map((name) => (
            <Tab key={name} id={name} className={styles['tab'] ?? ''}>
              {t(`coverage.tab.${name}`)}
            </Tab>
          ))}
        </TabList>
      </header>
      {coverageTabs.map((name) => {
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
