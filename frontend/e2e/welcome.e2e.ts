import { expect } from 'vitest'
import { scenario } from './driver/scenario'

scenario('the first screen is there, in each theme, and axe finds nothing wrong with it', async ({ page }) => {
  await page.find({ role: 'heading', name: 'Articula' })
  await page.find({ role: 'button', pattern: '^New project' })
  await page.find({ role: 'region', name: 'Recent projects' })
  expect(await page.axe()).toEqual([])
  for (const theme of ['Light', 'Dark', 'High contrast']) {
    await page.click({ role: 'button', pattern: 'Colours$' })
    await page.click({ role: 'option', name: theme })
    await page.gone({ role: 'listbox' })
    expect(await page.axe(), theme).toEqual([])
    for (const width of [1280, 1024]) {
      await page.resize(width, 760)
      await page.screenshot('welcome')
    }
    await page.resize(1280, 860)
  }
})
