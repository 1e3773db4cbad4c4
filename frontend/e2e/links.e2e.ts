import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { browsers } from './driver/engine'
import { prefer, themes } from './driver/looks'
import type { Page } from './driver/page'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

interface Link {
  kind: string
  note: string
  from: { quote: string }
  to: { quote: string }
}

/** Who works in a new project of these scenarios. */
const coder = userInfo().username

const none = { kind: '', document: '', coder: '', context: 0 }
const made = async (page: Page) => ((await page.call('Links.List', none)) as unknown as Link[]).map((l) => `${l.from.quote} ${l.kind} ${l.to.quote}`)
const links = (page: Page, wanted: readonly string[]) =>
  until(`the links ${wanted.join('; ')}`, async () => (JSON.stringify(await made(page)) === JSON.stringify(wanted) ? true : undefined))

/** Selects the sentence at the beginning of a document by keys. */
async function firstSentence(page: Page, title: string): Promise<void> {
  await page.click({ role: 'row', pattern: title })
  await page.wait(`the text of ${title}`, (t) => document.querySelector('.cm-content')?.getAttribute('aria-label') === t, title)
  await page.click({ css: '.cm-line' })
  await page.press('Control+Home')
  await page.press('s')
}

scenario('passages are linked by a key, followed, turned, changed and taken away at both ends', async ({ page, program }) => {
  const put = (name: string, text: string) => {
    const path = join(program.home, name)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const manual = put('Manual.txt', 'The list is kept by the agency alone. It is written every year.\n')
  const talk = put('Talk.txt', 'We share the list with the municipality. Nobody forbids it.\n')
  await newProject(page, join(program.home, 'Study'), 'Lists')
  await page.call('Probe.NextFiles', [manual, talk])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.find({ role: 'dialog', name: 'Import documents' })
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // It begins in one document and ends in another, by L and L.
  await firstSentence(page, 'Talk')
  await page.press('l')
  await page.find({ role: 'region', name: 'Link being made' })
  await page.click({ role: 'radio', name: 'contradicts' })
  await firstSentence(page, 'Manual')
  await page.press('l')
  const [share, kept] = ['We share the list with the municipality.', 'The list is kept by the agency alone.']
  await links(page, [`${share} contradicts ${kept}`])
  await page.gone({ role: 'region', name: 'Link being made' })

  // It shows at both ends: in the text, and beside it; a press goes to the other one.
  await page.wait('the quiet mark', () => document.querySelector('.cm-content .a-linked')?.textContent === 'The list is kept by the agency alone.')
  await page.find({ role: 'heading', name: '1 link here' })
  await themes(page, 'links-here')
  await page.click({ role: 'button', pattern: '^“?We share the list' })
  await page.wait('the other document', () => document.querySelector('.cm-content')?.getAttribute('aria-label') === 'Talk')
  await page.find({ role: 'heading', name: '1 link here' })
  await page.wait('its mark', () => document.querySelector('.cm-content .a-linked')?.textContent?.startsWith('We share') === true)

  // Said otherwise, turned round, noted on; undone and taken away.
  await page.click({ role: 'button', name: 'The first passage: contradicts' })
  await page.click({ role: 'menuitem', name: 'refers to' })
  await links(page, [`${share} refers_to ${kept}`])
  await page.click({ role: 'button', name: 'Turn the link round' })
  await links(page, [`${kept} refers_to ${share}`])
  await page.click({ css: '.cm-line' })
  await page.press('Control+Home')
  await page.press('Control+z')
  await links(page, [`${share} refers_to ${kept}`])
  await page.click({ role: 'button', name: 'Note on the link' })
  await page.click({ role: 'textbox', name: 'Note on the link' })
  await page.type('told twice')
  await page.click({ css: '.cm-line' })
  await until('the note', async () => ((await page.call('Links.List', none)) as unknown as Link[])[0]?.note === 'told twice')

  // The same from a coding, by its menu; and given up before it is made.
  await page.press('Control+Home')
  await page.press('s')
  await page.press('l')
  await page.find({ role: 'region', name: 'Link being made' })
  await page.press('Shift+l')
  await page.gone({ role: 'region', name: 'Link being made' })

  // All of them in one list, with a filter.
  await page.press('Control+k')
  await page.find({ role: 'dialog' })
  await page.type('all links')
  await page.press('Enter')
  await page.find({ role: 'status', pattern: '^1 link$' })
  await page.click({ role: 'searchbox', name: 'Filter links' })
  await page.type('household')
  await page.find({ role: 'status', pattern: '^0 links$' })
  await page.press('Escape')
  const only = async (label: string, now: string, wanted: string) => {
    await page.click({ role: 'button', name: `${now} ${label}` })
    await page.click({ role: 'option', name: wanted })
    await page.gone({ role: 'listbox' })
  }
  await only('Type', 'Every kind', 'contradicts')
  await page.find({ role: 'status', pattern: '^0 links$' })
  await page.wait('what stands there then', () => document.querySelector('[data-region=side]')?.textContent.includes('No link fits the filter') === true)
  await only('Type', 'contradicts', 'refers to')
  await page.find({ role: 'status', pattern: '^1 link$' })
  await only('Person', 'Everybody', coder)
  await page.find({ role: 'status', pattern: '^1 link$' })
  await only('Type', 'refers to', 'Every kind')
  await themes(page, 'links')
  for (const language of ['es', 'fr', 'pt']) {
    await prefer(page, { language })
    await page.screenshot(`links-${language}`)
  }
  await prefer(page, {})
  await page.click({ role: 'button', name: 'Delete the link' })
  await links(page, [])
  await page.click({ role: 'button', name: 'Undo' })
  await links(page, [`${share} refers_to ${kept}`])
  await page.find({ role: 'button', name: 'Delete the link' })
}, browsers)
