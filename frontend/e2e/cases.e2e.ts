import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prefer, themes } from './driver/looks'
import { scenario } from './driver/scenario'

const table = `case,country,start,remark,number of programmes,signed
Latin America/Bolivia Mi Agua,Bolivia,2011,The water committees were asked first.,3,03/04/2011
Latin America/Chile PADIS,Chile,2015,,many,05/06/2015
,Nowhere,2001,,1,someday
`

/** A line of the tree of cases; the list of documents has lines of these names, too. */
const row = (name: string) => ({ css: `[data-region=main] [role=row][aria-label^="${name}"]` })

scenario('cases are put in order, said what they are with passages, and taken over from a table', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  // A coding of the text is shown, and can be cited.
  await page.click({ css: '.cm-line:nth-of-type(3)' })
  await page.press('j')
  await page.find({ css: 'article blockquote' })

  await page.click({ role: 'radio', name: 'Cases' })
  await page.click(row('Mali Nioro'))
  await page.find({ role: 'heading', name: 'Mali Nioro Cash+' })
  await themes(page, 'case-sheet')
  // It is called in the language of the window, and gets a name there.
  await page.click({ css: '[data-region=main] article header summary' })
  await themes(page, 'case-names')
  await page.click({ role: 'textbox', name: 'Name (Portuguese)' })
  await page.press('Control+a')
  await page.type('Mali Nioro em dinheiro')
  await page.press('Tab')
  await prefer(page, { language: 'pt' })
  await page.find({ role: 'heading', name: 'Mali Nioro em dinheiro' })
  await page.find(row('Mali Nioro em dinheiro'))
  await page.find(row('Etiópia'))
  await prefer(page, {})

  // Another value beside the one that is held, cited and reasoned, and taken back.
  const part = '[aria-label="intentionality"]'
  await page.run((p) => {
    const sheet = document.querySelector('[class*=sheet]:has(h3)')
    const at = document.querySelector(p)
    if (sheet && at) sheet.scrollTop += at.getBoundingClientRect().top - sheet.getBoundingClientRect().top
  }, part)
  await page.click({ css: `${part} > div:last-child > button` })
  await page.click({ role: 'button', pattern: 'Another value of intentionality$' })
  await page.click({ role: 'option', name: 'Non-intentional' })
  await page.wait('the contested value', (p) => document.querySelector(`${p} [data-status=contested]`)?.textContent?.includes('No citation yet'), part)
  await page.click({ css: `${part} [data-status=contested] [class*=valueFeet] button` })
  await page.click({ role: 'menuitem', name: 'It contradicts the value' })
  await page.wait('the citation', (p) => document.querySelector(`${p} [data-status=contested] [data-role=contradicts]`) !== null, part)
  await themes(page, 'case-contested')
  // It says something else for the value than was thought at first.
  await page.click({ css: `${part} [data-status=contested] [data-role=contradicts] button[aria-label="What can be done with the citation"]` })
  await page.click({ role: 'menuitem', name: 'It qualifies the value' })
  await page.click({ css: `${part} [data-status=contested] [data-role=qualifies] [class*=open]` })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Cases' })

  // A case is made, renamed, moved by a key and by the pointer, put into the bin, and all is taken back.
  await page.click({ role: 'button', name: 'New case' })
  await page.type('Niger')
  await page.press('Enter')
  await page.find({ role: 'heading', name: 'Niger' })
  await page.press('Escape')
  await page.click(row('Niger'))
  await page.press('F2')
  await page.type('Niger FSP')
  await page.press('Enter')
  await page.find(row('Niger FSP'))
  const order = () => page.run(() => [...document.querySelectorAll('[data-region=main] [role=row]')].map((r) => `${r.getAttribute('aria-level') ?? ''} ${r.querySelector('[title]')?.textContent ?? ''}`))
  const before = await order()
  await page.click(row('Niger FSP'))
  await page.press('Alt+ArrowUp')
  await page.wait('the case one up', (was) => [...document.querySelectorAll('[data-region=main] [role=row]')].findIndex((r) => r.textContent?.includes('Niger FSP')) < was, before.findIndex((r) => r.includes('Niger FSP')))
  await page.drag(row('Niger FSP'), row('Latin America'))
  await page.wait('the case in Latin America', () => {
    const rows = [...document.querySelectorAll('[data-region=main] [role=row]')].map((r) => r.textContent ?? '')
    return rows.findIndex((r) => r.includes('Niger FSP')) > rows.findIndex((r) => r.includes('Latin America')) && rows.findIndex((r) => r.includes('Niger FSP')) < rows.findIndex((r) => r.includes('Africa'))
  })
  await page.click(row('Niger FSP'))
  await page.press('Delete')
  await page.gone(row('Niger FSP'))
  await page.click({ role: 'button', name: 'Undo' })
  await page.find(row('Niger FSP'))

  // Documents are linked from a list.
  await page.click(row('Niger FSP'))
  await page.click({ role: 'button', name: 'Link documents…' })
  await page.type('comparative')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'Link 1 document' })
  await page.find({ role: 'button', pattern: '^Take .* out of the case$' })

  // A table is looked at before anything is written.
  const file = join(program.home, 'cases.csv')
  writeFileSync(file, table, { mode: 0o600 })
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'Import table…' })
  await page.click({ role: 'button', name: 'Choose a file…' })
  await page.find({ css: '[role=dialog] th[scope=row]' })
  expect(await page.run(() => document.querySelector('[role=dialog]')?.textContent)).toContain('Line 3, number of programmes:')
  expect(await page.run(() => document.querySelector('[role=dialog]')?.textContent)).toContain('2 values can be read in two ways')
  await page.click({ role: 'button', pattern: 'What remark becomes$' })
  await page.click({ role: 'option', pattern: '^Open answer' })
  await page.wait('the open answer', () => document.querySelector('[role=dialog]')?.textContent?.includes('1 open answer'))
  // Dates that can be read in two ways are read as is chosen.
  await page.click({ role: 'button', pattern: 'How signed is read$' })
  await page.click({ role: 'option', pattern: '^Month before day' })
  await page.wait('the months first', () => {
    const text = document.querySelector('[role=dialog]')?.textContent ?? ''
    return text.includes('2 of 2 values are of this type') && !text.includes('can be read in two ways')
  })
  await themes(page, 'case-import')
  await page.click({ role: 'button', name: 'Take over' })
  await page.find({ role: 'dialog', pattern: 'Import table' })
  await page.wait('what was taken over', () => document.querySelector('[role=dialog]')?.textContent?.includes('2 new cases'))
  await page.click({ css: '[role=dialog] button[class*=primary]' })
  await page.find(row('Bolivia Mi Agua'))

  // A later state of the table replaces what an earlier one said, unless both are wanted.
  writeFileSync(file, 'case,start\nLatin America/Bolivia Mi Agua,2012\n', { mode: 0o600 })
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'Import table…' })
  await page.click({ role: 'button', name: 'Choose a file…' })
  await page.wait('what differs', () => document.querySelector('[role=dialog] [role=status]')?.textContent?.includes('1 differs from the value that is held now'))
  await page.click({ css: '[role=dialog] label', pattern: '^Keep what is held now' })
  await page.wait('that it is kept', () => document.querySelector<HTMLInputElement>('[role=dialog] label input[type=checkbox]')?.checked === true)
  await themes(page, 'case-import-again')
  await page.click({ css: '[role=dialog] label', pattern: '^Keep what is held now' })
  await page.click({ role: 'button', name: 'Take over' })
  await page.wait('that it takes its place', () => document.querySelector('[role=dialog]')?.textContent?.includes('takes the place of another'))
  await page.click({ css: '[role=dialog] button[class*=primary]' })
  await page.gone({ role: 'dialog' })

  // The table of all of them is written like a sheet.
  await page.click({ role: 'radio', name: 'Table' })
  await page.find({ role: 'grid', name: 'Attributes: Cases' })
  await page.click({ css: '[data-at="0 0"]' })
  await page.press('Control+Home')
  await page.press('Enter')
  await page.press('Escape')
  await themes(page, 'case-table')
  const start = await page.run(() => [...document.querySelectorAll('[role=columnheader]')].findIndex((h) => h.textContent === 'start') - 1)
  await page.click({ role: 'searchbox', name: 'Filter the rows' })
  await page.type('bolivia')
  await page.wait('one row', () => document.querySelector('[data-region=main] [role=status]')?.textContent === '1 row')
  await page.click({ css: `[data-at="0 ${String(start)}"]` })
  await page.press('2')
  await page.type('013-05')
  await page.press('Enter')
  await page.wait('the value', (c) => document.querySelector(`[data-at="0 ${String(c)}"]`)?.textContent === '2013-05', start)

  // An attribute is described, and its type not changed where values would not fit.
  await page.click({ role: 'radio', name: 'Attributes' })
  await page.click({ role: 'button', pattern: '^intentionality.*values' })
  await page.find({ css: 'form[aria-label=intentionality]' })
  await themes(page, 'case-attributes')
  await page.click({ role: 'button', pattern: 'Type of its values$' })
  await page.click({ role: 'option', name: 'Number' })
  await page.wait('what would not fit', () => document.querySelector('form [role=alert]')?.textContent?.includes('would not fit any more'))
  expect(await page.run(() => document.querySelector('form [type=submit]')?.hasAttribute('disabled'))).toBe(true)
}, ['chromium', 'webkit'])

