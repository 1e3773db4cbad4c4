import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { themes, settle, prefer } from './driver/looks'
import type { Page } from './driver/page'
import type { Running } from './driver/program'
import { scenario } from './driver/scenario'
import { height, width } from './driver/sizes'

/** The table of themes in the sample, with the cells as they are found at first. */
async function openThemes(page: Page, program: Running): Promise<void> {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Synthesis' })
  await page.click({ role: 'button', pattern: 'Synthesis$' })
  await page.click({ role: 'option', name: 'Comparison by theme' })
  await page.find({ role: 'grid', name: 'Comparison by theme' })
}

/** The place of a cell in the grid, "row column", by their names. */
const placeOf = (page: Page, row: string, column: string) =>
  page.run((r, c) => {
    const heads = [...document.querySelectorAll('[role=columnheader]')].slice(1).findIndex((h) => h.textContent.startsWith(c))
    const line = [...document.querySelectorAll('[role=rowheader]')].find((h) => h.textContent.startsWith(r))
    return `${line?.getAttribute('data-at')?.split(' ')[0] ?? '?'} ${String(heads)}`
  }, row, column)

const at = async (page: Page, row: string, column: string) => ({ css: `[data-at="${await placeOf(page, row, column)}"]` })

const focusIs = (page: Page, what: string, css: string) => page.wait(what, (c) => document.activeElement?.matches(c), css)

scenario('every state of a cell is shown and found, and what changed is looked at from one stale cell to the next', async ({ page, program }) => {
  await openThemes(page, program)
  await page.wait('what changed, in words', () => document.querySelector('[role=grid]')?.textContent.includes('3 new, 1 withdrawn, 1 definition changed'))
  for (const word of ['Draft', 'Reviewed', 'Contested', 'no passage cited', 'not written yet', 'nothing yet']) await page.wait(word, (w) => document.querySelector('[role=grid]')?.textContent.includes(w), word)
  await themes(page, 'synthesis')
  await page.resize(1920, 1080)
  await settle(page)
  await page.screenshot('synthesis')
  await page.resize(width, height)

  // Four cells changed since; the keys go from one to the next.
  await page.click({ role: 'radio', pattern: '^Changed since' })
  await page.wait('the rows with such cells alone', () => document.querySelectorAll('[role=rowheader]').length === 3)
  await page.press('F8')
  await page.wait('the first of them', () => document.querySelector('[data-open=true]')?.textContent.includes('2 new'))
  await page.press('F8')
  await page.wait('the second', () => document.querySelector('[aria-label="Open cell"]')?.textContent.includes('3 new, 1 withdrawn, 1 definition changed'))
  await page.wait('what was withdrawn', () => document.querySelector('[aria-label="Open cell"]')?.textContent.includes('Los comités territoriales elaborarán'))
  await themes(page, 'synthesis-stale')
  await page.click({ role: 'button', name: 'Show the 3 new ones' })
  await page.wait('the new passages', () => document.querySelectorAll('[aria-label="At this place"] li').length === 3)
  await page.click({ role: 'button', name: 'Seen: it still holds' })
  await page.gone({ role: 'button', name: 'Seen: it still holds' })
  await page.wait('three stale cells', () => [...document.querySelectorAll('[role=radio]')].some((r) => r.textContent === 'Changed since 3'))
  // Nothing of the statement changed, and its history says who looked.
  await page.click({ role: 'button', name: 'Earlier versions' })
  await page.wait('who looked', () => document.querySelectorAll('[aria-label="Earlier versions"] li').length === 2 && document.querySelector('[aria-label="Earlier versions"] li')?.textContent.includes('looked at what changed'))
  await page.click({ role: 'button', name: 'Undo' })
  await page.find({ role: 'button', name: 'Seen: it still holds' })

  await page.click({ role: 'radio', pattern: '^No evidence' })
  await page.wait('the one cell', () => document.querySelectorAll('[data-fits=true]').length === 1)
  await page.click({ role: 'radio', pattern: '^Not written' })
  await page.wait('those with evidence alone', () => document.querySelectorAll('[data-fits=true][data-state=unwritten]').length > 5 && document.querySelectorAll('[data-fits=true]:not([data-state=unwritten])').length === 0)
}, browsers)

