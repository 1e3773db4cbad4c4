import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { prefer, settle } from './driver/looks'
import { project } from './driver/project'
import { coded, codeWith, codings, mark, painted, read, said, wordsAt } from './driver/reading'
import { scenario } from './driver/scenario'
import { sleep, until } from './driver/wait'

const interview = `Interviewer: How do the two programmes work together?

Manager: We share the register of households. Every month the committee sits in the district. Nobody pays for it.

Interviewer: Who decides?

Manager: The ministry decides alone. We are told afterwards.
`
/** Hebrew and Arabic, with a number and a Latin word in them. */
const righttoleft = `שתי התוכניות חולקות מרשם אחד. הוועדה יושבת 12 פעמים בשנה במחוז. איש אינו משלם.

العربية: تنسق الوزارة مع المكاتب المحلية. يجتمع المجلس كل شهر.
`

interface Underlined {
  underlined: number[]
}

/** Counts in the page on how many passages that are looked at lines are drawn, at once and then after each frame: each number that was another. */
function countUnderlined(): void {
  const seen: number[] = []
  ;(window as unknown as Underlined).underlined = seen
  const { port1, port2 } = new MessageChannel()
  const look = () => {
    const n = [...CSS.highlights].filter(([name]) => name.startsWith('a-focused')).reduce((sum, [, h]) => sum + h.size, 0)
    if (seen.at(-1) !== n) seen.push(n)
    requestAnimationFrame(() => { port2.postMessage(0) })
  }
  port1.onmessage = look
  look()
}