scenario('one case becomes part of another, after it was said what that does, and one undo takes it back', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Cases' })
  await page.click(row('Colombia PPP'))
  await page.find({ role: 'heading', name: 'Colombia PPP' })
  // What a value rests on is put into another order.
  const several = '[data-region=main] [data-status=held] ul:has(li[data-role] + li[data-role])'
  const second = await page.run((list) => {
    const found = document.querySelector(list)
    found?.scrollIntoView({ block: 'center' })
    return found?.querySelectorAll('li[data-role] [class*=open]')[1]?.textContent ?? ''
  }, several)
  await page.click({ css: `${several} li[data-role] button[aria-label="What can be done with the citation"]` })
  await page.click({ role: 'menuitem', name: 'Further down' })
  await page.wait('the second to be the first', (list, words) => document.querySelector(list)?.querySelector('li[data-role] [class*=open]')?.textContent === words, several, second)
  // The number of its codes opens them, each with what it counts.
  await page.click({ css: '[aria-label="What stands behind it"] button:nth-of-type(2)' })
  await page.find({ role: 'grid', name: 'Codes by Kinds of document' })
  await page.click({ role: 'radio', name: 'Cases' })
  await page.click({ role: 'button', name: 'What can be done with the case' })
  await page.click({ role: 'menuitem', name: 'Merge into another case…' })
  await page.find({ role: 'dialog', name: 'Merge cases' })
  await page.click({ css: '[role=dialog] input[role=combobox]' })
  await page.type('FEST')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.wait('what it would do', () => /It gets \d+ documents?\.It gets \d+ values?\./.test(document.querySelector('[role=dialog] section[role=status] ul')?.textContent ?? ''))
  await themes(page, 'case-merge')
  await page.click({ css: '[role=dialog] [type=submit]' })
  await page.gone({ role: 'dialog' })
  await page.gone(row('Colombia PPP'))
  await page.find({ role: 'heading', name: 'Colombia FEST–UNIDOS' })
  await page.click({ role: 'button', name: 'Undo' })
  await page.find(row('Colombia PPP'))
}, ['chromium', 'webkit'])
