import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { Button } from '../../components/Button'
import { numberFormat } from '../../i18n/formats'
import { useExporting } from '../../state/finding'
import { useRegister, useScan } from '../../state/sharing'
import { Findings } from './Findings'
import { NameDialog, fresh } from './NameDialog'
import { Names } from './Names'
import { Permanent } from './Permanent'
import { Shown } from './Shown'
import type { PseudonymView } from '../../api/types'
import styles from './sharing.module.css'

/** What keeps names from leaving the project: the register, what may still tell, and how a text looks to others. */
export function SharingPane() {
  const { t, i18n } = useTranslation()
  const register = useRegister().data
  const open = useScan(true).data?.open
  const exporting = useExporting((s) => s.show)
  const [editing, setEditing] = useState<PseudonymView | null>(null)
  const [permanent, setPermanent] = useState(false)
  const n = (value: number) => numberFormat(i18n.language).format(value)
  return (
    <section aria-label={t('sharing.title')} className={styles['pane']} data-region="reading">
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('sharing.title')}</h2>
        <p className={styles['help']}>{t('sharing.help')}</p>
        <div className={styles['bar']}>
          <Button
            onPress={() => {
              setPermanent(true)
            }}
            isDisabled={!register?.length}
          >
            {t('sharing.permanent')}
          </Button>
          <Button
            onPress={() => {
              exporting('all')
            }}
          >
            {t('export.command')}
          </Button>
        </div>
      </header>
      <Tabs className={styles['tabs'] ?? ''}>
        <TabList aria-label={t('sharing.title')} className={styles['tabList'] ?? ''}>
          <Tab id="names" className={styles['tab'] ?? ''}>
            {t('sharing.names')} <span className={styles['count']}>{register ? n(register.length) : ''}</span>
          </Tab>
          <Tab id="findings" className={styles['tab'] ?? ''}>
            {t('sharing.findings')} <span className={styles['count']}>{open === undefined ? '' : n(open)}</span>
          </Tab>
          <Tab id="shown" className={styles['tab'] ?? ''}>
            {t('sharing.shown')}
          </Tab>
        </TabList>
        <TabPanel id="names" className={styles['panel'] ?? ''}>
          <Names names={register} onEdit={setEditing} />
        </TabPanel>
        <TabPanel id="findings" className={styles['panel'] ?? ''}>
          <Findings
            onName={(text, kind) => {
              setEditing({ ...fresh, name: text, kind })
            }}
          />
        </TabPanel>
        <TabPanel id="shown" className={styles['panel'] ?? ''}>
          <Shown />
        </TabPanel>
      </Tabs>
      {editing && (
        <NameDialog
          name={editing}
          taken={register ?? []}
          onClose={() => {
            setEditing(null)
          }}
        />
      )}
      {permanent && (
        <Permanent
          onClose={() => {
            setPermanent(false)
          }}
        />
      )}
    </section>
  )
}
