import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle } from './driver/looks'
import type { Page } from './driver/page'
import { project } from './driver/project'
import { codeWith, codings, comesIntoView, inText, mark, read, said, wordsAt } from './driver/reading'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

/** A long interview: sixty questions and answers of different lengths, so that nothing is where its number alone puts it. */
const turns = Array.from({ length: 60 }, (_, i) => {
  const n = String(i + 1)
  return `Interviewer: What does question ${n} ask?\n\nManager: Answer ${n} says ${'that the offices share one register of households and meet each month in the district, '.repeat(1 + (i % 7))}and ends with mark ${n}.`
})
const interview = `${turns.join('\n\n')}\n`
const short = 'Interviewer: Who decides?\n\nManager: The ministry decides alone. We are told afterwards.\n'

const where = (page: Page) => page.run(() => document.querySelector('footer')?.textContent ?? '')

scenario('a long interview is found through: words, positions, the outline, who speaks; and its place is kept', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview, 'Other.txt': short })
  await read(page, 'Interview')

  // Words: as they are typed, to the next and the one before, without regard to case and accents.
  await page.press('Control+f')
  await page.wait('the field', () => document.activeElement?.getAttribute('aria-label') === 'Find in this document')
  await page.type('MÁRK 4')
  const count = () => page.run(() => document.querySelector('[role=search] [aria-live]')?.textContent ?? '')
  await until('eleven places', async () => (await count()) === '1 of 11')
  await comesIntoView(page, 'ends with mark 4.')
  await page.press('Enter')
  await until('the second', async () => (await count()) === '2 of 11')
  await comesIntoView(page, 'ends with mark 40.')
  await page.press('Shift+Enter')
  await page.press('Shift+Enter')
  await until('the last, by way of the first', async () => (await count()) === '11 of 11')
  await comesIntoView(page, 'ends with mark 49.')
  await settle(page)
  await page.screenshot('find')
  expect(await page.axe()).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'search' })
  await inText(page)
  // What was found last is selected, and can be coded.
  await codeWith(page, 'Reporting')
  expect((await codings(page)).map((c) => c.quote)).toEqual(['mark 4'])

  // A position, by what it is.
  for (const [typed, words, told] of [['t 57', 'question 29', 'Paragraph 57'], ['120', 'Answer 60', 'Paragraph 120'], ['2', 'Answer 1 says', 'Paragraph 2']] as const) {
    await page.press('Control+g')
    await page.wait('the field', () => document.activeElement?.getAttribute('aria-label') === 'Go to a position')
    await page.type(typed)
    await page.press('Enter')
    await comesIntoView(page, words)
    await until(`${told} in the status bar`, async () => new RegExp(`${told}(?!\\d)`).test(await where(page)))
  }
  await page.press('Control+g')
  await page.type('999')
  await page.press('Enter')
  await until('that there is none', async () => (await count()) === 'There is no such place')
  await page.press('Escape')
  await inText(page)

  // The outline of a transcript are its turns.
  await page.press('Control+Shift+o')
  await page.find({ role: 'navigation', name: 'Outline' })
  await page.run(() => { document.querySelector<HTMLElement>('nav[aria-label=Outline] [role=option]')?.focus() })
  await page.press('End')
  await page.press('Enter')
  await comesIntoView(page, 'Answer 60 says')
  // Nothing but lists and texts is scrolled by what has the focus.
  expect(await page.run(() => [...document.querySelectorAll('*')].filter((e) => e.scrollTop !== 0 && !['auto', 'scroll'].includes(getComputedStyle(e).overflowY)).map((e) => `${e.tagName} ${e.className}`))).toEqual([])
  await settle(page)
  await page.screenshot('outline')
  await page.press('Control+Shift+o')
  await page.gone({ role: 'navigation', name: 'Outline' })

  // Answers alone, and one person's alone.
  await page.click({ role: 'button', name: 'Speakers' })
  await page.find({ role: 'dialog', name: 'Speakers' })
  await settle(page)
  await page.screenshot('speakers')
  expect(await page.axe('[role=dialog]')).toEqual([])
  await page.click({ role: 'button', name: 'Show answers only' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.press('Control+e')
  await inText(page)
  await page.press('Control+Home')
  await comesIntoView(page, 'Answer 1 says')
  await page.wait('the questions to go', () => !(document.querySelector('.cm-content')?.textContent ?? '').includes('question'))
  // A jump to words that are not shown shows them.
  await page.click({ role: 'button', name: 'Speakers' })
  await page.click({ role: 'button', name: 'Show everybody' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.press('Control+e')
  await inText(page)
  await comesIntoView(page, 'question 1 ask')

  // The place is kept for each document, the next day too.
  await page.press('Control+g')
  await page.type('t 81')
  await page.press('Enter')
  await comesIntoView(page, 'question 41 ask')
  await read(page, 'Other')
  await comesIntoView(page, 'Who decides?')
  await read(page, 'Interview')
  await comesIntoView(page, 'question 41 ask')
  const tomorrow = (await stage.restart(join(stage.program.home, 'Study.articula'))).page
  await tomorrow.find({ role: 'heading', name: 'Interview' })
  await comesIntoView(tomorrow, 'question 41 ask')
}, browsers)

scenario('a manual is gone through by its headings, and what was jumped to shows itself', async (stage) => {
  const { page } = stage
  const part = (n: number) => `<h1>Part ${String(n)}</h1>${[1, 2, 3].map((m) => `<h2>Section ${String(n)}.${String(m)}</h2><p>${`Offices of part ${String(n)} keep one register for section ${String(n)}.${String(m)} together. `.repeat(14)}</p>`).join('')}`
  await project(stage, { 'Manual.html': `<!doctype html><html lang="en"><title>Manual</title><body>${[1, 2, 3, 4].map(part).join('')}</body></html>` })
  await page.click({ role: 'row', pattern: 'Manual' })
  await page.find({ css: '.cm-line' })
  await page.press('Control+Shift+o')
  await page.find({ role: 'navigation', name: 'Outline' })
  const lines = () => page.run(() => [...document.querySelectorAll('nav[aria-label=Outline] [role=option]')].map((o) => o.textContent.trim()))
  await until('sixteen headings', async () => (await lines()).length === 16)
  expect((await lines()).slice(4, 7)).toEqual(['Part 2', 'Section 2.1', 'Section 2.2'])
  await page.screenshot('outline-headings')
  expect(await page.axe()).toEqual([])
  // By the hand, and by keys; the heading stands out for a moment, also where nothing may move.
  await page.run(() => {
    new MutationObserver(() => {
      const flash = document.querySelector('.a-flash')
      if (flash) document.body.dataset['flashed'] = `${flash.textContent}: ${getComputedStyle(flash).backgroundColor}`
    }).observe(document.body, { subtree: true, childList: true })
  })
  // A list that is scrolled takes no press for a moment: the place is looked up without moving it.
  const section = await page.atRest('Section 3.2', () => page.run(() => {
    const b = [...document.querySelectorAll('nav[aria-label=Outline] [role=option]')].find((o) => o.textContent.trim() === 'Section 3.2')?.getBoundingClientRect()
    return b && { x: b.left + b.width / 2, y: b.top + b.height / 2 }
  }))
  await settle(page)
  await page.clickAt(section)
  const flashed = await until('it to stand out', async () => (await page.run(() => document.body.dataset['flashed'] ?? '')) || undefined)
  expect(flashed).toMatch(/^Section 3.2: (?!transparent|rgba\(0, 0, 0, 0\))/)
  await page.screenshot('outline-flash')
  await comesIntoView(page, 'Section 3.2')
  await page.gone({ css: '.a-flash' })
  await page.run(() => { document.querySelector<HTMLElement>('nav[aria-label=Outline] [role=option]')?.focus() })
  await page.press('Home')
  await page.press('ArrowDown')
  await page.press('Enter')
  await comesIntoView(page, 'Section 1.1')
}, browsers)

scenario('the text is set larger, wider and with more room, by hand and by keys, and stays so', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  await page.resize(1600, 900)
  await page.press('Control+j')
  const looks = () =>
    page.run(() => {
      const line = document.querySelector('.cm-line')
      const style = line && getComputedStyle(line)
      return { size: parseFloat(style?.fontSize ?? ''), spacing: parseFloat(style?.lineHeight ?? '') / parseFloat(style?.fontSize ?? ''), width: line?.getBoundingClientRect().width ?? 0 }
    })
  const first = await looks()
  await page.press('Control+=')
  await page.press('Control+=')
  await until('larger letters', async () => (await looks()).size === first.size + 2)
  await page.press('Control+-')
  await until('smaller ones', async () => (await looks()).size === first.size + 1)
  await page.click({ role: 'button', name: 'Text of documents' })
  await page.find({ role: 'dialog', name: 'Text of documents' })
  for (const name of ['Line spacing, %', 'Line width, characters']) {
    await page.run((n) => {
      const label = [...document.querySelectorAll('[role=dialog] label, [role=dialog] [id]')].find((l) => l.textContent === n)
      label?.closest('[role=group]')?.querySelector<HTMLInputElement>('input[type=range]')?.focus()
    }, name)
    for (let i = 0; i < 3; i++) await page.press(name.startsWith('Line width') ? 'ArrowLeft' : 'ArrowRight')
  }
  await until('more room and shorter lines', async () => {
    const now = await looks()
    return now.spacing > first.spacing + 0.1 && now.width < first.width
  })
  expect(await page.axe('[role=dialog]')).toEqual([])
  await settle(page)
  await page.screenshot('looks')
  const set = await looks()
  const tomorrow = (await stage.restart(join(stage.program.home, 'Study.articula'))).page
  await tomorrow.find({ css: '.cm-line' })
  await until('the same the next day', () =>
    tomorrow.run(({ size, spacing }) => {
      const line = document.querySelector('.cm-line')
      const style = line && getComputedStyle(line)
      return Math.abs(parseFloat(style?.fontSize ?? '') - size) < 0.1 && Math.abs(parseFloat(style?.lineHeight ?? '') / parseFloat(style?.fontSize ?? '') - spacing) < 0.02
    }, set),
  )
}, browsers)

/** What became of single codings is answered so many milliseconds late, so many times. */
function codingsComeLate(wait: number, times: number): null {
  const now = window.fetch.bind(window)
  window.fetch = async (...asked) => {
    const response = await now(...asked)
    if (String(asked[0]).startsWith('/api/codings?') && times-- > 0) await new Promise((done) => setTimeout(done, wait))
    return response
  }
  return null
}

scenario('ends of a coding are moved by the hand, stripes are filtered, and what is hidden is said', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': short })
  await read(page, 'Interview')
  await mark(page, 'ministry decides')
  await codeWith(page, 'Mandate to coordinate')
  await page.press('Escape')
  const at = await wordsAt(page, 'ministry decides')
  await page.clickAt({ x: at.first.x + 8, y: at.first.y })
  await page.press(' ')
  const handles = () =>
    page.run(() => [...document.querySelectorAll<HTMLElement>('.a-handle:not([hidden])')].map((h) => { const b = h.getBoundingClientRect(); return { x: b.left + b.width / 2, y: b.top + b.height / 2 } }))
  await until('two handles', async () => (await handles()).length === 2)
  const quote = async () => (await codings(page)).map((c) => c.quote)
  // The end by the hand to the end of the sentence, and the start to its begin, faster than the first is drawn.
  await page.run(codingsComeLate, 1500, 1)
  const [, end] = await handles()
  const alone = await wordsAt(page, 'alone')
  if (!end) throw new Error('no end')
  await page.drag(end, { x: alone.last.right, y: alone.last.y })
  await until('the end to follow', async () => (await quote())[0] === 'ministry decides alone')
  const [start] = await handles()
  const the = await wordsAt(page, 'The ministry')
  if (!start) throw new Error('no start')
  await page.drag(start, { x: the.first.x, y: the.first.y })
  await until('the start to follow', async () => (await quote())[0] === 'The ministry decides alone')
  await page.screenshot('handles')
  await page.press('Control+z')
  await until('one step to be taken back', async () => (await quote())[0] === 'ministry decides alone')
  await page.press('Escape')

  // Only one code of the tree: the other is not shown, and that is said.
  await mark(page, 'told afterwards')
  await codeWith(page, 'Targeting')
  await page.press('l')
  await said(page, '^Set: local')
  await page.press('Escape')
  const stripes = () => page.run(() => document.querySelectorAll('.a-stripe:not([hidden])').length)
  await until('two stripes', async () => (await stripes()) === 2)
  await page.click({ role: 'row', pattern: '^Targeting' })
  await page.click({ role: 'button', name: 'Which codings are shown' })
  await page.click({ role: 'button', name: 'Only the code selected in the tree' })
  await until('one stripe', async () => (await stripes()) === 1)
  await settle(page)
  await page.screenshot('stripe-filter')
  expect(await page.axe('[role=dialog]')).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  // What says so brings all back; then by a facet.
  await page.click({ role: 'button', name: '1 coding is not shown' })
  await until('both again', async () => (await stripes()) === 2)
  await page.click({ role: 'button', name: 'Which codings are shown' })
  await page.click({ css: '[role=dialog] section[aria-label=level] label', pattern: '^local' })
  await until('the local one', async () => (await stripes()) === 1)
  await page.click({ role: 'button', name: 'Show all codings' })
  await until('all of them', async () => (await stripes()) === 2)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
}, browsers)
