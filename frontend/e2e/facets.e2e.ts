import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { prefer, themes } from './driver/looks'
import { project } from './driver/project'
import { codeWith, codings, inText, mark, read, said } from './driver/reading'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

const interview = 'Interviewer: How do the two programmes work together?\n\nManager: We share the register of households. Every month the committee sits in the district. Nobody pays for it.\n'

scenario('a facet is made with its keys, given right after coding, given to many codings at once, and taken back', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })

  // A facet of two values, each with its key and with a name in another language.
  await page.press('Control+k')
  await page.find({ role: 'dialog', name: 'All commands' })
  await page.type('facets')
  await page.press('Enter')
  await page.find({ role: 'dialog', name: 'Facets' })
  await page.click({ role: 'button', name: 'New facet' })
  await page.wait('the name to have the focus', () => document.activeElement?.matches('form[aria-label="New facet"] input'))
  await page.type('stability')
  for (const [i, [name, key]] of ([['lasting', 'g'], ['passing', 'w']] as const).entries()) {
    await page.click({ role: 'button', name: 'Another value' })
    await page.click({ css: `[role=dialog] ol > li:nth-child(${String(i + 1)}) input` })
    await page.wait('its field', (n) => document.activeElement === document.querySelector(`[role=dialog] ol > li:nth-child(${String(n)}) input`), i + 1)
    await page.type(name)
    await page.press('Tab')
    await page.type(key)
  }
  await page.click({ role: 'button', name: 'Save' })
  await until('the facet to be kept', async () => JSON.stringify(await page.call('Codes.Facets')).includes('"stability"'))
  await page.click({ css: '[role=dialog] button[aria-current]', pattern: 'stability' })
  await themes(page, 'facets')
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Its key, right after coding; the strip beside the words shows it.
  await read(page, 'Interview')
  for (const words of ['share the register', 'Every month', 'Nobody pays']) {
    await mark(page, words)
    await codeWith(page, 'Working groups')
    await page.press('Escape')
    await inText(page)
  }
  await mark(page, 'committee sits')
  await page.press('c')
  await page.type('Agreements')
  await page.press('Enter')
  await said(page, '^Coded: (?!Working)')
  await page.gone({ role: 'combobox' })
  await inText(page)
  await page.press('w')
  await said(page, '^Set: passing')
  const valued = async (value: string) => (await codings(page)).filter((c) => JSON.stringify(c.facets).includes(`"${value}"`)).map((c) => c.quote)
  expect(await valued('passing')).toEqual(['committee sits'])
  await page.press('Escape')

  // Many at once, and back by one step.
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ css: '[role=feed] article' })
  for (const n of [1, 2]) await page.click({ css: `[role=feed] article:nth-of-type(${String(n)}) label, [role=feed] :nth-child(${String(n)} of article) label` })
  await page.click({ role: 'button', name: 'Facets' })
  await page.click({ role: 'menuitem', pattern: '^stability: lasting' })
  await until('two to be lasting', async () => (await valued('lasting')).length === 2)
  await page.click({ role: 'button', name: 'Undo' })
  await until('none to be', async () => (await valued('lasting')).length === 0)

  // Facets are called in the language of the window.
  await prefer(page, { language: 'es' })
  await page.click({ role: 'tab', name: 'Aquí' })
  await mark(page, 'Nobody pays')
  await page.press('j')
  await page.find({ role: 'article' })
  await prefer(page, {})
}, browsers)
