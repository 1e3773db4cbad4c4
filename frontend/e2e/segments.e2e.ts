import { expect } from 'vitest'
import { themes } from './driver/looks'
import type { Page } from './driver/page'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

/** Opens the sample project, with its codings of seven cases. */
async function openSample(page: Page, home: string): Promise<void> {
  await page.call('Probe.NextFiles', [`${home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ role: 'feed', name: 'Coded passages' })
}

const status = (page: Page) => page.text({ css: '[role=tabpanel] [role=status]' })

scenario('passages are retrieved by a sentence, in which every part can be changed', async ({ page, program }) => {
  await openSample(page, program.home)
  const all = await status(page)
  expect(all).toMatch(/^\d+ codings, \d+ documents, \d+ cases$/)
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

interface Coded {
  id: string
  code: { path: string }
}

scenario('a code is split by key, and by dragging passages to other codes; each is one step to take back', async ({ page, program }) => {
  await openSample(page, program.home)
  await page.click({ role: 'button', name: 'by any coder' })
  await page.find({ role: 'dialog', name: 'by any coder' })
  await page.type('Coder A')
  await page.press('Enter')
  await page.press('Escape')
  await page.find({ role: 'button', pattern: '^by Coder A' })
  const coded = async () =>
    ((await page.call('Retrieval.Segments', { where: 'coder:"Coder A"', order: 'document', context: 0, offset: 0, limit: 3, consensus: false })) as unknown as { segments: Coded[] }).segments.map((s) => s.code.path)
  const before = await until('the passages', async () => ((list) => (list.length === 3 ? list : undefined))(await coded()))

  // By key: two that are chosen go to a new code below theirs.
  await page.click({ css: '[role=feed] article:first-of-type h3, [role=feed] [role=article] p' })
  await page.run(() => { document.querySelector<HTMLElement>('[role=feed] [tabindex="0"]')?.focus() })
  await page.press('Space')
  await page.press('n')
  await page.find({ role: 'dialog', pattern: '^A new code for 1 coding' })
  await themes(page, 'segments-split')
  await page.click({ role: 'textbox', name: 'Name of the new code' })
  await page.type('Split off here')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await until('the passage to have the new code', async () => (await coded())[0] === `${before[0] ?? ''}/Split off here`)
  await page.click({ role: 'button', name: 'Undo' })
  await until('both to be taken back', async () => JSON.stringify(await coded()) === JSON.stringify(before))
  expect(await page.run(() => document.querySelector('[data-region=codes]')?.textContent?.includes('Split off here'))).toBe(false)

  // By the pointer: a passage is dragged to a code of the tree.
  await page.drag({ css: '[role=feed] [data-chosen] > div' }, { role: 'row', pattern: 'Shifting priorities' })
  await until('the passage to have the other code', async () => (await coded())[0]?.endsWith('/Shifting priorities') === true)
  await page.click({ role: 'button', name: 'Undo' })
  await until('it to be taken back', async () => JSON.stringify(await coded()) === JSON.stringify(before))
}, browsers)
