import { expect } from 'vitest'
import { themes } from './driver/looks'
import type { Page } from './driver/page'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

/** Opens the sample project, with its codings of seven cases. */
async function openSample(page: Page, home: string): Promise<void> {
  await page.call('Probe.NextFiles', [`${home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ role: 'feed', name: 'Coded passages' })
}

const status = (page: Page) => page.text({ css: '[role=tabpanel] [role=status]' })

scenario('passages are retrieved by a sentence, in which every part can be changed', async ({ page, program }) => {
  await openSample(page, program.home)
  const all = await status(page)
  expect(all).toMatch(/^\d+ codings, \d+ documents, \d+ cases$/)
  await themes(page, 'segments')
  await page.click({ role: 'button', name: 'with any code' })
  await page.find({ role: 'dialog', name: 'with any code' })
  await themes(page, 'segments-code')
  await page.type('coordination mech')
  await page.press('Enter')
  await page.press('Escape')
  await page.find({ role: 'button', pattern: '^coded Coordination mechanisms' })
  await page.screenshot('segments-coordination')
  const coordination = await status(page)
  expect(coordination).not.toBe(all)

  // Narrowed by kind of document, then all but that kind.
  await page.click({ role: 'button', name: 'Narrow by…' })
  await page.type('kind')
  await page.press('Enter')
  await page.find({ role: 'button', name: 'Add' })
  await page.type('interview')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'Add' })
  await page.click({ role: 'button', pattern: '^in documents of kind interview' })
  const interviews = await status(page)
  expect(interviews).not.toBe(coordination)
  await page.click({ css: '[role=dialog] label:last-of-type' })
  await page.find({ role: 'button', pattern: '^not in documents of kind interview' })
  const others = await status(page)
  const count = (s: string) => Number(/^(\d+)/.exec(s)?.[1] ?? 0)
  expect(count(interviews) + count(others)).toBe(count(coordination))

  // By a value of a facet, and by a case: what is left fits both, and every other passage fits one of them not.
  for (const [by, value, reads] of [['level', 'local', '^level local'], ['case', 'Mexico PROINPRO', '^in (the )?case .*Mexico PROINPRO']] as const) {
    const before = count(await status(page))
    await page.click({ role: 'button', name: 'Narrow by…' })
    await page.type(by)
    await page.press('Enter')
    await page.find({ role: 'button', name: 'Add' })
    await page.type(value)
    await page.press('Enter')
    await page.click({ role: 'button', name: 'Add' })
    await page.find({ role: 'button', pattern: reads })
    await until(`fewer by ${by}`, async () => count(await status(page)) < before)
  }
  for (let i = 0; i < 2; i++) await page.click({ role: 'button', name: 'The retrieval before' })

  // Back to the first, and forward again.
  for (let i = 0; i < 3; i++) await page.click({ role: 'button', name: 'The retrieval before' })
  await page.wait('everything again', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, all)
  for (let i = 0; i < 3; i++) await page.click({ role: 'button', name: 'The retrieval after' })
  await page.wait('the last again', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, others)
}, browsers)

interface Coded {
  id: string
  code: { path: string }
}

scenario('a code is split by key, and by dragging passages to other codes; each is one step to take back', async ({ page, program }) => {
  await openSample(page, program.home)
  await page.click({ role: 'button', name: 'by any coder' })
  await page.find({ role: 'dialog', name: 'by any coder' })
  await page.type('Coder A')
  await page.press('Enter')
  await page.press('Escape')
  await page.find({ role: 'button', pattern: '^by Coder A' })
  const coded = async () =>
    ((await page.call('Retrieval.Segments', { where: 'coder:"Coder A"', order: 'document', context: 0, offset: 0, limit: 3, consensus: false })) as unknown as { segments: Coded[] }).segments.map((s) => s.code.path)
  const before = await until('the passages', async () => ((list) => (list.length === 3 ? list : undefined))(await coded()))

  // By key: two that are chosen go to a new code below theirs.
  await page.click({ css: '[role=feed] article:first-of-type h3, [role=feed] [role=article] p' })
  await page.run(() => { document.querySelector<HTMLElement>('[role=feed] [tabindex="0"]')?.focus() })
  await page.press('Space')
  await page.press('n')
  await page.find({ role: 'dialog', pattern: '^A new code for 1 coding' })
  await themes(page, 'segments-split')
  await page.click({ role: 'textbox', name: 'Name of the new code' })
  await page.type('Split off here')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await until('the passage to have the new code', async () => (await coded())[0] === `${before[0] ?? ''}/Split off here`)
  await page.click({ role: 'button', name: 'Undo' })
  await until('both to be taken back', async () => JSON.stringify(await coded()) === JSON.stringify(before))
  expect(await page.run(() => document.querySelector('[data-region=codes]')?.textContent?.includes('Split off here'))).toBe(false)

  // By the pointer: a passage is dragged to a code of the tree.
  await page.drag({ css: '[role=feed] [data-chosen] > div' }, { role: 'row', pattern: 'Shifting priorities' })
  await until('the passage to have the other code', async () => (await coded())[0]?.endsWith('/Shifting priorities') === true)
  await page.click({ role: 'button', name: 'Undo' })
  await until('it to be taken back', async () => JSON.stringify(await coded()) === JSON.stringify(before))
}, browsers)

scenario('passages are looked at, noted on, linked, copied and given other codes where they are listed; what was asked is kept', async ({ page, program }) => {
  await openSample(page, program.home)
  const first = async () => ((await page.call('Retrieval.Segments', { where: '', order: 'document', context: 0, offset: 0, limit: 2, consensus: false })) as unknown as { segments: (Coded & { quote: string })[] }).segments[0]
  const tab = () => page.find({ role: 'tabpanel', pattern: 'Segments' })
  const toFirst = () => page.run(() => { document.querySelector<HTMLElement>('[role=feed] [aria-posinset="1"]')?.focus() })

  // Text around them, by the slider; headings of the order.
  const around = () => page.run(() => [...document.querySelectorAll('[role=feed] p[dir=auto]')].map((p) => p.textContent.length).reduce((a, b) => a + b, 0))
  const bare = await around()
  await page.run(() => { document.querySelector<HTMLElement>('[role=tabpanel] input[type=range]')?.focus() })
  for (let i = 0; i < 3; i++) await page.press('ArrowRight')
  await until('more of the text', async () => (await around()) > bare + 50)
  for (const [order, n] of [['By case', 1], ['By code', 1], ['By document', 1]] as const) {
    await page.click({ role: 'button', pattern: '^Order of the passages' })
    await page.click({ role: 'menuitem', pattern: `^${order}` })
    await page.find({ role: 'button', name: `Order of the passages: ${order}` })
    await until('headings', () => page.run((least) => document.querySelectorAll('[role=feed] h3').length >= least, n))
  }

  // A memo, by its key; it is written below the passage.
  await toFirst()
  await page.press('m')
  await page.wait('the field', () => document.activeElement?.matches('[role=feed] textarea') === true)
  await page.type('Told before they were asked.')
  await page.press('Control+Enter')
  await until('the memo', async () => JSON.stringify(await page.call('Memos.List', '', '')).includes('Told before they were asked.'))

  // What its keys do stands among all commands, too, with the passage that is meant.
  await toFirst()
  await page.press('Control+k')
  await page.find({ role: 'dialog', name: 'All commands' })
  await page.type('copy with its source')
  await page.find({ role: 'option', pattern: 'Copy with its source: .+ in .+' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await toFirst()
  await page.press('r')
  await page.find({ role: 'dialog', name: 'Change code' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // A link from the first to the third, by its key and by the pointer; the list stays.
  await toFirst()
  await page.press('l')
  await page.find({ css: 'footer p[aria-live]', pattern: '^The link begins here' })
  await page.press('ArrowDown')
  await page.press('ArrowDown')
  await page.wait('the third', () => document.activeElement?.getAttribute('aria-posinset') === '3')
  const linked = async () => ((await page.call('Links.List', { kind: '', document: '', coder: '', context: 0 })) as unknown as { from: { quote: string } }[]).map((l) => l.from.quote)
  const before = (await linked()).length
  await themes(page, 'segments-link')
  await page.hover({ css: '[role=feed] [aria-posinset="3"] p[dir=auto]' })
  await page.click({ css: '[role=feed] [aria-posinset="3"] button[aria-label="Link to this passage"]' })
  await until('the link', async () => (await linked()).length === before + 1)
  expect(await linked()).toContain((await first())?.quote)
  await tab()

  // Copied with its source.
  await toFirst()
  await page.press('c')
  await page.find({ role: 'listitem', pattern: '1 passage copied with its source' })

  // Another code, by the pointer; it is one step to take back.
  const was = (await first())?.code.path
  await page.hover({ css: '[role=feed] [aria-posinset="1"] p[dir=auto]' })
  await page.click({ css: '[role=feed] [aria-posinset="1"] button[aria-label="Change code"]' })
  await page.find({ role: 'dialog', name: 'Change code' })
  await page.type('Shifting prior')
  await page.press('Enter')
  await until('the other code', async () => (await first())?.code.path.endsWith('Shifting priorities') === true)
  await page.press('Control+z')
  await until('it to be taken back', async () => (await first())?.code.path === was)

  // A press goes to the words in their text, which stand out for a moment.
  await page.run(() => {
    new MutationObserver(() => {
      if (document.querySelector('.cm-content .a-flash') !== null) document.body.dataset['flashed'] = 'yes'
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] })
  })
  await toFirst()
  await page.press('Enter')
  const quote = (await first())?.quote.slice(0, 20) ?? ''
  await page.wait('the words', (q) => (document.querySelector('.cm-content')?.textContent ?? '').includes(q), quote)
  await page.wait('them to stand out', () => document.body.dataset['flashed'] === 'yes')
  await tab()

  // What is asked is kept under a name, and asked again.
  await page.click({ role: 'button', name: 'by any coder' })
  await page.find({ role: 'dialog', name: 'by any coder' })
  await page.type('Coder A')
  await page.press('Enter')
  await page.press('Escape')
  await page.find({ role: 'button', pattern: '^by Coder A' })
  const asked = await status(page)
  await page.click({ role: 'button', name: 'Kept queries' })
  await page.click({ role: 'menuitem', pattern: '^Keep this under a name' })
  await page.find({ role: 'dialog', name: 'Keep under a name' })
  await page.type('What A coded')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.click({ role: 'button', name: 'The retrieval before' })
  await page.find({ role: 'button', name: 'by any coder' })
  await page.click({ role: 'button', name: 'Kept queries' })
  await page.click({ role: 'menuitem', name: 'What A coded' })
  await page.wait('the same passages', (s) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === s, asked)
}, browsers)
