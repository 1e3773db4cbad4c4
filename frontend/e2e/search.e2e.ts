import { expect } from 'vitest'
import { themes } from './driver/looks'
import type { Page } from './driver/page'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'
import { sleep } from './driver/wait'

async function openSample(page: Page, home: string): Promise<void> {
  await page.call('Probe.NextFiles', [`${home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Search' })
  await page.find({ role: 'searchbox', name: 'Search in the project' })
}

const codings = async (page: Page) => ((await page.call('Projects.Info')) as { codings: number }).codings
const status = (page: Page) => page.text({ css: '[role=tabpanel] [role=status]' })

scenario('words are found with their accents typed wrongly, coded together, and the coding is undone', async ({ page, program }) => {
  await openSample(page, program.home)
  await page.click({ role: 'searchbox', name: 'Search in the project' })
  await page.type('coordinàcion municipál')
  await page.find({ role: 'feed', name: 'Hits' })
  await page.wait('some hits', () => /^\d+ hits?, /.test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''))
  await themes(page, 'search')
  const marked = await page.text({ css: 'article mark' })
  expect(marked.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()).toMatch(/coordina|municip/)

  const before = await codings(page)
  await page.click({ css: 'article label' })
  await page.find({ role: 'button', name: 'Preview and code…' })
  await page.click({ role: 'button', pattern: 'What is coded$' })
  await page.click({ role: 'option', name: 'Their sentence' })
  await page.click({ role: 'button', name: 'Preview and code…' })
  await page.click({ role: 'combobox', name: 'With which codes?' })
  await page.type('mandate')
  await page.press('Enter')
  await themes(page, 'search-preview')
  await page.click({ role: 'button', pattern: '^Code \\d+ passages? as Mandate to coordinate$' })
  await page.find({ role: 'listitem', pattern: 'passages? coded' })
  await page.screenshot('search-coded')
  expect(await codings(page)).toBeGreaterThan(before)

  // The notice takes the whole of it back, in one step.
  await page.click({ role: 'button', name: 'Undo' })
  for (let i = 0; i < 100 && (await codings(page)) !== before; i++) await new Promise((r) => setTimeout(r, 50))
  expect(await codings(page)).toBe(before)
}, browsers)

scenario('words of several languages that mean one thing are a group: made, searched for, changed and deleted', async ({ page, program }) => {
  await openSample(page, program.home)
  const hits = async (typed: string) => {
    const was = await page.run(() => document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? '')
    await page.click({ role: 'searchbox', name: 'Search in the project' })
    await page.press('Control+a')
    await page.type(typed)
    await page.wait('other hits', (s) => /^\d+ hits?, /.test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? '') && document.querySelector('[role=tabpanel] [role=status]')?.textContent !== s, was)
    // What was found while the words were still being typed comes first on a slow machine.
    for (let last = '', now = await status(page); ; last = now, now = await status(page)) {
      if (now === last) return parseInt(now)
      await sleep(700)
    }
  }
  const english = await hits('coordinat*')
  const spanish = await hits('coordinación')
  const both = await hits('coordinat* OR coordinación')
  expect(both).toBeGreaterThan(Math.max(english, spanish))

  await page.click({ role: 'button', name: 'Groups of terms' })
  await page.click({ role: 'menuitem', name: 'Groups of terms…' })
  await page.find({ role: 'dialog', name: 'Groups of terms' })
  await page.click({ role: 'button', name: 'New group' })
  await page.find({ role: 'dialog', name: 'New group' })
  await page.type('together')
  await page.click({ role: 'textbox', name: 'Terms, one on each line' })
  await page.type('coordinat*')
  await themes(page, 'terms-edit')
  await page.click({ role: 'button', name: 'Keep' })
  await page.find({ role: 'dialog', name: 'Groups of terms' })
  await page.find({ css: '[role=dialog] li', pattern: '\\{together\\}.*coordinat\\*' })
  await themes(page, 'terms')
  expect(await page.axe('[role=dialog]')).toEqual([])
  await page.click({ role: 'button', name: 'Close' })
  await page.gone({ role: 'dialog' })

  // From the menu it is searched for, and finds what its terms find.
  const asked = async (n: number) => {
    // A group is added to what is typed already.
    await page.click({ role: 'searchbox', name: 'Search in the project' })
    await page.press('Control+a')
    await page.press('Delete')
    await page.click({ role: 'button', name: 'Groups of terms' })
    await page.click({ role: 'menuitem', name: 'together' })
    await page.wait('its name in the field', () => document.querySelector<HTMLInputElement>('[role=tabpanel] input')?.value === '{together}')
    await page.wait(`${String(n)} hits`, (k) => document.querySelector('[role=tabpanel] [role=status]')?.textContent?.startsWith(`${String(k)} hits`), n)
  }
  await asked(english)
  await page.screenshot('terms-found')

  // With a term of another language it finds what both find.
  await page.click({ role: 'button', name: 'Groups of terms' })
  await page.click({ role: 'menuitem', name: 'Groups of terms…' })
  await page.click({ role: 'button', name: 'Change together' })
  await page.click({ role: 'textbox', name: 'Terms, one on each line' })
  await page.press('Control+End')
  await page.press('Enter')
  await page.type('coordinación')
  await page.click({ role: 'button', name: 'Keep' })
  await page.find({ role: 'dialog', name: 'Groups of terms' })
  await page.click({ role: 'button', name: 'Close' })
  await page.gone({ role: 'dialog' })
  await asked(both)

  // Deleted, and fetched back by the notice.
  await page.click({ role: 'button', name: 'Groups of terms' })
  await page.click({ role: 'menuitem', name: 'Groups of terms…' })
  await page.click({ role: 'button', name: 'Delete together' })
  await page.gone({ role: 'button', name: 'Change together' })
  await page.click({ role: 'button', name: 'Close' })
  await page.gone({ role: 'dialog' })
  await page.click({ role: 'button', name: 'Undo' })
  await asked(both)
}, browsers)

scenario('a search is narrowed like a retrieval, and remembered', async ({ page, program }) => {
  await openSample(page, program.home)
  await page.click({ role: 'searchbox', name: 'Search in the project' })
  await page.type('program*')
  await page.wait('some hits', () => /^\d+ hits, /.test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''))
  await page.press('Enter')
  const all = await status(page)
  await page.click({ role: 'button', name: 'Narrow by…' })
  await page.type('kind')
  await page.press('Enter')
  await page.find({ role: 'button', name: 'Add' })
  await page.type('law')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'Add' })
  await page.wait('fewer hits', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent !== s, all)
  const laws = await status(page)
  expect(parseInt(laws)).toBeLessThan(parseInt(all))

  // Down into the hits, and to the text.
  await page.click({ role: 'searchbox', name: 'Search in the project' })
  await page.press('ArrowDown')
  await page.wait('the first hit to have the focus', () => document.activeElement?.matches('article[aria-posinset="1"]'))
  await page.press('ArrowDown')
  await page.wait('the second', () => document.activeElement?.matches('article[aria-posinset="2"]'))
  await page.press(' ')
  await page.find({ role: 'button', name: 'Preview and code…' })

  await page.click({ role: 'button', name: 'Earlier searches' })
  await page.click({ role: 'menuitem', name: 'program*' })
  await page.wait('all hits again', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, all)

  await page.click({ role: 'searchbox', name: 'Search in the project' })
  await page.press('Control+a')
  await page.type('xyzzyqq')
  await page.wait('nothing', () => document.body.textContent?.includes('Nothing was found'))
}, browsers)
