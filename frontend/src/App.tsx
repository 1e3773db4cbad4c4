import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Api } from './api/client'
import { Boundary } from './components/Boundary'
import { DropOverlay } from './components/DropOverlay'
import { Notices } from './components/Notices'
import { StatusBar } from './components/StatusBar'
import styles from './App.module.css'
import { InUse } from './screens/welcome/InUse'
import { ExportDialog } from './screens/export/ExportDialog'
import { Welcome } from './screens/welcome/Welcome'
import { Workspace } from './screens/workspace/Workspace'
import { ApiProvider } from './state/api'
import { useComposing } from './state/composing'
import { useFollow } from './state/follow'
import { useOpening, useOpenProject } from './state/open-project'
import { useView } from './state/view'

const Gallery = lazy(async () => ({ default: (await import('./screens/gallery/Gallery')).Gallery }))

function Screens() {
  const { view, wanted, want } = useView()
  const open = useOpenProject()
  const opened = useOpening((s) => s.opened)
  useEffect(() => {
    if (!wanted) return
    want(null)
    void open(wanted)
  }, [wanted, want, open])
  switch (view.name) {
    case 'welcome':
      return <Welcome onProject={want} />
    case 'gallery':
      return <Gallery />
    case 'workspace':
      return <Workspace key={opened} />
  }
}

function Frame() {
  const { i18n } = useTranslation()
  useFollow()
  useComposing()
  const go = useView((s) => s.go)
  useEffect(() => {
    const look = () => {
      if (location.hash === '#gallery') go({ name: 'gallery' })
    }
    look()
    addEventListener('hashchange', look)
    return () => {
      removeEventListener('hashchange', look)
    }
  }, [go])
  return (
    <I18nProvider locale={i18n.language}>
      <div className={styles['frame']}>
        <Boundary>
          <Suspense>
            <Screens />
            <InUse />
          </Suspense>
        </Boundary>
        <StatusBar />
      </div>
      <Notices />
      <ExportDialog />
      <DropOverlay />
    </I18nProvider>
  )
}

/** The whole window. */
export function App({ api, queries }: { api: Api; queries: QueryClient }) {
  return (
    <QueryClientProvider client={queries}>
      <ApiProvider api={api}>
        <Frame />
      </ApiProvider>
    </QueryClientProvider>
  )
}
