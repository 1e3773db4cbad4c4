import { QueryClientProvider } from '@tanstack/react-query'
import { renderHook } from '@testing-library/react'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { afterEach, expect, it } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import { ApiProvider } from '../../state/api'
import { queryClient } from '../../state/queries'
import { useTold } from './use-told'

afterEach(() => i18next.changeLanguage('en'))

it('columns are named in the language of the window, texts of them in another language, too', async () => {
  await i18next.changeLanguage('es')
  const { result } = renderHook(() => useTold(), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={queryClient()}>
        <ApiProvider api={connect(memoryTransport({ 'Projects.Info': () => ({ coders: [] }) }))}>{children}</ApiProvider>
      </QueryClientProvider>
    ),
  })
  const told = result.current({ key: 'code.edit', kind: 'code.edit', sentence: '', args: { name: 'Savings/Village banks', fields: 'include when, definition (fr)' } })
  expect(told).toContain('Savings › Village banks')
  expect(told).toContain('definición (fr)')
  expect(told).not.toMatch(/include|definition/)
})
