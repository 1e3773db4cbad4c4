import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle, themes } from './driver/looks'
import type { Page } from './driver/page'
import { project } from './driver/project'
import { codeWith, codings, mark, read, said } from './driver/reading'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

const interview = `Interviewer: Who decides?

Manager: The ministry decides alone. We are told afterwards.
`
const other = 'Manager: Each office keeps a list of its own. Nobody compares them.\n'

const told = (page: Page) => page.run(() => [...document.querySelectorAll('section[aria-label=History] time + p')].map((p) => p.textContent))
const choose = async (page: Page, label: string, option: string) => {
  await page.click({ role: 'button', pattern: `${label}$` })
  await page.click({ role: 'option', pattern: option })
  await page.gone({ role: 'listbox' })
}

scenario('the history of one document, one code and one coding is looked at, from its menu and from the panel', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview, 'Lists.txt': other })
  await read(page, 'Interview')
  await mark(page, 'ministry decides')
  await codeWith(page, 'Mandate to coordinate')
  await page.press('Escape')
  await mark(page, 'told afterwards')
  await codeWith(page, 'Targeting')
  await page.press('Escape')
  await page.press('Backspace')
  await until('one coding', async () => (await codings(page)).length === 1)
  await read(page, 'Lists')
  await mark(page, 'list of its own')
  await codeWith(page, 'Targeting')
  await page.press('Escape')

  // Of a document, from its menu: with what was coded in it, also what was taken away again.
  await page.menuAt(await page.ready({ role: 'row', pattern: '^Interview' }))
  await page.click({ role: 'menuitem', name: 'History' })
  await page.find({ role: 'region', name: 'History' })
  await until('what was done in the document', async () => (await told(page)).length === 4)
  const inDocument = await told(page)
  for (const what of [/imported/, /coded “ministry decides/, /coded “told afterwards/, /(removed|took).*told afterwards|told afterwards/]) expect(inDocument.some((s) => what.test(s)), String(what)).toBe(true)
  expect(inDocument.some((s) => s.includes('list of its own'))).toBe(false)
  await themes(page, 'history-document')

  // Of a code, from the panel.
  await page.click({ role: 'row', pattern: '^Targeting' })
  await choose(page, 'Of', '^Targeting \\(code\\)')
  await until('what was done with the code', async () => {
    const list = await told(page)
    return list.length >= 3 && list.some((s) => s.includes('list of its own')) && list.some((s) => s.includes('told afterwards')) && !list.some((s) => s.includes('ministry'))
  })
  // Of a coding that is looked at.
  await page.press('Control+e')
  await page.press('j')
  await page.click({ role: 'tab', name: 'History' })
  await choose(page, 'Of', '“list of its own”')
  await until('what was done with the coding', async () => (await told(page)).length === 1)
  // What is reverted there is the one action.
  await page.click({ role: 'button', pattern: '^Take back: coded “list of its own”' })
  await until('the coding to be gone', async () => (await codings(page)).length === 1)
  await choose(page, 'Of', '^Everything')
  await until('everything again', async () => (await told(page)).length > 5)
}, browsers)

interface Memo {
  body: string
  on: string
  on_name: string
  kind: string
}

scenario('memos are written on the project, a document, a case and a code, are filtered by what they are on, and written to every kind of file', async (stage) => {
  const { page, program } = stage
  await project(stage, { 'Interview.txt': interview, 'Lists.txt': other })
  await read(page, 'Interview')
  const memos = async () => (await page.call('Memos.List', '', '')) as unknown as Memo[]
  const field = '[role=tabpanel] form [contenteditable=true]'
  const write = async (body: string) => {
    await page.into(field)
    await page.type(body)
    await until(body, async () => (await memos()).some((m) => m.body === body))
    await page.press('Control+Enter')
    await page.gone({ css: field })
  }
  // On the project, said in the memo itself, with a type.
  await page.click({ role: 'tab', name: 'Memos' })
  await page.click({ role: 'button', name: 'New memo' })
  await choose(page, 'On', '^The project')
  await page.click({ css: '[role=tabpanel] form button', pattern: 'Type$' })
  await page.click({ role: 'option', name: 'Method' })
  await write('Two offices in each district.')
  // On a document, from its menu.
  await page.menuAt(await page.ready({ role: 'row', pattern: '^Lists' }))
  await page.click({ role: 'menuitem', name: 'Memos' })
  await page.find({ css: '[role=tabpanel] form > p', pattern: '^On: Lists' })
  await write('Read twice.')
  // On a code, from its editor; on a case, from its sheet.
  await page.click({ role: 'row', pattern: '^Targeting' })
  await page.press('Alt+Enter')
  await page.click({ role: 'button', name: 'Memos on this code' })
  await page.find({ css: '[role=tabpanel] form > p', pattern: '^On: Targeting' })
  await write('Upwards only?')
  await page.call('Cases.Save', { id: '', parent: '', name: 'District one', kind: '', description: '' })
  await page.press('Control+2')
  await page.find({ role: 'article', name: 'District one' })
  await page.click({ css: 'article[aria-label="District one"] button[aria-label=Memos]' })
  await page.find({ css: '[role=tabpanel] form > p', pattern: '^On: District one' })
  await write('The smallest of all.')
  expect((await memos()).map((m) => `${m.on} ${m.on_name}: ${m.body} (${m.kind})`).sort()).toEqual([
    'case District one: The smallest of all. (note)', 'code Technical design/Targeting: Upwards only? (note)', 'document Lists: Read twice. (note)', 'project Study: Two offices in each district. (method)',
  ])

  // All of them in one list, narrowed by what they are on and by their type.
  await page.press('Control+1')
  await page.click({ role: 'button', name: 'Show all memos' })
  const shown = () => page.run(() => document.querySelectorAll('[role=tabpanel] ul > li article, [role=tabpanel] article').length)
  await until('all four', async () => (await shown()) === 4)
  await themes(page, 'memos-on')
  await choose(page, 'On', '^Cases')
  await until('the one on a case', async () => (await shown()) === 1)
  // A press goes to the case.
  await page.click({ css: '[role=tabpanel] article button', pattern: '^The smallest' })
  await page.click({ css: '[role=tabpanel] button', pattern: '^District one$' })
  await page.find({ role: 'article', name: 'District one' })
  await page.press('Control+1')
  await choose(page, 'On', '^Anything')
  await choose(page, 'Type', '^Method')
  await until('the one on method', async () => (await shown()) === 1)
  await settle(page)
  await page.screenshot('memos-method')
  await choose(page, 'Type', '^All types')

  // Written to a file of each kind.
  for (const [name, ending, begins] of [['Word document', 'docx', 'PK'], ['Web page', 'html', '<!'], ['CSV table', 'csv', '\ufeff'], ['Excel workbook', 'xlsx', 'PK'], ['Markdown', 'md', '#']] as const) {
    const target = join(program.home, `memos.${ending}`)
    await page.call('Probe.NextFiles', [target])
    await page.click({ role: 'button', name: 'Write these memos to a file' })
    await page.click({ role: 'menuitem', name })
    await until(`the file ${ending}`, () => Promise.resolve(statSync(target, { throwIfNoEntry: false }) !== undefined))
    expect(readFileSync(target, 'utf8').startsWith(begins), ending).toBe(true)
    if (ending !== 'docx' && ending !== 'xlsx') expect(readFileSync(target, 'utf8')).toContain('The smallest of all.')
    await said(page, '')
  }
}, browsers)
