import { expect } from 'vitest'
import { prefer, themes } from './driver/looks'
import type { Page } from './driver/page'
import { scenario } from './driver/scenario'

/** Writes a translation where its form is open, and gives it a status. */
async function translate(page: Page, within: string, words: string, status: string): Promise<void> {
  await page.find({ css: `${within} form textarea` })
  await page.press('Control+a')
  await page.type(words)
  await page.click({ role: 'button', pattern: 'Status$' })
  await page.click({ role: 'option', name: status })
  await page.click({ css: `${within} form [type=submit]` })
  await page.wait(words, (p, text, by) => [...document.querySelectorAll(`${p} p[lang]`)].some((q) => q.textContent === text && q.nextElementSibling?.textContent?.includes(by)), within, words, status)
}

scenario('words are said to be in another language, and show it; a coding and a citation are translated, and the translation is verified', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ css: '.cm-line:nth-of-type(3)' })
  await page.press('s')
  await page.wait('a sentence to be selected', () => (document.getSelection()?.toString().length ?? 0) > 10)
  const sentence = await page.run(() => document.getSelection()?.toString() ?? '')

  await page.click({ role: 'button', name: 'Languages of passages' })
  await page.click({ role: 'button', pattern: 'The selected words are in$' })
  await page.click({ role: 'option', name: 'Quechua' })
  await page.wait('the words to be marked', (words) => [...document.querySelectorAll('.cm-content [lang=qu]')].map((e) => e.textContent).join('').startsWith(words.slice(0, 20)), sentence)
  await page.find({ role: 'button', name: 'It is in the language of the document' })
  await themes(page, 'reading-languages')
  await page.press('Escape')
  // As it closes it gives the focus back to its button.
  await page.gone({ role: 'dialog' })
  // The name is shown where the caret is, and under the pointer.
  const shown = () => page.run(() => getComputedStyle(document.querySelector('.cm-content .a-lang-start') ?? document.body, '::after').content)
  await page.press('Control+e')
  await page.wait('the text to have the focus', () => document.activeElement?.classList.contains('cm-content'))
  await page.wait('the name of the language', () => getComputedStyle(document.querySelector('.cm-content .a-lang-start') ?? document.body, '::after').content.includes('Quechua'))
  await themes(page, 'reading-language')
  await page.press('Control+Home')
  await page.wait('no name', () => !getComputedStyle(document.querySelector('.cm-content .a-lang-start') ?? document.body, '::after').content.includes('Quechua'))
  await page.hover({ css: '.cm-content [lang=qu]' })
  await page.wait('the name under the pointer', () => getComputedStyle(document.querySelector('.cm-content .a-lang-start') ?? document.body, '::after').content.includes('Quechua'))
  expect(await shown()).toContain('Quechua')

  // A coding is translated into one language more, and the wording verified later.
  await page.press('j')
  await page.find({ css: 'article button[aria-label=Translations][aria-pressed=true]' })
  await page.click({ role: 'button', name: 'Translate' })
  await translate(page, 'article', 'Autrement dit, le comité existe.', 'draft')
  await page.click({ role: 'button', name: 'Change the translation into French' })
  await translate(page, 'article', 'Autrement dit, le comité se réunit.', 'verified')
  await themes(page, 'coding-translation')

  // So is a passage that an attribute rests on.
  await page.click({ role: 'radio', name: 'Cases' })
  await page.click({ css: '[data-region=main] [role=row][aria-label^="Mali Nioro"]' })
  await page.find({ role: 'heading', name: 'Mali Nioro Cash+' })
  const cited = '[data-region=main] li[data-role]'
  await page.run((at) => { document.querySelector(at)?.scrollIntoView({ block: 'center' }) }, cited)
  if (!(await page.isThere({ css: `${cited} [class*=translations]` }))) await page.click({ css: `${cited} button[aria-label=Translations]` })
  await page.click({ css: `${cited} [class*=translations] > button` })
  await translate(page, cited, 'Se apoya en dos programas.', 'verified')
  await page.run((at) => { document.querySelector(at)?.scrollIntoView({ block: 'center' }) }, cited)
  await themes(page, 'citation-translation')
}, ['chromium', 'webkit'])

scenario('an actor and a case have one name in the language of the window wherever they stand, and nothing runs out of its pane', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await prefer(page, { language: 'es' })
  await page.click({ role: 'tab', name: 'Segmentos' })
  await page.find({ css: '[role=feed] article' })
  const slider = await page.find({ role: 'slider' })
  expect(slider.x).toBeLessThan(1280)
  expect(await page.run(() => Math.max(...[...document.querySelectorAll('[data-region=side] *')].map((e) => e.getBoundingClientRect().right)))).toBeLessThan(1281)
  await page.screenshot('segments-es')

  const actors = (await page.call('Actors.List', false)) as unknown as { name: string; titles: Record<string, string> }[]
  const wanted = actors.map((a) => a.titles['es'] ?? a.name)
  expect(wanted).not.toEqual(actors.map((a) => a.name))
  await page.click({ role: 'radio', name: 'Actores' })
  await page.click({ role: 'tab', name: 'Registro' })
  await page.find({ css: '[role=tabpanel] [role=rowheader] span' })
  expect(await page.run(() => [...document.querySelectorAll('[role=tabpanel] [role=rowheader] span:first-child')].map((e) => e.textContent))).toEqual(wanted)
  await page.screenshot('actors-register-es')
  await page.click({ role: 'tab', name: 'Coordinación' })
  await page.find({ css: 'section table tbody th' })
  expect(await page.run((names) => [...document.querySelectorAll('section table tbody th')].map((e) => e.textContent).filter((n) => !names.includes(n)), wanted)).toEqual([])
  await page.screenshot('actors-coordination-es')

  await page.click({ role: 'radio', name: 'Casos' })
  await page.click({ role: 'radio', name: 'Tabla' })
  await page.find({ css: '[role=grid] [role=rowheader]', pattern: '^América Latina' })
  await page.into('input[aria-label="Filtrar las filas"]')
  await page.type('etiopía')
  await page.wait('the one row', () => document.querySelectorAll('[role=grid] [role=rowheader]').length < 4)
  await page.find({ css: '[role=grid] [role=rowheader]', pattern: '^Etiopía' })
  await page.screenshot('cases-table-es')
}, ['chromium', 'webkit'])
