import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { connect } from '../../api/client'
import { memoryTransport } from '../../api/memory'
import type { CodeNode } from '../../api/types'
import { ApiProvider } from '../../state/api'
import { keys, queryClient } from '../../state/queries'
import { CodePicker } from './CodePicker'

const node = (path: string, ...children: CodeNode[]): CodeNode =>
  ({ id: path, name: path.split('/').at(-1) ?? '', names: {}, path, color: '', own_color: false, definition: '', definitions: {}, include_when: '', exclude_when: '', example: '', folder: false, codings: 0, children }) as never

/** Types words into the picker, and says what it offers to make and what Enter takes. */
async function type(tree: CodeNode[], words: string) {
  const cache = queryClient()
  cache.setQueryData(keys.codes, tree)
  const onTake = vi.fn()
  render(
    <QueryClientProvider client={cache}>
      <ApiProvider api={connect(memoryTransport({}))}>
        <CodePicker codes={tree} triggerRef={{ current: document.body }} label="Codes" onTake={onTake} onClose={() => undefined} />
      </ApiProvider>
    </QueryClientProvider>,
  )
  const box = await screen.findByRole('combobox')
  fireEvent.change(box, { target: { value: words } })
  const made = screen.queryAllByRole('option').map((o) => o.textContent).filter((o) => o.startsWith('New code'))
  fireEvent.keyDown(box, { key: 'Enter' })
  return { made, taken: onTake.mock.calls[0] as unknown }
}

const coordination = node('Coordination', node('Coordination/informal', node('Coordination/informal/rules')), node('Coordination/formal'))
const below = (parent: string, name: string) => [[], [{ names: [name], parent }]]

it('makes a code below the one that has this name, not below one whose name ends so', async () => {
  expect((await type([coordination], 'formal/agreements')).taken).toEqual(below('Coordination/formal', 'agreements'))
})

it('makes a code beside one that only ends like it', async () => {
  const { made, taken } = await type([coordination], 'formal/rules')
  expect(made).toHaveLength(1)
  expect(taken).toEqual(below('Coordination/formal', 'rules'))
})

it('makes none where it is there already', async () => {
  const { made, taken } = await type([coordination], 'informal/rules')
  expect(made).toEqual([])
  expect(taken).toEqual([['Coordination/informal/rules'], []])
})

it('means by a path the code that it is before one that ends with it', async () => {
  const tree = [coordination, node('formal')]
  expect((await type(tree, 'formal/agreements')).taken).toEqual(below('formal', 'agreements'))
})

it('takes the code that ends so before it makes another one', async () => {
  const tree = [node('Law', node('Law/formal', node('Law/formal/rules'))), node('formal')]
  const { made, taken } = await type(tree, 'formal/rules')
  expect(made).toHaveLength(1)
  expect(taken).toEqual([['Law/formal/rules'], []])
})