scenario('words are coded by every way of the hand and the keyboard, and an end is moved by keys', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')

  // Dragged onto a code of the tree, and a code dragged onto words.
  await mark(page, 'share the register')
  const words = await wordsAt(page, 'share the register')
  await page.drag({ x: (words.first.x + words.last.right) / 2, y: words.first.y }, { role: 'row', pattern: '^Objectives and goals' })
  await said(page, '^Coded: Objectives and goals')
  await page.press('Escape')
  const decides = await wordsAt(page, 'ministry decides alone')
  await page.drag({ role: 'row', pattern: '^Targeting' }, { x: decides.first.x + 30, y: decides.first.y })
  await said(page, '^Coded: Targeting')
  expect(await coded(page)).toEqual(['Objectives and goals: share the register', 'Targeting: The ministry decides alone.'])

  // A code pressed while words are selected; the same again; the last by its digit; in vivo.
  await mark(page, 'Nobody pays')
  await page.click({ css: '[data-code]', pattern: 'Incentives' })
  await until('the words to be coded', async () => (await coded(page)).length === 3)
  await page.press('Control+e')
  await mark(page, 'told afterwards')
  await page.press('.')
  await said(page, '^Coded: Incentives')
  await mark(page, 'committee sits')
  // What was just coded stands where it was drawn, whatever hears of it after the text.
  await page.wait('nothing to be looked at', () => ![...CSS.highlights].some(([name, h]) => name.startsWith('a-focused') && h.size > 0))
  await page.run(countUnderlined)
  await page.press('3')
  await said(page, '^Coded: Objectives and goals')
  await sleep(1000)
  expect(await page.run(() => (window as unknown as Underlined).underlined)).toEqual([0, 1])
  await mark(page, 'Who decides')
  await page.press('v')
  await said(page, '^Coded: Who decides')
  expect((await coded(page)).filter((c) => /afterwards|committee|Who/.test(c))).toEqual([
    'Objectives and goals: committee sits', 'Who decides: Who decides', 'Incentives: told afterwards',
  ])

  // The menu of words that are selected, by the right button.
  await mark(page, 'told afterwards')
  const told = await wordsAt(page, 'told afterwards')
  // What is offered beside the words leaves them to be seen and reached, however long the names of codes are.
  await page.find({ role: 'toolbar', name: 'Code these words' })
  await settle(page)
  const bar = await page.run(() => ((b) => b && { top: b.top, bottom: b.bottom })(document.querySelector('[role=toolbar][aria-label="Code these words"]')?.getBoundingClientRect()))
  expect(bar && (bar.bottom <= told.first.top || bar.top >= told.first.bottom), JSON.stringify([bar, told.first])).toBe(true)
  await page.menuAt({ x: (told.first.x + told.last.right) / 2, y: told.first.y })
  await page.find({ role: 'menu', name: 'Selected words' })
  await page.screenshot('coding-menu')
  await page.click({ role: 'menuitem', pattern: '^Targeting' })
  await said(page, '^Coded: Targeting')
  await page.press('Control+e')
  await page.press('Control+z')
  await until('it to be taken back', async () => !(await coded(page)).includes('Targeting: told afterwards'))

  // From a word to the sentence, the paragraph and the turn.
  const alone = await wordsAt(page, 'Every month')
  await page.clickAt({ x: alone.first.x + 4, y: alone.first.y })
  const selected = () => page.run(() => document.getSelection()?.toString().replace(/\s+/g, ' ').trim() ?? '')
  for (const [key, wanted] of [['s', /^Every month the committee sits in the district\.$/], ['s', /district\. Nobody pays for it\.$/], ['Shift+s', /^Every month .* district\.$/], ['t', /^We share .* pays for it\.$/]] as const) {
    await page.press(key)
    await until(`${key} to select`, async () => wanted.test(await selected()))
  }
  await page.press('Escape')

  // Facets right after coding, each by one key; then a memo in its place.
  await mark(page, 'Nobody pays')
  await codeWith(page, 'Savings/Village banks')
  await page.press('l')
  await said(page, '^Set: local')
  await page.press('n')
  await said(page, '^Set: informal')
  // What was set stands out on its button, which takes it away and gives it again.
  const local = { css: '[role=toolbar] [role=group][aria-label=level] button[aria-pressed=true]', pattern: 'local' }
  await page.click(local)
  await said(page, '^Taken away: local')
  await page.gone(local)
  await page.click({ css: '[role=toolbar] [role=group][aria-label=level] button', pattern: 'local' })
  await page.find(local)
  const facets = JSON.stringify((await codings(page)).find((c) => c.code.name === 'Village banks')?.facets)
  expect([facets.includes('local'), facets.includes('informal'), facets.includes('formal"')]).toEqual([true, true, facets.includes('informal"')])
  await page.screenshot('coding-facets')
  await page.press('m')
  await page.wait('the field of the memo', () => document.activeElement?.matches('[role=tabpanel] :is(textarea, input, [contenteditable=true])'))
  await page.press('Control+e')
  await page.wait('the text to have the keys', () => document.activeElement?.closest('.cm-editor') !== null)

  // The code that was made with the coding goes with it.
  for (let i = 0; i < 5; i++) await page.press('Control+z')
  await until('code and coding to be taken back', async () => !(await coded(page)).some((c) => c.startsWith('Village banks')))
  expect(JSON.stringify(await page.call('Codes.Tree'))).not.toContain('Village banks')

  // The end of a coding, by keys.
  const end = async (name: string) => (await codings(page)).find((c) => c.code.name === name)?.quote
  const where = await wordsAt(page, 'ministry decides')
  await page.clickAt({ x: where.first.x + 8, y: where.first.y })
  await page.press('b')
  await said(page, '^Shift with the arrows')
  await page.press('Control+Shift+ArrowLeft')
  await until('the end to move', async () => (await end('Targeting')) === 'The ministry decides alone')
  await page.find({ css: '.a-handle:not([hidden])' })
  await page.screenshot('coding-handles')

  // The first memo of a coding is written on after it was kept, in the field where it was begun.
  await page.press('Escape')
  await page.press('Space')
  await page.press('m')
  const field = '[role=tabpanel] form [contenteditable=true]'
  await page.wait('the field of the memo', () => document.activeElement?.matches('[role=tabpanel] :is(textarea, input, [contenteditable=true])'))
  await page.into(field)
  // Busy, the program says that there is a memo before it answers who asked for it.
  await page.answersLate('Memos.Save', 1500)
  await page.type('They were told')
  await page.find({ css: '[role=tabpanel] form [role=status]', pattern: '^Kept' })
  await page.type(' afterwards.')
  await until('all of it to be kept', async () => JSON.stringify(await page.call('Memos.List', '', '')).includes('They were told afterwards.'))
  await page.find({ css: '[role=tabpanel] form [role=status]', pattern: '^Kept' })
  await page.screenshot('coding-memo')
}, browsers)

