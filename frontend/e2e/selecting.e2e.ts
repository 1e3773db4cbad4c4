import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle } from './driver/looks'
import type { Page } from './driver/page'
import { project } from './driver/project'
import { coded, codeWith, codings, mark, read, said, wordsAt } from './driver/reading'
import { scenario } from './driver/scenario'
import { sleep, until } from './driver/wait'

const family = '👩‍👩‍👧'
const interview = `Interviewer: How do the two programmes work together?

Manager: We share the register of households. A family ${family} is listed once. Nobody pays for cafe\u0301 or lunch.

Interviewer: Who decides?

Manager: The ministry decides alone. We are told afterwards.
`

const selected = (page: Page) => page.run(() => document.getSelection()?.toString().trim() ?? '')

scenario('what is selected ends at whole characters and without blanks; two presses take a word and three the paragraph', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  await mark(page, 'family')
  // By the keyboard a step at a time: over the blank, over the whole family, over the blank after it.
  for (let i = 0; i < 3; i++) await page.press('Shift+ArrowRight')
  await codeWith(page, 'Targeting')
  expect((await codings(page)).map((c) => c.quote)).toEqual([`family ${family}`])
  await page.press('Control+z')
  await until('nothing', async () => (await codings(page)).length === 0)
  await page.press('Escape')
  // By the hand into the middle of the picture, and beyond an accent that is a character of its own.
  const family_ = await wordsAt(page, 'family')
  const pays = await wordsAt(page, 'pays for caf')
  await page.drag({ x: family_.first.x + 1, y: family_.first.y }, { x: pays.last.right - 1, y: pays.last.y })
  await until('a selection', async () => (await selected(page)).length > 20)
  await codeWith(page, 'Target population')
  const [long] = await codings(page)
  expect([`family ${family} is listed once. Nobody pays for caf`, `family ${family} is listed once. Nobody pays for cafe\u0301`]).toContain(long?.quote)
  expect(long?.quote.endsWith('cafe')).toBe(false)
  await page.press('Control+z')
  await until('nothing', async () => (await codings(page)).length === 0)
  await page.press('Escape')
  // Two presses: the word; three: its paragraph. Blanks at the ends are not coded.
  const word = await wordsAt(page, 'ministry')
  const twice = { x: word.first.x + 12, y: word.first.y }
  /** Presses so often in a row; where the machine was too slow for it to be one thing, a person presses again. */
  const press = (times: number, wanted: (words: string) => boolean) =>
    until(`${String(times)} presses`, async () => {
      await sleep(700)
      await page.clickTimes(twice, times)
      await sleep(150)
      return wanted(await selected(page))
    })
  await press(2, (words) => words === 'ministry')
  await codeWith(page, 'Mandate to coordinate')
  await page.press('Escape')
  await press(3, (words) => words.endsWith('told afterwards.'))
  await codeWith(page, 'Reporting')
  expect((await codings(page)).map((c) => c.quote).sort()).toEqual(['Manager: The ministry decides alone. We are told afterwards.', 'ministry'])
}, browsers)

scenario('the palette finds codes by names in other languages and by definitions, takes several, and makes new ones with them', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  // By its Spanish name, without the accent.
  await mark(page, 'share the register')
  await page.press('Enter')
  await page.find({ role: 'combobox', name: 'Code the selection…' })
  await page.type('focalizacion')
  await page.find({ role: 'option', pattern: '^Targeting' })
  await page.screenshot('palette-language')
  await page.press('Enter')
  await said(page, '^Coded: Targeting')
  await page.press('Escape')
  // By words that only its definition has.
  const tree = (await page.call('Codes.Tree')) as unknown as Node[]
  const all = (list: Node[]): Node[] => list.flatMap((n) => [n, ...all(n.children)])
  const one = all(tree).find((n) => n.name === 'Incentives')
  const words = (one?.definition ?? '').toLowerCase().split(/[^a-z]+/).filter((w) => w.length > 6 && !JSON.stringify(all(tree).map((n) => n.name)).toLowerCase().includes(w))
  const rare = words.find((w) => all(tree).filter((n) => n.definition.toLowerCase().includes(w)).length === 1) ?? ''
  expect(rare).not.toBe('')
  await mark(page, 'Nobody pays')
  await page.press('Enter')
  await page.find({ role: 'combobox', name: 'Code the selection…' })
  await page.type(rare)
  // Codes whose names are like it go before those that only tell of it.
  for (let i = 0; i < 20 && !(await page.run(() => document.querySelector('[role=option][aria-selected=true]')?.textContent.startsWith('Incentives') ?? false)); i++) await page.press('ArrowDown')
  await page.wait('its definition', (w) => document.querySelector('[role=dialog]')?.textContent.toLowerCase().includes(w), rare)
  await page.press('Enter')
  await said(page, '^Coded: Incentives')
  await page.press('Escape')
  // Several at once: two that there are and two that are made, all by Shift+Enter but the last.
  await mark(page, 'ministry decides alone')
  await page.press('Enter')
  await page.find({ role: 'combobox', name: 'Code the selection…' })
  for (const name of ['Reporting', 'Decided above', 'Political support']) {
    await page.type(name)
    await page.find({ role: 'option', pattern: name })
    await page.press('Shift+Enter')
    await page.wait(`${name} to be taken`, (n) => [...document.querySelectorAll('[role=dialog] [class*=chip]')].some((c) => c.textContent === n), name)
  }
  await settle(page)
  await page.screenshot('palette-several')
  await page.type('Told late')
  await page.press('Enter')
  await said(page, '^Coded: ')
  const on = async () => (await coded(page)).filter((c) => c.endsWith('ministry decides alone')).map((c) => c.split(':')[0]).sort()
  expect(await on()).toEqual(['Decided above', 'Political support', 'Reporting', 'Told late'])
  // All of it is one step.
  await page.press('Control+z')
  await until('all four to be taken back', async () => (await on()).length === 0)
  expect(JSON.stringify(await page.call('Codes.Tree'))).not.toContain('Decided above')
}, browsers)

interface Node {
  name: string
  definition: string
  children: Node[]
}
