import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prefer, themes } from './driver/looks'
import { becomes, row, study, tree } from './driver/codes'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

scenario('the code tree is made, changed by keyboard and pointer, merged, binned, and all of it is taken back', async (stage) => {
  const { page } = stage
  await study(stage, 'We meet every month. The ministry sent a guideline. The municipality helps.\n')

  // Made by keyboard, one after another.
  await page.click({ role: 'button', name: 'New code' })
  for (const name of ['coordination', 'support', 'results']) {
    await page.type(name)
    await page.press('Enter')
    await page.find(row(name))
  }
  await page.press('Escape')
  await page.gone({ role: 'textbox', pattern: '^New code' })
  await becomes(page, ['coordination', 'support', 'results'])
  await page.click(row('coordination'))
  await page.press('Control+Shift+n')
  await page.find({ role: 'textbox', name: 'New code under coordination' })
  await page.type('informal')
  await page.press('Enter')
  await page.find(row('informal'))
  await page.press('Escape')
  await becomes(page, [['coordination', ['informal']], 'support', 'results'])

  // Moved and renamed by keyboard.
  await page.click(row('results'))
  await page.press('Alt+ArrowUp')
  await becomes(page, [['coordination', ['informal']], 'results', 'support'])
  await page.press('Alt+ArrowRight')
  await becomes(page, [['coordination', ['informal', 'results']], 'support'])
  await page.press('Alt+ArrowLeft')
  await becomes(page, [['coordination', ['informal']], 'results', 'support'])
  await page.click(row('results'))
  await page.press('F2')
  await page.find({ role: 'textbox', name: 'Rename' })
  await page.type('outcomes')
  await page.press('Enter')
  await page.find(row('outcomes'))

  // Dragged: onto a code, and to a place between two.
  await page.drag(row('support'), row('outcomes'))
  await becomes(page, [['coordination', ['informal']], ['outcomes', ['support']]])
  const top = await page.ready(row('coordination'))
  await page.drag(row('support'), { x: top.x, y: top.top + 2 })
  await becomes(page, ['support', ['coordination', ['informal']], 'outcomes'])

  // Codings, so that there is something to count and to merge.
  const [interview] = (await page.call('Documents.List', false)) as unknown as { id: string }[]
  const ids = Object.fromEntries((await tree(page)).flatMap((c) => [c, ...c.children]).map((c) => [c.name, c.id]))
  for (const [code, start, end] of [['support', 0, 19], ['coordination', 0, 19], ['support', 21, 50]] as const) {
    await page.call('Codings.Add', { document: interview?.id ?? '', span: { start, end }, codes: [ids[code] ?? ''], round: '', facets: [], memo: '', weight: 0, overlap: '' })
  }
  await page.wait('the count', () => [...document.querySelectorAll('[role=row]')].some((r) => /support.*2 codings with the code itself/.test(r.textContent)))

  // The editor beside the text.
  await page.click(row('informal'))
  await page.press('Alt+Enter')
  await page.find({ role: 'region', name: 'Code' })
  await page.click({ role: 'textbox', name: 'Definition' })
  await page.type('What people arrange without a rule.')
  await page.click({ role: 'textbox', name: 'Code it when' })
  await until('the definition', async () => JSON.stringify(await tree(page)).includes('What people arrange'))
  await themes(page, 'code-editor')

  // What was coded by the words before is a press away, though all of it was done on one day.
  const informal = ids['informal'] ?? ''
  await page.call('Codings.Add', { document: interview?.id ?? '', span: { start: 52, end: 75 }, codes: [informal], round: '', facets: [], memo: '', weight: 0, overlap: '' })
  await page.click({ role: 'textbox', name: 'Definition' })
  await page.press('Control+a')
  await page.type('What people arrange by themselves.')
  await page.click({ role: 'textbox', name: 'Code it when' })
  await page.click({ role: 'button', pattern: '^2 changes of its definition' })
  await page.wait('the words before', () => document.querySelector('section[aria-label=Code] ol')?.textContent?.includes('What people arrange without a rule.'))
  await page.call('Codings.Add', { document: interview?.id ?? '', span: { start: 21, end: 50 }, codes: [informal], round: '', facets: [], memo: '', weight: 0, overlap: '' })
  await page.screenshot('code-past')
  await page.click({ role: 'button', pattern: '^Codings made before ' })
  await page.find({ role: 'button', pattern: '^coded before .*\\d:\\d\\d' })
  await page.wait('the one coding', () => document.querySelector('[role=tabpanel] [role=status]')?.textContent?.startsWith('1 coding,'))
  await page.click(row('informal'))
  for (let i = 0; i < 3; i++) await page.press('Control+z')
  await until('it to be as before', async () => (await tree(page)).flatMap((c) => c.children).find((c) => c.id === informal)?.codings === 0)

  // Merging, after looking at what it would do.
  await page.click(row('support'))
  await page.click({ role: 'button', name: 'Selected codes' })
  await page.click({ role: 'menuitem', pattern: '^Merge into' })
  await page.find({ role: 'dialog', name: 'Merge codes' })
  await page.click({ role: 'combobox', name: 'Into' })
  await page.type('coordination')
  await page.click({ role: 'option', name: 'coordination' })
  const preview = await page.text({ role: 'status', name: 'What merging does' })
  expect(preview).toMatch(/2 codings get this code\..*1 of them stands there already/)
  await themes(page, 'merge')
  await page.click({ role: 'button', name: 'Merge' })
  await page.gone({ role: 'dialog' })
  await becomes(page, [['coordination', ['informal']], 'outcomes'])
  expect((await tree(page))[0]?.codings).toBe(2)
  await page.click({ role: 'button', name: 'Undo' })
  await becomes(page, ['support', ['coordination', ['informal']], 'outcomes'])

  // The bin says what goes with a code, and gives it back.
  await page.click(row('coordination'))
  await page.press('Delete')
  await page.find({ role: 'alertdialog', name: 'Put coordination into the bin?' })
  await page.click({ role: 'button', name: 'Put into the bin' })
  await becomes(page, ['support', 'outcomes'])
  await page.click({ role: 'button', name: 'Tree and codebook' })
  await page.click({ role: 'menuitem', pattern: '^Bin' })
  await page.click({ role: 'button', name: 'Fetch back coordination' })
  await becomes(page, ['support', ['coordination', ['informal']], 'outcomes'])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Retrieval by the code.
  await page.click(row('support'))
  await page.press('Control+Enter')
  await page.find({ role: 'tabpanel', pattern: 'Segments' })
  await page.wait('the passages', () => document.body.innerText.includes('We meet every month'))
}, browsers)

