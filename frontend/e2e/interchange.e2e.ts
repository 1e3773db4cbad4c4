import { copyFileSync, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { prefer, themes } from './driver/looks'
import type { Page } from './driver/page'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'

scenario('a project of another program is looked into before it is taken over, and comes back from what was written', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [join(program.home, 'Sample')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ role: 'feed', name: 'Coded passages' })
  const before = (await page.call('Documents.List', false)) as { title: string; codings: number }[]

  // Written as a project of the standard: what it cannot hold is said before.
  await page.click({ role: 'button', name: 'Export' })
  await page.find({ role: 'dialog', name: 'Export' })
  await page.click({ css: 'label[class*=radio]:has(input[value=qdpx])' })
  await page.click({ css: 'details summary' })
  await themes(page, 'export-project')
  const path = join(program.home, 'theirs.qdpx')
  await page.call('Probe.NextFiles', [path])
  await page.click({ role: 'button', name: 'Choose a place…' })
  await page.wait('the result', () => /was written/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  expect(statSync(path).size).toBeGreaterThan(10_000)

  // A dataset is a folder.
  await page.click({ role: 'button', name: 'Export' })
  await page.click({ css: 'label[class*=radio]:has(input[value=dataset])' })
  await page.call('Probe.NextFiles', [join(program.home, 'for-statistics')])
  await page.click({ role: 'button', name: 'Choose a place…' })
  await page.wait('the result', () => /was written/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  expect(existsSync(join(program.home, 'for-statistics', 'manifest.json'))).toBe(true)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Into a project of one's own: what is in it is shown, and nothing is taken over until one says so.
  const again = join(program.home, 'again.qdpx')
  copyFileSync(path, again)
  await page.click({ role: 'button', pattern: ': Project menu$' })
  await page.click({ role: 'menuitem', pattern: '^Close the project' })
  await newProject(page, join(program.home, 'Taken over'), 'Taken over')
  await page.find({ role: 'button', name: 'Import files…' })
  await page.call('Probe.NextFiles', [again])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.find({ role: 'button', name: 'Look into it…' })
  await themes(page, 'import-project')
  await page.click({ role: 'button', name: 'Look into it…' })
  await page.find({ role: 'dialog', name: 'What is in it' })
  await themes(page, 'import-review')
  expect(await page.text({ role: 'dialog', name: 'What is in it' })).toMatch(/Written by Articula/)
  expect((await page.call('Documents.List', false)) as unknown[]).toEqual([])
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await themes(page, 'import-project-done')
  const after = (await page.call('Documents.List', false)) as { title: string; codings: number }[]
  expect(after.map((d) => [d.title, d.codings])).toEqual(before.map((d) => [d.title, d.codings]))
}, browsers)

/** A file that lies beside the scenarios. */
const lying = (name: string) => join(import.meta.dirname, 'files', name)

/** Begins a project of one's own and looks into a file before it is taken over. */
async function lookInto(page: Page, home: string, file: string): Promise<void> {
  await newProject(page, join(home, 'Of one’s own'), 'Of one’s own')
  await page.find({ role: 'button', name: 'Import files…' })
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.click({ role: 'button', name: 'Look into it…' })
  await page.find({ role: 'dialog', name: 'What is in it' })
}

scenario('of several projects in a file of Taguette, one is chosen', async ({ page, program }) => {
  await lookInto(page, program.home, lying('two-projects.sqlite3'))
  expect(await page.text({ role: 'dialog', name: 'What is in it' })).toMatch(/Valleys, 1 document[\s\S]*Coast, 1 document/)
  await page.click({ css: '[role=dialog] fieldset label:has(input[type=checkbox])' })
  await page.find({ role: 'button', name: 'Read again' })
  await themes(page, 'import-review-inside')
  await page.click({ role: 'button', name: 'Read again' })
  await page.wait('what is left to be told', () => /not chosen/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  const documents = (await page.call('Documents.List', false)) as { title: string; codings: number }[]
  expect(documents.map((d) => [d.title, d.codings])).toEqual([['Coast interview', 1]])
}, browsers)

scenario('codings on areas of a picture are listed beside its text, and what is said of them is in the language of the window', async ({ page, program }) => {
  await lookInto(page, program.home, lying('areas.qdpx'))
  await prefer(page, { language: 'es' })
  expect(await page.text({ css: '[role=dialog]' })).toContain('se enumeran con su documento')
  await themes(page, 'import-review-areas')
  await prefer(page, { language: 'en' })
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.click({ role: 'row', pattern: 'Map of the valley' })
  await page.click({ role: 'button', name: '2 codings beside the text' })
  await page.find({ role: 'dialog', name: '2 codings beside the text' })
  const told = await page.text({ role: 'dialog', name: '2 codings beside the text' })
  expect(told).toMatch(/2 on areas\. They came with the project of another program/)
  expect(told).toMatch(/Reach\s*Area 0, 0, 8, 9\s*Ana.*Reach\s*Area 10, 40, 30, 90\s*Ana.*the bridge/s)
  await themes(page, 'unplaced')
}, browsers)
