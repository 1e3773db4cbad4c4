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

const within = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient()}>
    <ApiProvider api={connect(memoryTransport({ 'Projects.Info': () => ({ coders: [] }) }))}>{children}</ApiProvider>
  </QueryClientProvider>
)

afterEach(() => i18next.changeLanguage('en'))

it('columns are named in the language of the window, texts of them in another language, too', async () => {
  await i18next.changeLanguage('es')
  const { result } = renderHook(() => useTold(), { wrapper: within })
  const told = result.current({ key: 'code.edit', kind: 'code.edit', sentence: '', args: { name: 'Savings/Village banks', fields: 'include when, definition (fr)' } })
  expect(told).toContain('Savings › Village banks')
  expect(told).toContain('definición (fr)')
  expect(told).not.toMatch(/include|definition/)
})

it.each([
  ['en', 'changed the statement of Mali × Results and set it to reviewed', 'changed the title, text of the memo “On targeting”'],
  ['es', 'cambió el enunciado de Mali × Results y lo puso como «revisado»', 'cambió del memo «On targeting»: título, texto'],
  ['fr', 'a modifié l’énoncé de Mali × Results et l’a mis à « relu »', 'a modifié du mémo « On targeting » : titre, texte'],
  ['pt', 'mudou o enunciado de Mali × Results e o pôs como “revisto”', 'mudou do memorando “On targeting”: título, texto'],
])('a change of a finding and of a memo is told in %s', async (lang, finding, memo) => {
  await i18next.changeLanguage(lang)
  const { result } = renderHook(() => useTold(), { wrapper: within })
  expect(result.current({ key: 'cell.write.status', kind: 'cell.write', sentence: '', args: { place: 'Mali × Results', status: 'reviewed' } })).toBe(finding)
  expect(result.current({ key: 'memo.edit', kind: 'memo.edit', sentence: '', args: { name: 'On targeting', fields: 'title, body' } })).toBe(memo)
})
