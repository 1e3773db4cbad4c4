import { useTranslation } from 'react-i18next'
import { AreaTabs } from '../../components/AreaTabs'
import { actorTabs, useActorsView, type ActorTab } from '../../state/actors'
import { Coordination } from './Coordination'
import { Mentions } from './Mentions'
import { Register } from './Register'

const panels: Record<ActorTab, () => React.ReactNode> = { register: Register, mentions: Mentions, coordination: Coordination }

/** Institutions and programmes: who they are, where texts name them, who coordinates with whom. */
export function ActorsPane() {
  const { t } = useTranslation()
  const { tab, set } = useActorsView()
  return (
    <AreaTabs
      title={t('area.actors')}
      tabs={actorTabs}
      shown={tab}
      label={(name) => t(`actors.tab.${name}`)}
      panels={panels}
      onShow={(name) => {
        set({ tab: name })
      }}
    />
  )
}