scenario('a synthesis, its columns and its rows are called in the language of the window, and get their titles there', async ({ page, program }) => {
  await openThemes(page, program)
  await prefer(page, { language: 'es' })
  await page.find({ role: 'grid', name: 'Comparación por temas' })
  for (const title of ['Apoyo político', 'Coordinación informal en el nivel local']) await page.wait(title, (w) => [...document.querySelectorAll('[role=columnheader]')].some((h) => h.textContent.includes(w)), title)
  await page.click(await at(page, 'Colombia PPP', 'Coordinación informal'))
  await page.wait('the open cell in Spanish', () => document.querySelector('[aria-label="Celda abierta"] h3')?.textContent === 'Coordinación informal en el nivel local')
  await settle(page)
  await page.screenshot('synthesis-titles')
  await page.press('Escape')
  await page.gone({ css: '[aria-label="Celda abierta"]' })
  await prefer(page, { language: 'en' })

  // A title of one's own in another language.
  const head = { css: '[role=columnheader][title*="level:local"]' }
  await page.click(head)
  await page.click({ role: 'menuitem', pattern: '^Change the column' })
  await page.click({ css: '[role=dialog] summary' })
  await page.click({ role: 'textbox', name: 'Title (Portuguese)' })
  await page.press('Control+a')
  await page.type('Laços informais')
  await themes(page, 'synthesis-title-dialog')
  await page.click({ role: 'button', name: 'Keep' })
  await page.gone({ role: 'dialog' })
  await prefer(page, { language: 'pt' })
  await page.wait('the title in Portuguese', () => [...document.querySelectorAll('[role=columnheader]')].some((h) => h.textContent.includes('Laços informais')))
  await page.click({ role: 'button', pattern: 'Síntese$' })
  await page.click({ role: 'option', name: 'Comparação por desenho' })
  await page.find({ role: 'grid', name: 'Comparação por desenho' })
  await page.wait('rows in Portuguese', () => document.querySelector('[role=grid]')?.textContent.includes('Onde uma pessoa sustenta o vínculo'))
  await prefer(page, { language: 'en' })

  // Statements and cases are said in the language of the window; what is said of earlier words is told apart, until somebody says that it holds.
  await page.click({ role: 'button', pattern: 'Synthesis$' })
  await page.click({ role: 'option', name: 'Comparison by theme' })
  await prefer(page, { language: 'es' })
  await page.wait('a statement in Spanish', () => document.querySelector('[role=grid]')?.textContent.includes('Un solo presupuesto en el papel'))
  await page.click(await at(page, 'Etiopía PSNP', 'Diseño técnico'))
  await page.wait('its words in both languages', () => {
    const [own, spanish] = [...document.querySelectorAll<HTMLTextAreaElement>('[aria-label="Celda abierta"] textarea')]
    return own?.value === 'One budget on paper, retained in practice.' && spanish?.value.startsWith('Un solo presupuesto')
  })
  await settle(page)
  expect(await page.axe()).toEqual([])
  await page.screenshot('synthesis-statement-es')
  await page.click({ css: '[aria-label="Celda abierta"] textarea' })
  await page.press('Control+a')
  await page.type('One budget on paper, and two in practice.')
  await page.press('Control+Enter')
  await page.wait('that Spanish says something else', () => document.querySelector('[aria-label="Celda abierta"]')?.textContent.includes('Lo que dice en ES es de palabras anteriores'))
  await page.wait('its own words in the table', () => document.querySelector('[role=grid]')?.textContent.includes('and two in practice'))
  for (const theme of ['dark', 'light']) {
    await prefer(page, { language: 'es', theme })
    await settle(page)
    expect(await page.axe(), theme).toEqual([])
    await page.screenshot('synthesis-statement-outdated')
  }
  await page.resize(1024, 760)
  await settle(page)
  await page.screenshot('synthesis-statement-outdated')
  await page.resize(width, height)
  await page.click({ role: 'button', name: 'Sigue diciendo lo mismo' })
  await page.wait('the table to say it in Spanish again', () => document.querySelector('[role=grid]')?.textContent.includes('Un solo presupuesto en el papel'))
  await page.click({ role: 'textbox', pattern: '^Enunciado .[Ff]rancés' })
  await page.type('Un seul budget sur le papier.')
  await page.press('Tab')
  await page.wait('both languages', () => document.querySelector('[aria-label="Celda abierta"] summary')?.textContent.includes('ES FR'))
  await prefer(page, { language: 'en' })
}, browsers)