scenario('words are painted as deep as they are coded, also where the web view can only mark them', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview, 'Other.txt': 'Another text.\n' })
  await read(page, 'Interview')
  await mark(page, 'share the register of households')
  await codeWith(page, 'Targeting')
  await page.press('Escape')
  await mark(page, 'the register')
  await codeWith(page, 'Incentives')
  await until('the passage that was coded to stand out', async () => (await painted(page, 'a-focused')).join() === 'the register')
  await page.press('Escape')
  const tints = async () => [await painted(page, 'a-depth-1'), await painted(page, 'a-depth-2')]
  const wanted = [['share ', ' of households'], ['the register']]
  expect(await tints()).toEqual(wanted)
  expect(await painted(page, 'a-focused')).toEqual([])
  // What is found there stands out by itself.
  await page.press('Control+f')
  await page.type('register')
  await page.find({ css: '.a-found-now, .a-found', pattern: '^register$' })
  await until('the paint to leave it out', async () => JSON.stringify(await tints()) === JSON.stringify([['share ', ' of households'], ['the ']]))
  expect(await page.axe()).toEqual([])
  await page.screenshot('painted-found')
  await page.press('Escape')
  await until('the paint to be whole again', async () => JSON.stringify(await tints()) === JSON.stringify(wanted))
  // A document that is left takes its paint along.
  await read(page, 'Other')
  expect(await tints()).toEqual([[], []])

  await page.run(() => { Reflect.deleteProperty(CSS, 'highlights') })
  await read(page, 'Interview')
  const marked = (depth: string) => page.run((d) => [...document.querySelectorAll(`.cm-content .${d}`)].map((e) => e.textContent), depth)
  await until('marks', async () => (await marked('a-depth-1')).length > 0)
  expect([await marked('a-depth-1'), await marked('a-depth-2')]).toEqual(wanted)
  await page.screenshot('painted-marks')
}, ['chromium', 'webkit'])

scenario('text that runs from right to left reads right, and is selected and coded', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': righttoleft })
  await read(page, 'Interview')
  const side = await page.run(() => {
    const line = document.querySelector('.cm-line')
    const r = document.createRange()
    const walk = document.createTreeWalker(line ?? document, NodeFilter.SHOW_TEXT)
    const n = walk.nextNode()
    if (!n || !line) return null
    r.setStart(n, 0)
    r.setEnd(n, 1)
    return { letter: r.getBoundingClientRect().right, line: line.getBoundingClientRect().right, align: getComputedStyle(line).unicodeBidi }
  })
  expect(side && Math.abs(side.letter - side.line)).toBeLessThan(4)
  await mark(page, 'הוועדה יושבת 12 פעמים')
  await codeWith(page, 'Working groups')
  await page.press('Escape')
  const second = await wordsAt(page, 'المكاتب')
  await page.clickAt({ x: second.first.right - 4, y: second.first.y })
  await page.press('s')
  await page.press('1')
  await until('both to be coded', async () => (await coded(page)).length === 2)
  expect((await codings(page)).map((c) => c.quote)).toEqual(['הוועדה יושבת 12 פעמים', 'العربية: تنسق الوزارة مع المكاتب المحلية.'])
  await page.screenshot('right-to-left')
  expect(await page.axe()).toEqual([])
}, ['chromium', 'webkit'])

