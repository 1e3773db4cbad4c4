import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { themes } from './driver/looks'
import { scenario } from './driver/scenario'

scenario('a report is chosen, looked at and written; quotes carry their translation', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })

  await page.click({ role: 'radio', name: 'Reports' })
  await page.wait('what to do', () => document.querySelector('[data-region=main]')?.textContent?.includes('Look at the report before it is written'))
  await page.click({ role: 'button', pattern: 'Language$' })
  await page.click({ role: 'option', name: 'Español' })
  await page.click({ role: 'button', name: 'Preview' })
  await page.find({ role: 'heading', name: 'Libro de códigos' })
  await page.find({ css: 'figure svg[role=img]' })
  await page.click({ css: 'article details summary' })
  await page.wait('a quote with where it stands', () => (document.querySelector('article details[open]')?.textContent ?? '').includes('“'))
  await themes(page, 'report-preview')

  const file = join(program.home, 'informe.docx')
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'Write…' })
  await page.wait('the report to be written', () => document.querySelector('form')?.textContent?.includes('informe.docx was written.'))
  expect(existsSync(file) && statSync(file).size > 10_000).toBe(true)
}, ['chromium', 'webkit'])
