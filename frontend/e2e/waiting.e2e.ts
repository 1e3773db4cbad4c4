import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle } from './driver/looks'
import { pdf } from './driver/papers'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

/** So many reports as PDF, which are read one by one outside of the program. */
function reports(folder: string, count: number): string[] {
  mkdirSync(folder, { mode: 0o700 })
  return Array.from({ length: count }, (_, i) => {
    const path = join(folder, `Report ${String(i + 1)}.pdf`)
    writeFileSync(path, pdf(...Array.from({ length: 8 }, (_, page) => Array.from({ length: 40 }, (_, line) => `Office ${String(i)} shares line ${String(line)} of page ${String(page)} with others.`))), { mode: 0o600 })
    return path
  })
}

scenario('a long import says how far it is, is stopped without a trace, and goes on in the background', async ({ page, program }) => {
  const files = reports(join(program.home, 'reports'), 100)
  await newProject(page, join(program.home, 'Study'), 'Study')
  const documents = async () => ((await page.call('Documents.List', false)) as unknown[]).length
  const begin = async () => {
    await page.call('Probe.NextFiles', files)
    await page.click({ role: 'button', name: 'Import files…' })
    await page.find({ role: 'dialog', name: 'Import documents' })
    await page.click({ role: 'button', name: 'Import' })
    await page.find({ role: 'dialog', pattern: '^Importing' })
  }
  await begin()
  const far = () => page.run(() => Number(document.querySelector('[role=dialog] [role=progressbar]')?.getAttribute('aria-valuenow') ?? -1))
  await until('some of it to be done', async () => (await far()) > 0)
  await settle(page).catch(() => undefined)
  await page.screenshot('import-running')
  await page.click({ css: '[role=dialog] button', pattern: '^Cancel' })
  await page.find({ role: 'dialog', name: 'Import stopped' })
  await page.screenshot('import-stopped')
  expect(await page.axe('[role=dialog]')).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  expect(await documents()).toBe(0)

  // Again, in the background: work goes on, and the status bar says how far it is.
  await begin()
  await page.click({ role: 'button', name: 'Go on in the background' })
  await page.gone({ role: 'dialog' })
  await page.find({ css: 'footer [role=progressbar]' })
  await page.click({ role: 'button', name: 'New code' })
  await page.type('meanwhile')
  await page.press('Enter')
  await page.press('Escape')
  await page.screenshot('import-background')
  await until('the code to be there', async () => JSON.stringify(await page.call('Codes.Tree')).includes('meanwhile'))
  await until('all of them', async () => (await documents()) === files.length, 60_000)
  await page.gone({ css: 'footer [role=progressbar]' })
}, browsers)
