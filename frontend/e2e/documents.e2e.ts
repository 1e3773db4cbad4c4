import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { docx, pdf } from './driver/papers'
import { settle, themes } from './driver/looks'
import { browsers } from './driver/engine'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

interface Row {
  id: string
  title: string
  kind: string
  lang: string
  characters: number
  case: string
  codings: number
}

scenario('files come in with a table of what came and what did not; headers are edited, documents binned and fetched back', async ({ page, program }) => {
  const file = (name: string, bytes: string | Buffer) => {
    const path = join(program.home, name)
    writeFileSync(path, bytes, { mode: 0o600 })
    return path
  }
  const law = file('Ley 100.docx', docx(['Ley 100', 'Artículo 1. Los ministerios coordinan sus programas en el territorio.', 'Artículo 2. La focalización se hace con la misma lista de hogares.']))
  const report = file('Report.pdf', pdf(['The programme works with the agency in three districts.', 'Local managers meet every month.']))
  const broken = file('broken.docx', 'this is no document')
  const copy = file('Ley 100 (copia).docx', docx(['Ley 100', 'Artículo 1. Los ministerios coordinan sus programas en el territorio.', 'Artículo 2. La focalización se hace con la misma lista de hogares.']))

  await newProject(page, join(program.home, 'Study'), 'Coordination')
  await page.find({ role: 'button', name: 'Import files…' })
  await themes(page, 'documents-empty')

  await page.call('Probe.NextFiles', [law, report, broken, copy])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.find({ role: 'dialog', name: 'Import documents' })
  await page.click({ role: 'combobox', name: 'Case' })
  await page.type('Latin America/Peru/Haku Wiñay')
  await themes(page, 'import')
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await themes(page, 'import-result')
  const table = await page.text({ role: 'dialog', name: 'Import finished' })
  expect(table).toContain('2 documents came in.')
  expect(table).toContain('2 files did not.')
  expect(table).toContain('broken.docx')
  expect(table).toContain('Spanish')
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  const list = (await page.call('Documents.List', false)) as unknown as Row[]
  expect(list.map((d) => [d.title, d.lang, d.case])).toEqual([['Ley 100', 'es', 'Haku Wiñay'], ['Report', 'en', 'Haku Wiñay']])
  expect(list.every((d) => d.characters > 60)).toBe(true)

  // The list: by case, filtered without accents, opened by a click.
  await page.find({ role: 'row', pattern: '^Haku Wiñay' })
  await page.click({ role: 'searchbox', name: 'Filter documents' })
  await page.type('LEY 100')
  await page.gone({ role: 'row', pattern: 'Report' })
  await page.press('Escape')
  await page.click({ role: 'row', pattern: '^(Law )?.*Report' })
  await page.find({ css: '[class*=_reading_]' })

  // The header. The text took the focus when it was opened; a press on the line takes it back.
  await page.wait('the text to have the focus', () => document.activeElement?.closest('.cm-editor') !== null)
  await page.click({ role: 'row', pattern: '^(Law )?.*Report' })
  await page.press('F2')
  await page.find({ role: 'dialog', name: 'Document' })
  await page.press('Control+a')
  await page.type('Informe anual')
  await page.click({ role: 'textbox', name: 'Date' })
  await page.type('2019-13-')
  await page.find({ css: '[slot=errorMessage]' })
  await page.press('Control+a')
  await page.type('2019-05')
  await themes(page, 'document')
  await page.click({ role: 'button', name: 'Save' })
  await page.gone({ role: 'dialog' })
  await page.find({ role: 'row', pattern: 'Informe anual' })
  const edited = (await page.call('Documents.List', false)) as unknown as (Row & { date: string })[]
  expect(edited[1]).toMatchObject({ title: 'Informe anual', date: '2019-05' })

  // The bin.
  await page.click({ role: 'row', pattern: 'Informe anual' })
  await page.press('Delete')
  await page.gone({ role: 'row', pattern: 'Informe anual' })
  await page.click({ role: 'button', name: 'Grouping and bin' })
  await page.click({ role: 'menuitem', pattern: '^Bin' })
  await page.find({ role: 'dialog', name: 'Documents in the bin' })
  await settle(page)
  expect(await page.axe()).toEqual([])
  await page.click({ role: 'button', name: 'Fetch back Informe anual' })
  await page.press('Escape')
  await page.find({ role: 'row', pattern: 'Informe anual' })
  await until('the list to be whole', async () => ((await page.call('Documents.List', false)) as unknown as Row[]).length === 2)
}, browsers)

scenario('the sample’s documents in both themes and widths, by case and by kind, and a menu at a right click', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [join(program.home, 'Sample')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ role: 'row', pattern: '^(Colombia|Latin America)' })
  await themes(page, 'documents')
  // What is in the bin counts at no code.
  const numbers = () => page.run(() => [...document.querySelectorAll('[role=row]:has([data-code])')].map((r) => r.textContent).join())
  const before = await until('the codes', async () => (await numbers()) || undefined)
  await page.click({ role: 'row', pattern: '^Decreto ilustrativo' })
  await page.find({ css: '.cm-content[aria-label^="Decreto"]' })
  await page.click({ role: 'row', pattern: '^Decreto ilustrativo' })
  await page.press('Delete')
  await page.gone({ role: 'row', pattern: '^Decreto ilustrativo' })
  await until('fewer at the codes', async () => (await numbers()) !== before)
  await page.click({ role: 'button', name: 'Undo' })
  await until('as many at the codes', async () => (await numbers()) === before)
  await page.click({ role: 'button', name: 'Grouping and bin' })
  await page.click({ role: 'menuitem', pattern: '^By kind' })
  await page.find({ role: 'row', pattern: '^Decree' })
  await page.screenshot('documents-by-kind')
}, browsers)
