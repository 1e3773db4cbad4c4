import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle } from './driver/looks'
import type { Page } from './driver/page'
import { project } from './driver/project'
import { codeWith, codings, mark, read, said, wordsAt } from './driver/reading'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

const interview = `Interviewer: How do the two programmes work together?

Manager: We share one list. The mayor signs. Every month the committee of the district sits in the town hall and goes through all that came in, case by case, until the evening. Nobody pays.

Interviewer: Who decides?

Manager: The ministry decides alone. We are told afterwards.
`

/** The stripes as they stand in the window, each with what it is of. */
const stripes = (page: Page) =>
  page.run(() => [...document.querySelectorAll<HTMLElement>('.a-stripe:not([hidden])')].map((s) => {
    const b = s.getBoundingClientRect()
    return { of: s.getAttribute('aria-label') ?? '', left: b.left, right: b.right, top: b.top, bottom: b.bottom, x: b.left + 4, y: (b.top + b.bottom) / 2 }
  }))

const stripeOf = (page: Page, code: string) => page.atRest(`the stripe of ${code}`, async () => (await stripes(page)).find((s) => s.of.includes(code)))

scenario('two codings on one line each have their stripe, and a name that is looked at is seen whole', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  for (const [words, code] of [['share one list', 'Targeting'], ['mayor signs', 'Political support'], ['committee of the district', 'Mandate to coordinate'], ['Nobody pays', 'Incentives']] as const) {
    await mark(page, words)
    await codeWith(page, code)
    await page.press('Escape')
  }
  const all = await until('four stripes', async () => ((list) => (list.length === 4 ? list : undefined))(await stripes(page)))
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom, `${a.of} lies on ${b.of}`).toBe(false)
    }
  }
  await settle(page)
  await page.screenshot('margin-line')
  // Each can be pressed for itself.
  for (const code of ['Targeting', 'Political support']) {
    await page.clickAt(await stripeOf(page, code))
    await page.wait(code, (name) => [...document.querySelectorAll('article[class*=focused]')].some((c) => c.textContent.includes(name)), code)
  }
  // In a pane without room for it a name is written over the words, never beyond the pane.
  await page.press('Control+b')
  await page.resize(1101, 760)
  const name = await until('its name', async () => {
    // The pane may still have moved its lines when the hand got there.
    await page.hoverAt(await stripeOf(page, 'Mandate to coordinate'))
    await settle(page)
    return page.run(() => {
      const e = [...document.querySelectorAll<HTMLElement>('.a-name.a-on, .a-name.a-told')].find((n) => n.textContent === 'Mandate to coordinate')
      const pane = document.querySelector('.cm-scroller')?.getBoundingClientRect()
      const b = e?.getBoundingClientRect()
      return e && b && pane ? { whole: e.scrollWidth <= e.clientWidth, within: b.right <= pane.right + 1 && b.left >= pane.left } : undefined
    })
  })
  expect(name).toEqual({ whole: true, within: true })
  await page.screenshot('margin-name')
}, browsers)

scenario('the menu of a coding changes its code, its facets and its ends', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  await mark(page, 'committee of the district')
  await codeWith(page, 'Mandate to coordinate')
  await page.press('Escape')
  const open = async () => {
    const on = await page.atRest('the stripe', async () => (await stripes(page))[0])
    await page.hoverAt(on)
    await page.menuAt(on)
    await page.find({ role: 'menu', name: 'Coding' })
  }
  await open()
  await settle(page)
  await page.screenshot('coding-own-menu')
  expect(await page.axe('[role=menu]')).toEqual([])
  // A facet, by the keys of the menu; what is set is ticked, and goes again.
  const facet = async () => {
    await open()
    for (let i = 0; i < 12 && !(await page.run(() => document.activeElement?.textContent.startsWith('level') ?? false)); i++) await page.press('ArrowDown')
    await page.press('ArrowRight')
    await page.find({ role: 'menu', name: 'level' })
    await page.wait('a value', () => document.activeElement?.matches('[role=menuitem]') === true && document.activeElement.closest('[role=menu]')?.getAttribute('aria-label') === 'level')
  }
  await facet()
  await page.screenshot('coding-facet-menu')
  await page.click({ role: 'menuitem', pattern: '^local' })
  await said(page, '^Set: local')
  await page.gone({ role: 'menu' })
  await facet()
  await page.click({ role: 'menuitem', pattern: '^local ?✓' })
  await said(page, '^Taken away: local')
  await page.gone({ role: 'menu' })
  // Its code.
  await open()
  await page.click({ role: 'menuitem', pattern: '^Change the code' })
  await page.find({ role: 'combobox', pattern: '^Change the code' })
  await page.type('Reporting')
  await page.press('Enter')
  await until('the other code', async () => (await codings(page)).map((c) => c.code.name).join() === 'Reporting')
  // The same by its key, from the caret.
  await page.press('Escape')
  const at = await wordsAt(page, 'committee')
  await page.clickAt({ x: at.first.x + 8, y: at.first.y })
  await page.press('r')
  await page.find({ role: 'combobox', pattern: '^Change the code' })
  await page.type('Incentives')
  await page.press('Enter')
  await until('the third code', async () => (await codings(page)).map((c) => c.code.name).join() === 'Incentives')
  // Its ends.
  await open()
  await page.click({ role: 'menuitem', pattern: '^Move the ends' })
  await said(page, '^Shift with the arrows')
  await page.wait('the text to have the keys', () => document.activeElement?.closest('.cm-editor') !== null)
  await page.press('Control+Shift+ArrowRight')
  await until('the end to move', async () => (await codings(page))[0]?.quote === 'committee of the district sits')
  for (let i = 0; i < 3; i++) await page.press('Control+z')
  await until('all to be taken back', async () => (await codings(page)).map((c) => `${c.code.name}: ${c.quote}`).join() === 'Mandate to coordinate: committee of the district')
}, browsers)

scenario('the outline is as wide as it was made, and stands there the next day', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  const wide = (p: Page) => p.run(() => Math.round(document.querySelector('nav[aria-label=Outline]')?.getBoundingClientRect().width ?? 0))
  await page.press('Control+Shift+o')
  await until('the outline', async () => (await wide(page)) > 0)
  const before = await wide(page)
  const edge = await page.atRest('the edge of the outline', () => page.run(() => {
    const b = document.querySelector('nav[aria-label=Outline]')?.getBoundingClientRect()
    return b && { x: b.right + 0.5, y: b.top + 200 }
  }))
  await page.drag(edge, { x: edge.x + 90, y: edge.y })
  await until('it to be wider', async () => Math.abs((await wide(page)) - before - 90) <= 2)
  await settle(page)
  await page.screenshot('outline-wide')
  const set = await wide(page)
  await until('it to be kept', async () => ((await page.call('Settings.Layout')) as { outline: number }).outline === set)
  const tomorrow = (await stage.restart(join(stage.program.home, 'Study.articula'))).page
  await until('the same the next day', async () => (await wide(tomorrow)) === set)
  await tomorrow.press('Control+Shift+o')
  await until('it to be gone', async () => (await wide(tomorrow)) === 0)
}, browsers)
