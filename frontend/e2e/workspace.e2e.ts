import { expect } from 'vitest'
import { scenario } from './driver/scenario'

scenario('look', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/s.articula`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.a-stripe' })
  await new Promise((r) => setTimeout(r, 1500))
  for (const theme of ['light', 'dark']) {
    await page.call('Settings.Save', { language: 'en', theme, density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
    await new Promise((r) => setTimeout(r, 500))
    await page.screenshot('workspace')
  }
  console.log(await page.axe())
  expect(1).toBe(1)
})