scenario('the starter codebook: names in the language of the window, the filter over all languages, both themes', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [join(program.home, 'Sample')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ role: 'region', name: 'Code tree' })
  await themes(page, 'codes')
  // After the window was made narrower, the counts at the ends of the lines are still to be seen.
  for (const wide of [1600, 1024, 1280]) {
    await page.resize(wide, 860)
    await page.wait('lines as wide as their pane', () => {
      const tree = document.querySelector('[role=treegrid] [data-code]')?.closest('[role=treegrid]')
      return tree && [...tree.querySelectorAll('[role=row]')].every((r) => r.getBoundingClientRect().right <= (tree.closest('section, [role=region]') ?? tree).getBoundingClientRect().right)
    })
  }
  await page.click({ role: 'searchbox', name: 'Filter codes' })
  await page.type('apoyo politico')
  await page.find({ role: 'row', pattern: '^Political support' })
  await page.press('Escape')
  await prefer(page, { language: 'es' })
  await page.find({ role: 'row', pattern: '^Apoyo político' })
  await page.screenshot('codes-es')
}, browsers)

scenario('a codebook says what it would bring, with and without levels for dots, before it is taken over', async ({ page, program }) => {
  const file = join(program.home, 'tags.csv')
  const many = Array.from({ length: 14 }, (_, i) => `theme ${String(i + 1)},\n`).join('')
  writeFileSync(file, `tag,description\nwater,all of it\nwater.access,to get it\nwater.access.price,what it costs\nland,\n${many}`, { mode: 0o600 })
  const create = (await page.call('Probe.Grant', 'create', join(program.home, 'Study.articula'))) as { token: string }
  await page.call('Projects.Create', create.token, { title: 'Study', description: '', lang: 'en', codebook: 'none', coder: 'Coder A' })
  await page.call('Codes.Add', { name: 'water', parent: '', after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' })
  await page.call('Projects.Close')
  await page.call('Probe.NextFiles', [join(program.home, 'Study.articula')])
  await page.click({ role: 'button', pattern: '^Open a project' })
  await page.find(row('water'))

  const choose = async () => {
    await page.call('Probe.NextFiles', [file])
    await page.click({ role: 'button', name: 'Tree and codebook' })
    await page.click({ role: 'menuitem', pattern: '^Import a codebook' })
    await page.find({ role: 'dialog', name: 'Import a codebook' })
    await page.find({ role: 'region', name: 'Codes in the file' })
  }
  const lines = () => page.run(() => [...document.querySelectorAll('[role=dialog] li > span')].map((line) => [...line.children].map((part) => part.textContent).join(': ')))
  const says = (words: string) => page.wait(words, (w) => document.querySelector('[role=dialog]')?.textContent.includes(w) ?? false, words)
  const themesSeen = Array.from({ length: 14 }, (_, i) => `theme ${String(i + 1)}`)

  // Looked at and left alone: nothing has come in.
  await choose()
  await says('17 new, 1 changed, 0 as before.')
  await says('and 6 more codes')
  expect((await lines()).slice(0, 4)).toEqual(['water: changed', 'water.access: new', 'water.access.price: new', 'land: new'])
  await page.click({ role: 'button', name: 'Cancel' })
  await page.gone({ role: 'dialog' })
  await becomes(page, ['water'])

  // Taken over with names as they are.
  await choose()
  await page.click({ role: 'button', name: 'Import' })
  await page.gone({ role: 'dialog' })
  await page.wait('what came of it', () => document.body.textContent.includes('Codebook taken over: 17 added, 1 changed, 0 as before.'))
  await becomes(page, ['water', 'water.access', 'water.access.price', 'land', ...themesSeen])
  await page.call('History.Undo')
  await becomes(page, ['water'])

  // And with a level for each dot.
  await choose()
  await page.click({ css: '[role=dialog] label:has(input[type=checkbox])' })
  await page.wait('levels', () => document.querySelectorAll('[role=dialog] li li li').length === 1)
  expect((await lines()).slice(0, 4)).toEqual(['water: changed', 'access: new', 'price: new', 'land: new'])
  await themes(page, 'import-codebook')
  await prefer(page, { language: 'fr' })
  await says('Nouveaux : 17 ; modifiés : 1 ; inchangés : 0.')
  await prefer(page, { language: 'en' })
  await page.click({ role: 'button', name: 'Import' })
  await page.gone({ role: 'dialog' })
  await becomes(page, [['water', [['access', ['price']]]], 'land', ...themesSeen])
}, browsers)
