import { render } from '@testing-library/react'
import i18next from 'i18next'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import { i18nOptions } from '../../i18n'
import { Account } from './Account'

it('what is said of things in a file is said in the language of the window', async () => {
  const i18n = i18next.createInstance()
  await i18n.init({ ...i18nOptions, lng: 'es' })
  const elements = [
    { element: 'Coding', in: 3, stored: 1, kept: 2, left: 0, notes: [{ code: 'account.coding_no_code', what: 'it names no code', count: 2, names: ['one', ''] }] },
    { element: 'facet', in: 1, stored: 0, kept: 1, left: 0, notes: [{ code: 'account.no_place', what: 'the standard has no place for it', beside: true, count: 1, names: ['Level'] }] },
    { element: 'side-car cell', in: 1, stored: 0, kept: 0, left: 1, notes: [{ code: 'account.side_car_missing', what: 'in English', args: { missing: 'dimension' }, count: 1, names: ['x'] }] },
  ]
  const { container } = render(
    <I18nextProvider i18n={i18n}>
      <Account elements={elements} />
    </I18nextProvider>,
  )
  const told = [...container.querySelectorAll('p')].map((p) => p.textContent)
  expect(told).toEqual([
    '2: no nombra ningún código; se conserva y se vuelve a escribir (one)',
    '1: el estándar no tiene lugar para ello; va junto al estándar, donde solo lo lee este programa (Level)',
    '1: aquello a lo que remite (columna de una síntesis) no está (x)',
  ])
})
