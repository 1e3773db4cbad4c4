import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { prefer, settle } from './driver/looks'
import type { Page } from './driver/page'
import { pdf } from './driver/papers'
import { project } from './driver/project'
import { codeWith, codings, said, select } from './driver/reading'
import { scenario } from './driver/scenario'
import { sleep, until } from './driver/wait'

/** A place on a page of the file, in units of the page from its upper left corner. */
const onPage = async (page: Page, n: number, x: number, y: number) => {
  const at = await page.atRest(`page ${String(n)}`, () => page.run((i) => {
    const b = document.querySelector(`[data-page="${String(i)}"]`)?.getBoundingClientRect()
    return b && { left: b.left, top: b.top, scale: b.width / 612 }
  }, n))
  return { x: at.left + x * at.scale, y: at.top + y * at.scale }
}

const filler = (from: number) => Array.from({ length: 28 }, (_, i) => `Line ${String(from + i)} tells how office ${String(from + i)} shares its register with others.`)

scenario('a PDF is read beside its pages, which follow the text and are followed, and is coded in either', async (stage) => {
  const { page } = stage
  await project(stage, {
    'Manual.pdf': pdf(
      ['The ministry transfers funds to the municipalities every quarter.', 'Local managers report to the technical secretariat.', ...filler(1)],
      [...filler(40)],
      ['The last page orders that agencies coordinate their calendars.', ...filler(80)],
    ),
  })
  await page.click({ role: 'row', pattern: 'Manual' })
  await page.find({ role: 'heading', name: 'Manual' })
  await page.press('Control+Shift+p')
  await page.find({ role: 'region', name: 'Pages of the file' })
  await page.wait('the first page to be drawn', () => document.querySelector('[data-page="0"] canvas') !== null)
  const ink = () =>
    page.run(() => {
      const c = document.querySelector<HTMLCanvasElement>('[data-page="0"] canvas')
      const data = c?.getContext('2d')?.getImageData(0, 0, c.width, c.height).data ?? []
      let dark = 0
      for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 200 && (data[i + 3] ?? 0) > 0) dark++
      return dark
    })
  await until('letters on the picture', async () => (await ink()) > 300)
  expect(await page.run(() => 'pdfjsWorker' in globalThis), 'read in the page instead of in a thread').toBe(false)

  // Coded in the text, it is seen on the page.
  await page.click({ css: '.cm-line' })
  await page.press('s')
  await codeWith(page, 'Transfers')
  await until('it to be on the page', () => page.run(() => document.querySelector('[data-page="0"] [data-coding]') !== null))

  // Selected on the page, it is coded by the same keys.
  const onFirst = async (from: number, to: number, y: number) => { await page.drag(await onPage(page, 0, from, y), await onPage(page, 0, to, y)) }
  const bar = () => page.run(() => (document.querySelector('[role=toolbar]')?.textContent ?? '').includes('Code'))
  await page.press('Escape')
  await select(page, 'words of the page', () => onFirst(76, 330, 90), bar, 'Escape')
  await codeWith(page, 'Reporting')
  const list = await codings(page)
  expect(list.map((c) => c.code.name)).toEqual(['Transfers', 'Reporting'])
  expect(list[1]?.quote).toMatch(/^Local managers report to the technical secretariat/)
  await until('both on the page', async () => (await page.run(() => document.querySelectorAll('[data-page="0"] [data-coding]').length)) === 2)
  for (const theme of ['dark', 'light']) {
    await prefer(page, { theme })
    await settle(page)
    expect(await page.axe(), theme).toEqual([])
    await page.screenshot('pages')
  }

  // A code is dropped on the words of a page, and words of the page on a code; each is one undo.
  await page.press('Escape')
  await page.drag({ role: 'row', pattern: '^Targeting' }, await onPage(page, 0, 200, 109))
  await said(page, '^Coded: Targeting')
  expect((await codings(page)).find((c) => c.code.name === 'Targeting')?.quote).toMatch(/^Line 1 tells how office 1 shares/)
  await page.press('Escape')
  await select(page, 'words of the page', () => onFirst(76, 250, 129), bar, 'Escape')
  await page.drag(await onPage(page, 0, 150, 129), { role: 'row', pattern: '^Objectives and goals' })
  await said(page, '^Coded: Objectives and goals')
  expect((await codings(page)).find((c) => c.code.name === 'Objectives and goals')?.quote).toMatch(/^Line 2 tells/)
  for (const left of [3, 2]) {
    await page.press('Control+z')
    await until(`${String(left)} codings`, async () => (await codings(page)).length === left)
  }

  // A word that is pressed puts the caret there.
  await page.clickAt(await onPage(page, 0, 90, 90))
  await page.find({ role: 'article' })

  // The text leads the pages, and the pages the text.
  for (let i = 0; i < 3; i++) await page.click({ role: 'button', name: 'Larger pages' })
  await page.click({ css: '.cm-line' })
  const seen = () => page.run(() => document.querySelector('[data-region="pages"]')?.textContent ?? '')
  await page.press('Control+End')
  await until('the last page', async () => (await seen()).startsWith('Page 3 of 3'))
  await page.run(() => {
    const pages = document.querySelector<HTMLElement>('[aria-label="Pages as they look"]')
    pages?.focus()
  })
  // Keys scroll by a movement of the browser's own, which a busy machine breaks off.
  await until('the text to be at its beginning', async () => {
    await page.press('Home')
    await sleep(1500)
    return page.run(() => (document.querySelector('.cm-scroller')?.scrollTop ?? 99) < 60)
  })
  await page.resize(1024, 720)
  await settle(page)
  await page.screenshot('pages')
  await page.click({ role: 'button', name: 'Hide the pages' })
  await page.gone({ role: 'region', name: 'Pages of the file' })
}, browsers)
