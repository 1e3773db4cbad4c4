import { useTranslation } from 'react-i18next'
import { AreaTabs } from '../../components/AreaTabs'
import { coverageTabs, useCoverageView, type CoverageTab } from '../../state/coverage'
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
    <AreaTabs
      title={t('area.coverage')}
      tabs={coverageTabs}
      shown={tab}
      label={(name) => t(`coverage.tab.${name}`)}
      panels={panels}
      onShow={(name) => {
        set({ tab: name })
      }}
    />
  )
}