scenario('a cell is written by keys alone: words, passages with what they do, their order, and the way to the text and back', async ({ page, program }) => {
  await openThemes(page, program)
  const cell = await at(page, 'Colombia PPP', 'Technical design')
  await page.click(cell)
  await focusIs(page, 'the statement', 'textarea')
  await page.press('Escape')
  await focusIs(page, 'the cell again', '[role=gridcell]')
  await page.press('ArrowLeft')
  await page.press('ArrowRight')
  await page.press('Enter')
  await focusIs(page, 'the statement', 'textarea')
  await page.press('Control+End')
  await page.type(' Budgets come late.')
  await page.press('Control+Enter')
  await page.wait('the statement in its cell', () => document.querySelector('[role=gridcell][data-open=true]')?.textContent.includes('Budgets come late.'))
  await themes(page, 'synthesis-cell')

  // From the first passage: cite, and cite as qualifying. The next has the focus each time.
  await page.run(() => { document.querySelector<HTMLElement>('[aria-label="At this place"] li[tabindex="0"]')?.focus() })
  await page.press('c')
  await page.wait('one cited', () => document.querySelectorAll('ul[aria-label="It rests on"] > li').length === 1)
  await focusIs(page, 'the next passage', '[aria-label="At this place"] li')
  await page.press('q')
  await page.wait('two cited', () => document.querySelector('ul[aria-label="It rests on"] > li:nth-child(2)[data-role=qualifies]') !== null)
  await page.run(() => { document.querySelector<HTMLElement>('ul[aria-label="It rests on"] > li')?.focus() })
  await page.press('x')
  await page.wait('it contradicts', () => document.querySelector('ul[aria-label="It rests on"] > li')?.getAttribute('data-role') === 'contradicts')
  await page.press('Alt+Shift+ArrowDown')
  await page.wait('it stands second', () => document.querySelector('ul[aria-label="It rests on"] > li:nth-child(2)')?.getAttribute('data-role') === 'contradicts')

  // By the pointer, back to the first place: a line shows where it would go.
  const [grip, first] = await page.atRest('two citations', () => page.run(() => {
    const box = (css: string) => { const b = document.querySelector(css)?.getBoundingClientRect(); return { x: (b?.left ?? 0) + 6, y: (b?.top ?? 0) + 6 } }
    return [box('ul[aria-label="It rests on"] > li:nth-child(2) > span'), box('ul[aria-label="It rests on"] > li')] as const
  }))
  await page.drag(grip, first)
  await page.wait('it stands first', () => document.querySelector('ul[aria-label="It rests on"] > li')?.getAttribute('data-role') === 'contradicts')

  // Into its text and back, to the same citation of the same cell.
  const left = await page.run(() => document.querySelector('ul[aria-label="It rests on"] > li')?.getAttribute('data-item') ?? '')
  await page.run(() => { document.querySelector<HTMLElement>('ul[aria-label="It rests on"] > li')?.focus() })
  await page.press('Enter')
  await page.find({ role: 'region', name: 'Cell that is being written' })
  await page.find({ css: '.cm-content' })
  await themes(page, 'synthesis-text')
  await page.press('Alt+ArrowLeft')
  await page.wait('the citation that was left', (id) => document.activeElement?.getAttribute('data-item') === id, left)

  // Words of the text are cited by one key.
  await page.press('Enter')
  await focusIs(page, 'the text', '.cm-content')
  await page.press('Control+Home')
  await page.press('Control+Shift+ArrowRight')
  await page.wait('selected words', () => (getSelection()?.toString().length ?? 0) > 0)
  await page.press('y')
  await page.wait('three cited', () => document.querySelector('[aria-label="Cell that is being written"]')?.textContent.includes('3 cited'))
  await page.click({ role: 'button', name: 'Back to the cell' })
  await page.wait('three citations', () => document.querySelectorAll('ul[aria-label="It rests on"] > li').length === 3)

  // How far it is, and back to what it said before.
  await page.click({ role: 'radio', name: 'Reviewed' })
  await page.wait('the status in the cell', () => document.querySelector('[role=gridcell][data-open=true] [data-status=reviewed]') !== null)
  await page.click({ role: 'button', name: 'Earlier versions' })
  await page.wait('three versions', () => document.querySelectorAll('[aria-label="Earlier versions"] li').length === 3)
  await themes(page, 'synthesis-versions')
  await page.click({ css: '[aria-label="Earlier versions"] li:last-child button' })
  await page.wait('the words of before', () => !(document.querySelector('textarea')?.value.includes('Budgets come late.') ?? true))
}, browsers)

