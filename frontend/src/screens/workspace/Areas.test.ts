import i18next from 'i18next'
import { expect, it } from 'vitest'
import { languages } from '../../api/types'
import { areas } from '../../state/area'

it.each(languages)('no word breaks in the narrow list of the areas: %s', (lng) => {
  const words = areas.flatMap((a) => i18next.t(`area.${a}`, { lng }).split(' '))
  expect(words.filter((w) => w.length > 10)).toEqual([])
})
