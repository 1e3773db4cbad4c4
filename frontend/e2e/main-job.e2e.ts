import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { settle, themes } from './driver/looks'
import type { Page } from './driver/page'
import { docx, pdf } from './driver/papers'
import { browsers } from './driver/engine'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

interface Segment {
  quote: string
  code: { name: string }
  document: { title: string }
}

const everything = { where: '', order: 'document', context: 0, offset: 0, limit: 0, consensus: false }

/** The codings that are in the project, as the command line would list them. */
const coded = async (page: Page) =>
  ((await page.call('Retrieval.Segments', everything)) as unknown as { segments: Segment[] }).segments.map((s) => `${s.document.title}: ${s.quote} = ${s.code.name}`)

/** Waits until the project holds so many codings, and gives them. */
const codings = (page: Page, n: number) =>
  until(`${String(n)} codings`, async () => {
    const list = await coded(page)
    return list.length === n ? list : undefined
  })

/** Selects the sentence at the beginning of a line of the text, by keys alone, and codes it. */
async function codeSentence(page: Page, line: number, code: string): Promise<void> {
  await page.press('Control+Home')
  for (let i = 0; i < line; i++) await page.press('ArrowDown')
  await page.press('s')
  await page.press('Enter')
  await page.find({ role: 'dialog', pattern: '^Code the selection' })
  await page.type(code)
  await page.find({ role: 'option', pattern: code })
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
}

scenario('the main job: a project, documents, codes by keyboard, a search that is coded, undo and redo, an export, and all of it there the next day', async (today) => {
  const { page, program } = today
  const put = (name: string, bytes: string | Buffer) => {
    const path = join(program.home, name)
    writeFileSync(path, bytes, { mode: 0o600 })
    return path
  }
  const law = put('Ley 100.docx', docx(['Los ministerios coordinan. Nada más.', 'La focalización es una sola.', 'La articulación municipal depende de la voluntad de cada alcaldía.']))
  const report = put('Report.pdf', pdf(['The programme works with the agency in three districts.', 'Local managers meet every month.']))

  await newProject(page, join(program.home, 'Study'), 'Coordination')
  await page.find({ role: 'button', name: 'Import files…' })
  await page.call('Probe.NextFiles', [law, report])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.find({ role: 'dialog', name: 'Import documents' })
  await page.click({ role: 'button', name: 'Import' })
  // The reader of PDF files is made ready with the first one, which takes a while on a busy machine.
  await until('the import to end', async () => ((await page.isThere({ role: 'dialog', name: 'Import finished' })) ? true : undefined), 90_000)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Two passages, by keys alone.
  await page.click({ role: 'row', pattern: 'Ley 100' })
  await page.click({ css: '.cm-content' })
  await codeSentence(page, 0, 'Working groups')
  await codeSentence(page, 2, 'Shared targeting') // an empty line lies between
  expect(await codings(page, 2)).toEqual([
    'Ley 100: Los ministerios coordinan. = Working groups and committees',
    'Ley 100: La focalización es una sola. = Shared targeting',
  ])
  await themes(page, 'reading')

  // A search with its accents typed wrongly; its hit is coded, undone and done again.
  await page.press('Control+Shift+f')
  await page.find({ role: 'searchbox', name: 'Search in the project' })
  await page.wait('the field to have the focus', () => document.activeElement?.getAttribute('type') === 'search')
  await page.type('articulacíon')
  await page.find({ css: 'article[aria-label^="articulación"]' })
  await themes(page, 'searching')
  await page.click({ css: 'article label' })
  await page.click({ role: 'button', pattern: 'What is coded$' })
  await page.click({ role: 'option', name: 'Their sentence' })
  await page.click({ role: 'button', name: 'Preview and code…' })
  await page.find({ role: 'combobox', name: 'With which codes?' })
  await page.click({ role: 'combobox', name: 'With which codes?' })
  await page.type('agreements')
  await page.press('Enter')
  await themes(page, 'coding-hits')
  await page.click({ role: 'button', pattern: '^Code 1 passage as' })
  const three = await codings(page, 3)
  expect(three[2]).toBe('Ley 100: La articulación municipal depende de la voluntad de cada alcaldía. = Agreements')
  await page.click({ css: '.cm-content' })
  await page.press('Control+z')
  await codings(page, 2)
  await page.press('Control+Shift+z')
  expect(await codings(page, 3)).toEqual(three)

  // What was coded, retrieved and exported.
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ css: 'article[aria-label^="Agreements"]' })
  await themes(page, 'retrieval')
  await page.press('Control+Shift+e')
  await page.find({ role: 'dialog', name: 'Export' })
  await page.click({ css: 'label[class*=radio]:has(input[value=csv])' })
  await page.call('Probe.NextFiles', [join(program.home, 'codings.csv')])
  await page.click({ role: 'button', name: 'Choose a place…' })
  await page.wait('the result', () => document.querySelector('[role=dialog]')?.textContent?.includes('3 rows were written to codings.csv.'))
  await settle(page)
  await page.click({ role: 'button', name: 'Close' })
  const csv = readFileSync(join(program.home, 'codings.csv'), 'utf8')
  for (const quote of ['Los ministerios coordinan.', 'La articulación municipal depende de la voluntad de cada alcaldía.']) expect(csv).toContain(quote)
  expect(csv.trim().split('\n')).toHaveLength(4)

  // The next day.
  const tomorrow = (await today.restart()).page
  await tomorrow.click({ role: 'button', pattern: '^(Coordination|Study)' })
  await tomorrow.find({ role: 'row', pattern: 'Ley 100' })
  await tomorrow.find({ role: 'row', pattern: 'Report' })
  expect(await codings(tomorrow, 3)).toEqual(three)
  await tomorrow.find({ css: '.a-stripe' })
  await tomorrow.screenshot('the-next-day')
}, browsers)
