import './styles/tokens.css'
import './styles/base.css'
import './styles/fonts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connect } from './api/client'
import { wailsTransport } from './api/wails'
import { watched } from './api/watched'
import { App } from './App'
import { languageOf, startI18n } from './i18n'
import { applyPreferences, initial, usePreferences } from './state/preferences'
import { queryClient } from './state/queries'
import { useWaiting } from './state/waiting'

const root = document.getElementById('root')
if (root) {
  const api = connect(watched(wailsTransport(), (waiting) => { useWaiting.setState({ waiting }) }))
  // The preferences come first, so that the first thing shown has the right colours
  // and language; a window that cannot have them starts without.
  const preferences = await api.settings.get().catch(() => initial)
  usePreferences.getState().set(preferences)
  applyPreferences(preferences, document.documentElement)
  await startI18n(languageOf(preferences.language, navigator.languages))
  createRoot(root).render(
    <StrictMode>
      <App api={api} queries={queryClient()} />
    </StrictMode>,
  )
}
