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
import { Welcome } from './screens/welcome/Welcome'
import { ApiProvider } from './state/api'
import { useFollow } from './state/follow'
import { useNotices } from './state/notices'
import { useView, type Wanted } from './state/view'

const Gallery = lazy(async () => ({ default: (await import('./screens/gallery/Gallery')).Gallery }))

function Screens() {
  const { t } = useTranslation()
  const { view, want } = useView()
  const say = useNotices((s) => s.say)
  const onProject = (wanted: Wanted) => {
    want(wanted)
    say(t('file.chosen', { name: wanted.file.name }))
  }
  switch (view.name) {
    case 'welcome':
      return <Welcome onProject={onProject} />
    case 'gallery':
      return <Gallery />
  }
}

function Frame() {
  const { i18n } = useTranslation()
  useFollow()
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
          </Suspense>
        </Boundary>
        <StatusBar />
      </div>
      <Notices />
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