scenario('thirty codes on one passage stay readable, are told apart without colour, and are filtered', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': `${interview}\n${interview.repeat(3)}` })
  await read(page, 'Interview')
  const [document_] = (await page.call('Documents.List', false)) as { id: string }[]
  const tree = (await page.call('Codes.Tree')) as unknown as { id: string; folder: boolean; children: { id: string; folder: boolean; children: { id: string; folder: boolean }[] }[] }[]
  const all = tree.flatMap((n) => [n, ...n.children.flatMap((c) => [c, ...c.children])]).filter((n) => !n.folder).slice(0, 30)
  for (const [i, n] of all.entries()) {
    await page.call('Codings.Add', { document: document_?.id ?? '', span: { start: 66 + i, end: 190 - i }, codes: [n.id], round: '', facets: [], memo: '', weight: 0, overlap: 'separate' })
  }
  await page.find({ css: '.a-name', pattern: '^\\+\\d+' })
  for (const theme of ['dark', 'contrast', 'light']) {
    await prefer(page, { theme })
    await settle(page)
    await page.screenshot('thirty')
  }
  expect(await page.run(() => new Set([...document.querySelectorAll<HTMLElement>('.a-stripe:not([hidden])')].map((s) => s.dataset['pattern'])).size)).toBeGreaterThan(2)
  // Words under the hand have the list of all that lies there, in order.
  const committee = await wordsAt(page, 'committee')
  await page.hoverAt({ x: committee.first.x + 10, y: committee.first.y })
  const listed = await until('the list of what lies there', () => page.run(() => {
    const lines = [...document.querySelectorAll('.a-list li')]
    return lines.length > 0 && lines.map((l) => l.querySelector('span:nth-child(2)')?.textContent ?? '')
  }))
  expect(listed.map((path) => path.split(/[/›>]/).at(-1)?.trim())).toEqual((await codings(page)).map((c) => c.code.name))
  await page.screenshot('thirty-listed')
  await page.hoverAt({ x: committee.first.x, y: 8 })
  await page.gone({ css: '.a-list' })
  // Stripes that are too thin for a hand offer the list of what lies there, in order.
  await page.clickAt(await page.atRest('the fifth stripe', () => page.find({ css: '.a-stripe:nth-of-type(5)' })))
  await page.find({ role: 'menu', name: 'Codings at this place' })
  await page.screenshot('thirty-choice')
  expect(await page.axe('[role=menu]')).toEqual([])
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.find({ role: 'article' })
  // A stripe under the hand has its name, whether or not there was room for it.
  const nameless = await until('a stripe without a name', () => page.run(() => {
    const named = new Set([...document.querySelectorAll<HTMLElement>('.a-name')].map((n) => n.dataset['coding']))
    const one = [...document.querySelectorAll<HTMLElement>('.a-stripe:not([hidden])')].find((s) => !named.has(s.dataset['coding']))
    const box = one?.getBoundingClientRect()
    return one && box ? { name: (one.getAttribute('aria-label') ?? '').replace(/,[^,]*$/, '').split('/').at(-1)?.trim() ?? '', x: box.left + 4, y: box.top + box.height / 2 } : undefined
  }))
  await page.hoverAt(nameless)
  await page.wait('its name', (name) => document.querySelector('.a-name.a-told')?.textContent === name, nameless.name)
  await page.screenshot('thirty-told')
  // So do the keys at the caret.
  await page.press('Control+e')
  const words = await wordsAt(page, 'committee')
  await page.clickAt({ x: words.first.x + 10, y: words.first.y })
  await page.press('Space')
  await page.find({ role: 'menu', name: 'Codings at this place' })
  await page.press('Escape')

  // Only what is asked for is drawn, and how much is not is said.
  await page.click({ css: '[data-code]', pattern: 'Targeting' })
  await page.click({ role: 'button', name: 'Which codings are shown' })
  await page.click({ role: 'button', name: 'Only the code selected in the tree' })
  await page.press('Escape')
  await page.find({ role: 'button', name: '29 codings are not shown' })
  await until('one stripe', async () => (await page.run(() => document.querySelectorAll('.a-stripe:not([hidden])').length)) === 1)
  await page.screenshot('thirty-filtered')
  await page.click({ role: 'button', name: '29 codings are not shown' })
  await until('all stripes', async () => (await page.run(() => document.querySelectorAll('.a-stripe:not([hidden])').length)) > 5)
}, ['chromium', 'webkit'])
