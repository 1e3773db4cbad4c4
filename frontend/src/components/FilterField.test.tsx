import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FilterField } from './FilterField'

it('says what it filters by its name, and in the field only what there is room for', () => {
  render(<FilterField label="Filter documents" value="" onChange={() => undefined} />)
  expect(screen.getByRole('searchbox', { name: 'Filter documents' })).toHaveProperty('placeholder', 'Filter…')
})
