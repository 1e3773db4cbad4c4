import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { ActorNetwork, RelationView } from '../../api/types'
import '../../i18n'
import { ActorMatrix } from './ActorMatrix'

vi.mock('./use-relation-facets', () => {
  const level = { id: 'level', name: 'level', values: [{ id: 'c', name: 'central' }, { id: 'm', name: 'intermediate' }] }
  return { useRelationFacets: () => ({ level, title: () => 'Level', said: (list: { value_name: string }[]) => list.map((v) => v.value_name).join(', ') }) }
})

const relation = (id: string, value: string) => ({ id, from: { id: 'a' }, to: { id: 'b' }, facets: [{ facet: 'level', value }] })

it('says in whole words how many coordinations there are at each level', async () => {
  const network = { nodes: [{ id: 'a', title: 'A', label: 'A' }, { id: 'b', title: 'B', label: 'B' }] } as unknown as ActorNetwork
  const relations = [relation('1', 'c'), relation('2', 'm'), relation('3', 'm')] as unknown as RelationView[]
  render(<ActorMatrix network={network} relations={relations} focus={null} onFocus={() => undefined} />)
  fireEvent.click(screen.getByRole('button', { name: /Split by/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'Level' }))
  const cell = await screen.findByRole('gridcell', { name: /^A → B: 3/ })
  expect([...cell.children].map((part) => part.textContent)).toEqual(['central 1', 'intermediate 2'])
})