scenario('rows and columns are added, named, put in order and removed, and a removal says what goes', async ({ page, program }) => {
  await openThemes(page, program)
  const columns = () => page.run(() => [...document.querySelectorAll('[role=columnheader][data-id] span > span:first-child')].map((h) => h.textContent))
  const before = await columns()
  await page.click({ role: 'button', name: 'New column' })
  await page.click({ role: 'radio', name: 'Facet' })
  await page.find({ role: 'combobox', name: 'Which facet?' })
  await page.click({ role: 'option', pattern: '^level: local' })
  await themes(page, 'synthesis-column')
  await page.click({ role: 'button', name: 'Add' })
  await page.gone({ role: 'dialog' })
  await page.wait('a further column', (n) => document.querySelectorAll('[role=columnheader][data-id]').length === n, before.length + 1)

  // By its keys to the left, and by the pointer to the front.
  await page.run(() => { [...document.querySelectorAll<HTMLElement>('[role=columnheader][data-id]')].at(-1)?.focus() })
  await page.press('Alt+Shift+ArrowLeft')
  await page.wait('it stands before the last', () => [...document.querySelectorAll('[role=columnheader][data-id]')].at(-2)?.textContent.startsWith('level: local') === true && document.activeElement?.textContent.startsWith('level: local') === true)
  await page.run(() => { document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 0) })
  const [second, first] = await page.atRest('two columns', () => page.run(() => [...document.querySelectorAll('[role=columnheader][data-id]')].slice(0, 2).map((h) => { const b = h.getBoundingClientRect(); return { x: b.left + 12, y: b.top + 12 } }).reverse()))
  if (!second || !first) throw new Error('there are no columns')
  await page.drag(second, first)
  await page.wait('the second is the first', (name) => document.querySelector('[role=columnheader][data-id]')?.textContent.startsWith(name), before[1] ?? '')

  await page.run(() => { document.querySelector<HTMLElement>('[role=columnheader][data-id]')?.focus() })
  await page.press('F2')
  await page.find({ role: 'dialog', name: 'Change the column' })
  await page.click({ role: 'textbox', name: 'Title' })
  await page.press('Control+a')
  await page.type('Design of the programmes')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.wait('its new name', () => document.querySelector('[role=columnheader][data-id]')?.textContent.startsWith('Design of the programmes'))

  // What goes with a column is said; one step brings it back.
  await page.run(() => { document.querySelector<HTMLElement>('[role=columnheader][data-id]')?.focus() })
  await page.press('Delete')
  await page.wait('what goes', () => /\d+ findings go with it, and \d+ citations/.test(document.querySelector('[role=alertdialog]')?.textContent ?? ''))
  await page.click({ role: 'button', name: 'Remove the column' })
  await page.wait('the column is gone', () => !(document.querySelector('[role=grid]')?.textContent.includes('Design of the programmes') ?? true))
  await page.click({ role: 'button', name: 'Undo' })
  await page.wait('the column is back', () => document.querySelector('[role=columnheader][data-id]')?.textContent.startsWith('Design of the programmes'))

  // A region is a row for all of its cases together; a row that goes loses nothing.
  await page.click({ role: 'button', name: 'Add rows' })
  await page.click({ role: 'option', pattern: '^Africa' })
  await page.click({ role: 'button', name: 'Add 1 row' })
  await page.gone({ role: 'dialog' })
  await page.run(() => { document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 100000) })
  await page.wait('the region', () => [...document.querySelectorAll('[role=rowheader]')].some((r) => r.textContent.startsWith('Africa') && r.textContent.includes('3 cases')))
  await page.run(() => { [...document.querySelectorAll<HTMLElement>('[role=rowheader]')].find((r) => r.textContent.startsWith('Africa'))?.click() })
  await page.click({ role: 'menuitem', pattern: '^Move up' })
  await page.wait('it stands before the last', () => [...document.querySelectorAll('[role=rowheader]')].at(-2)?.textContent.startsWith('Africa'))
  await page.run(() => { [...document.querySelectorAll<HTMLElement>('[role=rowheader]')].find((r) => r.textContent.startsWith('Africa'))?.focus() })
  await page.press('Delete')
  await page.wait('that nothing is lost', () => document.querySelector('[role=alertdialog]')?.textContent.includes('Nothing is lost.'))
  await page.click({ role: 'button', name: 'Take the row out' })
  await page.wait('the row is out', () => ![...document.querySelectorAll('[role=rowheader]')].some((r) => r.textContent.startsWith('Africa')))

  // The cases that hold a value are a row, and a case is called otherwise here.
  await page.click({ role: 'button', name: 'Add rows' })
  await page.click({ role: 'radio', name: 'Attribute value' })
  await page.click({ role: 'button', pattern: 'Attribute$' })
  await page.click({ role: 'option', name: 'intentionality' })
  await page.click({ role: 'button', pattern: 'Value$' })
  await page.click({ role: 'option', name: 'Intentional' })
  await themes(page, 'synthesis-row')
  await page.click({ role: 'button', name: 'Add 1 row' })
  await page.gone({ role: 'dialog' })
  await page.run(() => { document.querySelector('[role=grid]')?.parentElement?.scrollTo(0, 100000) })
  const head = (name: string) => page.run((n) => { [...document.querySelectorAll<HTMLElement>('[role=rowheader]')].find((r) => r.textContent.startsWith(n))?.focus() }, name)
  await page.wait('the cases with the value', () => [...document.querySelectorAll('[role=rowheader]')].some((r) => r.textContent.startsWith('Intentional') && r.textContent.includes('5 cases')))
  await head('Intentional')
  await page.press('F2')
  await page.find({ role: 'dialog', name: 'Change the row' })
  await page.into('[role=dialog] input')
  await page.type('Meant to work together')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.wait('its new name', () => [...document.querySelectorAll('[role=rowheader]')].some((r) => r.textContent.startsWith('Meant to work together')))
  await head('Meant to work together')
  await page.press('ArrowRight')
  await page.press('Enter')
  await focusIs(page, 'the statement', 'textarea')
  await page.type('They share an office.')
  await page.press('Control+Enter')
  await page.wait('the statement in its cell', () => document.querySelector('[role=gridcell][data-open=true]')?.textContent.includes('They share an office.'))
  await themes(page, 'synthesis-row-cell')
  await page.press('Escape')
  await head('Meant to work together')
  await page.press('Delete')
  await page.wait('what goes with it', () => document.querySelector('[role=alertdialog]')?.textContent.includes('its 1 finding belongs to it alone'))
  await page.click({ role: 'button', name: 'Delete the row' })
  await page.wait('the row is gone', () => ![...document.querySelectorAll('[role=rowheader]')].some((r) => r.textContent.startsWith('Meant to work together')))
  await page.click({ role: 'button', name: 'Undo' })
  await page.wait('the row is back with what was found', () => document.querySelector('[role=grid]')?.textContent.includes('They share an office.'))
}, browsers)

