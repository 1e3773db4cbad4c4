import { expect } from 'vitest'
import { themes } from './driver/looks'
import type { Page } from './driver/page'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'

/** Opens the sample project, with its codings of seven cases. */
async function openSample(page: Page, home: string): Promise<void> {
  await page.call('Probe.NextFiles', [`${home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Segments' })
}

const status = (page: Page) => page.text({ css: '[role=tabpanel] [role=status]' })

scenario('passages are retrieved by a sentence, in which every part can be changed', async ({ page, program }) => {
  await openSample(page, program.home)
  await page.find({ role: 'feed', name: 'Coded passages' })
  const all = await status(page)
  expect(all).toMatch(/^\d+ passages, \d+ documents, \d+ cases$/)
  await themes(page, 'segments')
  await page.click({ role: 'button', name: 'with any code' })
  await page.find({ role: 'dialog', name: 'with any code' })
  await themes(page, 'segments-code')
  await page.type('coordination mech')
  await page.press('Enter')
  await page.press('Escape')
  await page.find({ role: 'button', pattern: '^coded Coordination mechanisms' })
  await page.screenshot('segments-coordination')
  const coordination = await status(page)
  expect(coordination).not.toBe(all)

  // Narrowed by kind of document, then all but that kind.
  await page.click({ role: 'button', name: 'Narrow by…' })
  await page.type('kind')
  await page.press('Enter')
  await page.find({ role: 'button', name: 'Add' })
  await page.type('interview')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'Add' })
  await page.click({ role: 'button', pattern: '^in documents of kind interview' })
  const interviews = await status(page)
  expect(interviews).not.toBe(coordination)
  await page.click({ css: '[role=dialog] label:last-of-type' })
  await page.find({ role: 'button', pattern: '^not in documents of kind interview' })
  const others = await status(page)
  const count = (s: string) => Number(/^(\d+)/.exec(s)?.[1])
  expect(count(interviews) + count(others)).toBe(count(coordination))

  // Back to the first, and forward again.
  for (let i = 0; i < 3; i++) await page.click({ role: 'button', name: 'The retrieval before' })
  await page.wait('everything again', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, all)
  for (let i = 0; i < 3; i++) await page.click({ role: 'button', name: 'The retrieval after' })
  await page.wait('the last again', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, others)
}, browsers)