scenario('a cell shows the norm beside practice, with its translations, and leads to the gap report; a synthesis is written for whom it is meant', async ({ page, program }) => {
  await openThemes(page, program)
  await page.click(await at(page, 'Peru Juntos–Haku Wiñay', 'Institutional resistance'))
  await page.wait('both sides', () => { const s = document.querySelector('[aria-label="Norm and practice in this cell"]')?.textContent ?? ''; return s.includes('Norm') && s.includes('Practice') && /\d+ cited, \d+ codings? here/.test(s) })
  await page.wait('who stands behind it', () => /\d+ voices? behind it\. · in \d+ documents?|\d+ voices? behind it\. · \d+ documents?/.test(document.querySelector('[aria-label="Norm and practice in this cell"]')?.textContent ?? ''))
  await page.wait('on which level', () => /central|local|intermediate/.test(document.querySelector('[aria-label="Norm and practice in this cell"]')?.textContent ?? ''))
  await page.click({ role: 'button', pattern: '^Practice' })
  await page.wait('what people say', () => { const all = [...document.querySelectorAll('[aria-label="At this place"] li')]; return all.length > 2 && all.every((l) => l.textContent.includes('Practice')) })
  await page.click({ role: 'button', name: 'Norm and practice' })
  await page.find({ role: 'table', name: 'Norm and practice' })
  await page.wait('the code in every case, this one marked', () => document.querySelectorAll('tr[data-asked=true]').length === 1)
  await page.click({ role: 'radio', name: 'Synthesis' })
  await page.find({ role: 'region', name: 'Open cell' })

  const file = join(program.home, 'themes.docx')
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'More about this synthesis' })
  await page.click({ role: 'menuitem', name: 'Export this synthesis…' })
  await page.click({ css: 'label[class*=radio]:has(input[value=archive])' })
  await settle(page)
  await prefer(page, { theme: 'light' })
  await page.screenshot('synthesis-export')
  await page.click({ role: 'button', name: 'Write…' })
  await page.wait('the file', () => document.querySelector('[role=dialog]')?.textContent.includes('themes.docx was written.'))
  expect(existsSync(file) && statSync(file).size > 10_000).toBe(true)
}, browsers)
