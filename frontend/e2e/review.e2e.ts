import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle, themes } from './driver/looks'
import type { Page } from './driver/page'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

scenario('coders are compared: from the round to the number, to the passage, to the decision, and what follows from it', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Review' })

  // Rounds, and what is one's own to do in them.
  await page.find({ role: 'region', name: 'Round 2' })
  await page.click({ role: 'button', name: 'Work as…' })
  await page.click({ role: 'menuitem', name: 'Coder B' })
  await page.find({ role: 'heading', name: 'Assigned to Coder B' })
  await page.click({ role: 'button', name: 'Work as…' })
  await page.click({ role: 'menuitem', name: 'Coder A' })
  await page.find({ role: 'heading', name: 'Assigned to Coder A' })
  await themes(page, 'review-rounds')

  // A round is planned: drawn at random, and looked at before it begins.
  await page.click({ role: 'button', name: 'Plan a round…' })
  await page.find({ role: 'dialog', name: 'Plan a round' })
  await page.click({ role: 'button', pattern: '^All Documents$' })
  await page.click({ role: 'option', name: 'Drawn at random' })
  await page.wait('who gets what', () => /5 documents, 5 of them/.test(document.querySelector('[role=dialog] [aria-live]')?.textContent ?? ''))
  await themes(page, 'review-plan')
  await page.click({ role: 'button', name: 'Begin the round' })
  await page.gone({ role: 'dialog' })
  await page.find({ role: 'region', name: 'Round 3' })
  const button = await page.run(() => {
    const found = [...document.querySelectorAll<HTMLElement>('button[aria-label^="I have finished: "]')]
    return { count: found.length, first: found[0]?.getAttribute('aria-label') ?? '' }
  })
  expect(button.count).toBe(5)
  await page.click({ role: 'button', name: button.first })
  await page.find({ role: 'button', name: button.first.replace('I have finished', 'Take up again') })
  await page.click({ role: 'button', name: 'Open early…' })
  await page.find({ role: 'alertdialog' })
  await page.type('The other coder is away.')
  await page.press('Enter')
  await page.gone({ role: 'alertdialog' })
  await page.wait('that the round was opened early', () => document.body.textContent?.includes('The other coder is away.'))

  // The numbers, each with how sure it is.
  await page.click({ css: 'section[aria-label="Round 2"] > div button:last-child' })
  await page.find({ role: 'region', name: 'All codes together' })
  await page.wait('the pooled alpha', () => document.body.textContent?.includes('α 0.75'))
  await page.click({ role: 'button', name: 'Incentives' })
  await page.wait('what the numbers mean', () => document.body.textContent?.includes('High agreement, low kappa'))
  await themes(page, 'review-overview')
  await page.click({ role: 'radio', name: 'Documents × codes' })
  await page.find({ role: 'grid', name: 'Documents × codes' })
  await themes(page, 'review-documents')
  await page.click({ role: 'radio', name: 'Codes × pairs of coders' })
  await page.find({ role: 'grid', name: 'Codes × pairs of coders' })
  await page.click({ role: 'radio', name: 'Codes' })

  // A cell of the table of two opens its passages; then all of them, one after the other by key.
  await page.click({ role: 'button', name: 'Incentives' })
  await page.click({ role: 'button', name: 'Only Coder A, not Coder B: 5' })
  await page.wait('the passages of the cell', () => document.querySelector('[role=tabpanel] [role=status]')?.textContent === '5 passages')
  await page.click({ role: 'button', name: 'Without: Only Coder A, not Coder B' })
  await page.click({ role: 'button', name: 'Without: Incentives' })
  await page.wait('all passages', () => document.querySelector('[role=tabpanel] [role=status]')?.textContent === '65 passages')
  await page.find({ css: 'table td mark' })
  await themes(page, 'review-differences')
  const heading = () => page.run(() => document.querySelector('[role=tabpanel] section[aria-label]')?.getAttribute('aria-label') ?? '')
  const first = await heading()
  await page.click({ css: '[data-keys=text][role=region]' })
  await page.press('j')
  await page.wait('the next passage', (was) => document.querySelector('[role=tabpanel] section[aria-label]')?.getAttribute('aria-label') !== was, first)
  await page.press('k')
  await page.wait('the passage before', (was) => document.querySelector('[role=tabpanel] section[aria-label]')?.getAttribute('aria-label') === was, first)

  // Decided by a key, with a reason.
  await page.click({ role: 'radio', name: 'Definition unclear' })
  await page.click({ css: '[data-keys=text][role=region]' })
  await page.press('2')
  await page.wait('the decision', () => document.body.textContent?.includes('Decided by Coder A'))
  await themes(page, 'review-decided')
  await page.press('Control+z')
  await page.wait('that it was taken back', () => !document.body.textContent?.includes('Decided by Coder A'))
  await page.press('Control+Shift+z')
  await page.wait('that it was done again', () => document.body.textContent?.includes('Decided by Coder A'))

  // Another code, on other words than those that were compared.
  await page.click({ role: 'button', pattern: '^Another coding' })
  await page.find({ role: 'dialog', name: 'Another coding holds here' })
  await page.type('Delegated')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'End a word earlier' })
  const marked = await page.run(() => document.querySelector('[role=dialog] mark')?.textContent ?? '')
  await themes(page, 'review-another')
  await page.click({ role: 'button', name: 'Decide so' })
  await page.gone({ role: 'dialog' })
  await page.wait('that it was decided so', () => document.querySelector('section[aria-label="Decide"] button[aria-pressed=true]')?.textContent?.startsWith('Another coding'))
  await page.click({ role: 'button', name: 'Read in its text' })
  await page.click({ role: 'tab', name: 'Here' })
  await page.wait('the coding of the consensus on these words', (words) => [...document.querySelectorAll('article')].some((a) => a.textContent?.includes('consensus') && a.querySelector('blockquote')?.textContent === words), marked)
  await page.click({ role: 'radio', name: 'Review' })
  await page.click({ role: 'tab', name: 'Differences' })

  // Whoever reviews need not know who is who: names give way to letters, also of who decided, in memos and in the plan.
  await page.click({ css: 'header:has([role=tablist]) + div label:has(input[type=checkbox])' })
  await page.wait('the letter of who decided', () => /Decided by [A-D] on/.test(document.body.textContent ?? ''))
  await page.click({ role: 'tab', name: 'Memos' })
  await page.wait('letters in memos', () => /[A-D] · /.test(document.querySelector('section[aria-label="Memos"] article')?.textContent ?? ''))
  await themes(page, 'review-masked')
  await page.click({ role: 'tab', name: 'Rounds' })
  await page.click({ css: 'section[aria-label="Round 2"] [slot=trigger]' })
  await page.wait('letters in the plan', () => [...document.querySelectorAll('section[aria-label="Round 2"] thead th')].map((c) => c.textContent).join().match(/^Document,[A-D],[A-D]$/) !== null)
  await themes(page, 'review-rounds-masked')
  const named = () => page.run(() => (document.body.textContent ?? '').match(/.{0,60}Coder [AB].{0,20}/g) ?? [])
  expect(await named()).toEqual([])
  await page.click({ role: 'button', name: 'Work as…' })
  await page.find({ role: 'menuitem', pattern: '^[A-D]$' })
  expect(await named()).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'menuitem' })
  await page.click({ role: 'button', name: 'Plan a round…' })
  await page.wait('who gets what, by letters', () => /[A-D]: \d+, [A-D]: \d+/.test(document.querySelector('[role=dialog] [aria-live]')?.textContent ?? ''))
  expect(await named()).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.click({ css: 'section[aria-label="Round 2"] > div button:nth-last-child(2)' })
  await page.find({ role: 'dialog', pattern: '^Hand out' })
  expect(await named()).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.click({ role: 'tab', name: 'History' })
  await page.wait('letters in the history', () => /[A-D] (decided|lifted|planned)/.test(document.querySelector('section[aria-label="History"]')?.textContent ?? ''))
  expect(await named()).toEqual([])
  await themes(page, 'history-masked')
  await page.click({ role: 'tab', name: 'Differences' })
  await page.click({ role: 'button', name: 'Read in its text' })
  await page.click({ role: 'tab', name: 'Here' })
  await page.wait('codings beside the text', () => document.querySelectorAll('article blockquote').length > 0)
  expect(await named()).toEqual([])
  await themes(page, 'here-masked')
  await page.click({ role: 'radio', name: 'Review' })
  await page.click({ css: 'header:has([role=tablist]) + div label:has(input[type=checkbox])' })
  await page.click({ role: 'tab', name: 'Here' })
  await page.click({ role: 'tab', name: 'Differences' })

  // What the coders agree on goes into the consensus at once.
  await page.click({ role: 'button', name: 'Take over agreement…' })
  await page.find({ role: 'dialog' })
  await page.wait('what would be taken over', () => /Codings added to the consensus\d{2,}/.test(document.querySelector('[role=dialog] dl')?.textContent ?? ''))
  await themes(page, 'review-fill')
  await page.click({ role: 'button', name: 'Take over' })
  await page.gone({ role: 'dialog' })

  // What follows.
  await page.click({ role: 'tab', name: 'Follow-up' })
  await page.find({ role: 'button', pattern: '^Change the definition: ' })
  await page.wait('the chart of the rounds', () => document.querySelectorAll('svg[role=img] circle').length >= 2)
  await page.wait('coders against the consensus', () => /Coder A\d/.test(document.querySelector('section[aria-label="Coders against the consensus"]')?.textContent ?? ''))
  await settle(page)
  await themes(page, 'review-follow')
  await page.wait('the chart of drift', () => document.querySelectorAll('section[aria-label="Drift"] svg circle').length >= 2)
  await page.wait('what its broken lines stand for', () => document.querySelectorAll('section[aria-label="Drift"] li').length >= 1)
  await page.run(() => { document.querySelector('section[aria-label="Drift"]')?.scrollIntoView() })
  await themes(page, 'review-drift')

  // And out.
  await page.call('Probe.NextFiles', [join(program.home, 'report.html')])
  await page.click({ role: 'button', name: 'Write a report' })
  await page.click({ role: 'menuitem', name: 'Web page' })
  const html = await until('the report', () => {
    try {
      return Promise.resolve(readFileSync(join(program.home, 'report.html'), 'utf8'))
    } catch {
      return Promise.resolve(undefined)
    }
  })
  expect(html).toContain('Krippendorff')
  expect(html).toContain('Coder A')
}, ['chromium', 'webkit'])

/** Opens the sample project in the area where coders are compared. */
async function openReview(page: Page, home: string): Promise<void> {
  await page.call('Probe.NextFiles', [`${home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Review' })
  await page.find({ role: 'region', name: 'Round 2' })
}

const listed = (page: Page, n: number) => page.wait(`${String(n)} passages`, (say) => document.querySelector('[role=tabpanel] [role=status]')?.textContent === say, `${n.toLocaleString('en')} passages`)

scenario('figures of all codes together open the passages they counted; a dash says why there is no figure', async ({ page, program }) => {
  await openReview(page, program.home)
  await page.click({ role: 'tab', name: 'Overview' })
  await page.find({ role: 'table', name: 'All codes together' })
  const cells = await page.run(() =>
    [...document.querySelectorAll('table[aria-label="All codes together"] button')].map((b) => ({ name: b.getAttribute('aria-label') ?? '', n: Number(b.textContent?.replace(/\D/g, '')) })),
  )
  expect(cells.map((c) => c.name)).toEqual(expect.arrayContaining([expect.stringMatching('^Both Coder A and Coder B: '), expect.stringMatching('^Only Coder A, not Coder B: '), expect.stringMatching('^Only Coder B, not Coder A: ')]))
  const all = cells.reduce((sum, c) => sum + c.n, 0)
  for (const { name, n } of cells) {
    await page.click({ css: `table[aria-label="All codes together"] button[aria-label="${name}"]` })
    await listed(page, n)
    await page.find({ role: 'button', name: `Without: ${name.slice(0, name.indexOf(':'))}` })
    await page.click({ role: 'tab', name: 'Overview' })
  }
  const counted = await page.run(() => [...document.querySelectorAll('section[aria-label="All codes together"] button[aria-label$=": open the passages that were counted"]')].filter((b) => b.closest('dl, [class*=alpha]')).map((b) => b.getAttribute('aria-label') ?? ''))
  expect(counted.map((name) => name.replace(/ (> )?[\d.%]+: .*/, ''))).toEqual(['α', 'Same decision', 'The other, too, when one used it', 'AC1', 'Cohen’s κ'])
  for (const name of counted) {
    await page.click({ role: 'button', name })
    await page.find({ role: 'button', name: 'Without: All passages counted' })
    await listed(page, all)
    await page.click({ role: 'tab', name: 'Overview' })
  }

  // Two coders on all codes together, in the first row of the table of pairs.
  await page.click({ role: 'radio', name: 'Codes × pairs of coders' })
  await page.click({ role: 'gridcell', pattern: '^All codes together, Coder A – Coder B: ' })
  await listed(page, all - (cells[0]?.n ?? 0))
  await page.find({ role: 'button', name: 'Without: Coder A – Coder B' })
  await page.click({ role: 'tab', name: 'Overview' })

  // Matched segments have no places that both left uncoded, and so no coefficient that corrects for chance.
  await page.click({ role: 'radio', name: 'Codes' })
  await page.click({ role: 'button', pattern: '^Unit: ' })
  await page.click({ role: 'menuitem', name: 'Matched segments' })
  await page.wait('the segments', () => document.querySelector('[data-region=main]')?.textContent.includes('segments have a counterpart'))
  const dashes = await page.run(() =>
    [...document.querySelectorAll('[data-region=main] [aria-hidden]')]
      .filter((e) => e.textContent === '–')
      .map((e) => ({ title: e.parentElement?.title ?? '', said: e.parentElement?.querySelector('.hidden-text')?.textContent ?? '', together: e.closest('section') !== null })),
  )
  expect(dashes.filter((d) => d.together)).toHaveLength(4)
  expect(dashes.filter((d) => !d.together).length).toBeGreaterThan(3)
  for (const { title, said } of dashes) {
    expect(title).toContain('segments')
    expect(said).toBe(`There is no value here. ${title}`)
  }
  await themes(page, 'review-dashes')
}, browsers)

scenario('how much of a unit must be coded is chosen beside the unit, and kept with what the project says', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Review' })
  await page.click({ role: 'tab', name: 'Overview' })
  const says = (words: string) => page.wait(words, (w) => document.querySelector('section[aria-label="All codes together"]')?.textContent.includes(w), words)
  await says('Counts if covered: half or more')
  await page.click({ role: 'button', name: 'Counts if covered: as the project says' })
  await page.click({ role: 'menuitem', name: 'any part' })
  await says('Counts if covered: any part')
  await page.click({ role: 'button', name: 'Counts if covered: any part' })
  await page.click({ role: 'menuitem', name: 'as the project says' })
  await says('Counts if covered: half or more')

  await page.click({ role: 'button', name: 'How coders are compared…' })
  await page.click({ role: 'button', pattern: 'Counts if covered$' })
  await page.click({ role: 'option', name: 'another share…' })
  await page.click({ role: 'button', name: 'Keep' })
  await page.wait('what is wrong', () => document.querySelector('[role=dialog]')?.textContent.includes('A number above 0, up to 100.'))
  await page.click({ role: 'textbox', name: 'Share of the unit (%)' })
  await page.type('80')
  await themes(page, 'review-cover')
  await page.click({ role: 'button', name: 'Keep' })
  await page.gone({ role: 'dialog' })
  await says('Counts if covered: 80% or more')
  await themes(page, 'review-covered')

  // Characters are coded or not: there is nothing to choose.
  await page.click({ role: 'button', pattern: '^Unit: ' })
  await page.click({ role: 'menuitem', name: 'Characters' })
  await page.gone({ role: 'button', pattern: '^Counts if covered' })
}, browsers)

interface Coded {
  id: string
  coder: string
}

scenario('a memo on a difference, written where it is looked at, lies on the codings of both sides', async ({ page, program }) => {
  await openReview(page, program.home)
  const noted = async () => ((await page.call('Retrieval.Segments', { where: 'memo:yes', order: 'document', context: 0, offset: 0, limit: 0, consensus: false })) as unknown as { segments: Coded[] }).segments
  const before = (await noted()).map((s) => s.id)
  await page.click({ role: 'tab', name: 'Differences' })
  await page.click({ role: 'button', pattern: '^Type: ' })
  await page.click({ role: 'menuitem', pattern: '^Different code' })
  await page.find({ role: 'button', name: 'Type: Different code' })
  // The first passages have a memo of a coder already.
  const heading = () => page.run(() => document.querySelector('[role=tabpanel] section[aria-label]')?.getAttribute('aria-label') ?? '')
  await page.click({ css: '[data-keys=text][role=region]' })
  for (let i = 0; i < 2; i++) {
    const was = await heading()
    await page.press('j')
    await until('the next passage', async () => (await heading()) !== was || undefined)
  }
  await page.ready({ role: 'button', name: 'Memo on this difference' })
  await page.press('m')
  await page.find({ css: 'form .cm-content' })
  await page.wait('the memo to have the focus', () => document.activeElement?.closest('form') !== null)
  await page.into('form .cm-content')
  await page.press('Control+Home')
  await page.type('Which of the two is meant?')
  await page.find({ role: 'status', pattern: 'Kept' })
  await themes(page, 'review-memo')
  const now = await until('the memo on both sides', async () => ((list) => (list.length >= 2 ? list : undefined))((await noted()).filter((s) => !before.includes(s.id))))
  expect(new Set(now.map((s) => s.coder)).size).toBe(2)
  await page.press('Control+Enter')

  // So it is seen beside the text on either coding, and opened from either.
  await page.click({ role: 'button', name: 'Read in its text' })
  await page.click({ role: 'tab', name: 'Here' })
  /** Where the button of the memo is on the card of a coder's coding. */
  const memoOf = (coder: string) =>
    page.atRest(`the memo on the coding of ${coder}`, () => page.run((who) => {
      const card = [...document.querySelectorAll('aside article')].find((a) => a.textContent.includes(`${who}Round`))
      const button = [...(card?.querySelectorAll('button') ?? [])].find((b) => b.textContent.trim() === '1 memo')
      button?.scrollIntoView({ block: 'center' })
      const box = button?.getBoundingClientRect()
      return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    }, coder))
  for (const coder of ['Coder A', 'Coder B']) {
    await memoOf(coder)
    await page.clickAt(await memoOf(coder))
    await page.wait(`the memo, from the coding of ${coder}`, () => document.querySelector('section[aria-label=Memos] ul')?.textContent.includes('Which of the two is meant?'))
    await page.click({ role: 'tab', name: 'Here' })
  }
  await themes(page, 'review-memo-here')
}, browsers)

scenario('while names are hidden, a condition that is typed calls coders by their letters and by nothing else', async ({ page, program }) => {
  await openReview(page, program.home)
  const hide = () => page.click({ css: 'header:has([role=tablist]) + div label:has(input[type=checkbox])' })
  const named = () => page.run(() => (document.querySelector('[data-region=side]')?.textContent ?? '').match(/.{0,60}Coder [AB].{0,20}/g) ?? [])
  const input = '[role=combobox][aria-autocomplete=list]'
  const value = () => page.run((css) => document.querySelector<HTMLInputElement>(css)?.value ?? '', input)
  await page.click({ role: 'tab', name: 'Segments' })
  await page.find({ role: 'feed', name: 'Coded passages' })
  const status = () => page.text({ css: '[data-region=side] [role=tabpanel] [role=status]' })
  const all = await status()
  await hide()
  await page.click({ role: 'button', name: 'Type the condition' })
  await page.type('coder:')
  await page.find({ role: 'listbox', name: 'Completions' })
  const offered = await page.run(() => [...document.querySelectorAll('[role=listbox][aria-label=Completions] [role=option]')].map((o) => o.textContent ?? ''))
  expect(offered.length).toBeGreaterThan(1)
  for (const o of offered) expect(o).toMatch(/^[A-Z]$/)
  await themes(page, 'condition-masked')
  await page.into(input)
  await page.press('Control+a')
  await page.type(`coder:${offered[0] ?? ''} `)
  await page.press('Escape')
  await page.press('Enter')
  await page.find({ role: 'button', name: `by ${offered[0] ?? ''}` })
  expect(await status()).not.toBe(all)
  expect(await named()).toEqual([])

  // A name is not taken, and nothing tells whose letter is whose.
  await page.into(input)
  await page.press('Control+a')
  await page.type('coder:"Coder A" ')
  await page.press('Escape')
  await page.press('Enter')
  await page.find({ role: 'alert', name: 'Names are hidden: call coders by their letters.' })
  await page.find({ role: 'button', name: `by ${offered[0] ?? ''}` })
  await page.screenshot('condition-masked-name')

  // Names that are shown again are those of the same coders.
  await page.press('Escape')
  await page.gone({ css: input })
  await hide()
  await page.find({ role: 'button', pattern: '^by Coder [AB]$' })
  await page.click({ role: 'button', name: 'Type the condition' })
  expect(await value()).toMatch(/^coder:"Coder [AB]"/)
}, browsers)

scenario('a decision is explained and taken back without being decided again; what was decided for one reason opens from its number', async ({ page, program }) => {
  await openReview(page, program.home)
  await page.click({ role: 'tab', name: 'Differences' })
  await page.find({ role: 'region', name: 'Decide' })
  const pressed = () => page.run(() => document.querySelector('section[aria-label="Decide"] button[aria-pressed=true]')?.textContent ?? '')

  // A note that was typed before anything was decided waits for its passage.
  const note = 'section[aria-label="Decide"] input'
  const noted = () => page.run((css) => document.querySelector<HTMLInputElement>(css)?.value ?? '', note)
  await page.into(note)
  await page.type('The manual says so')
  await page.click({ role: 'button', name: 'Next difference' })
  await until('the other passage', async () => (await noted()) === '' || undefined)
  await page.click({ role: 'button', name: 'Difference before' })
  await until('the note on the first', async () => (await noted()) === 'The manual says so' || undefined)
  await page.click({ css: 'section[aria-label="Decide"] [role=group] button:nth-child(1)' })
  await page.find({ role: 'button', name: 'Take the decision back' })
  const decided = await pressed()
  expect(await noted()).toBe('The manual says so')

  // Whoever writes on while the list still has to hear of it keeps the field and the words.
  await page.click({ role: 'button', name: 'Take the decision back' })
  await page.gone({ role: 'button', name: 'Take the decision back' })
  await page.answersLate('Review.Differences', 1500)
  await page.click({ css: 'section[aria-label="Decide"] [role=group] button:nth-child(1)' })
  await page.into(note)
  await page.press('End')
  await page.type(' so')
  await page.find({ role: 'button', name: 'Take the decision back' })
  await page.type(' clearly')
  expect(await noted()).toBe('The manual says so so clearly')
  await page.press('Control+a')
  await page.type('The manual says so')
  await page.press('Enter')

  // Another reason and a longer note: kept at once, and nothing is decided anew.
  await page.click({ role: 'radio', name: 'Definition unclear' })
  await page.into(note)
  await page.press('End')
  await page.type(', page 3')
  await page.press('Enter')
  await page.click({ role: 'tab', name: 'Follow-up' })
  await page.find({ role: 'region', name: 'Why coders differed' })
  await page.click({ css: 'section[aria-label="Why coders differed"] tbody tr:first-child td:nth-child(3) button' })
  await page.wait('the passage with its note', () => document.querySelector('section[aria-label="Why coders differed"] ul')?.textContent?.includes('The manual says so, page 3'))
  await themes(page, 'review-reasons')
  await page.click({ role: 'tab', name: 'Differences' })
  expect(await pressed()).toBe(decided)

  // Taken back, the passage is undecided again.
  await page.click({ role: 'button', name: 'Take the decision back' })
  await page.gone({ role: 'button', name: 'Take the decision back' })
  expect(await pressed()).toBe('')
}, browsers)

scenario('codes rolled up open what they counted, and long lists of passages are read page by page', async ({ page, program }) => {
  await openReview(page, program.home)
  await page.click({ role: 'tab', name: 'Overview' })
  await page.find({ role: 'region', name: 'All codes together' })
  const status = () => page.text({ css: '[role=tabpanel] [role=status]' })
  await page.click({ role: 'button', pattern: '^parents .*: open the passages that were counted$' })
  await page.find({ role: 'button', name: 'Without: Rolled up to parents' })
  await page.click({ role: 'button', pattern: '^Type: ' })
  await page.click({ role: 'menuitem', pattern: '^Different code' })
  await page.find({ role: 'button', name: 'Type: Different code' })
  await page.wait('that nothing is decided here', () => document.body.textContent?.includes('Decisions are made on codes as they are'))
  await themes(page, 'review-rolled')
  const parents = await status()
  await page.click({ role: 'tab', name: 'Overview' })
  await page.click({ role: 'button', pattern: '^as coded .*: open the passages that were counted$' })
  await page.find({ role: 'button', name: 'Without: All passages counted' })
  await until('other passages', async () => (await status()) !== parents || undefined)
  const all = Number((await status()).replace(/\D/g, ''))
  expect(all).toBeGreaterThan(100)
  await page.run(() => {
    const list = document.querySelector('[role=listbox][aria-label=Differences]')
    if (list) list.scrollTop = list.scrollHeight
  })
  // Whoever goes on from the end of those read finds the next ones.
  await until('the last of all', () =>
    page.run((n) => {
      const list = document.querySelector('[role=listbox][aria-label=Differences]')
      if (list) list.scrollTop = list.scrollHeight
      return (list?.scrollHeight ?? 0) >= n * 54 || undefined
    }, all),
  )
}, browsers)

scenario('a definition that changed asks to look at its codings again, until it is said of them that they hold', async ({ page, program }) => {
  await openReview(page, program.home)
  interface Node { id: string; name: string; children: Node[] }
  const all = (list: Node[]): Node[] => list.flatMap((n) => [n, ...all(n.children)])
  const targeting = all((await page.call('Codes.Tree')) as unknown as Node[]).find((n) => n.name === 'Targeting')?.id ?? ''
  await page.call('Codes.Edit', { id: targeting, definition: 'Whom a programme chooses, and by which rule.' })
  await page.click({ role: 'tab', name: 'Follow-up' })
  const says = (words: string) =>
    page.wait(words, (w) => [...document.querySelectorAll('section[aria-label="To look at again"] button')].some((b) => b.textContent.startsWith('Targeting') && b.textContent.includes(w)), words)
  await says('13 codings · changed')
  await page.click({ role: 'button', pattern: '^Targeting13 codings' })
  await page.find({ role: 'button', name: 'It still holds' })
  await themes(page, 'review-look')
  await page.click({ role: 'button', name: 'It still holds' })
  await says('12 codings · changed')
  await says('1 looked at and kept')
  await page.press('Control+z')
  await says('13 codings · changed')
  await page.click({ role: 'button', name: 'It still holds' })
  await says('1 looked at and kept')
}, ['chromium', 'webkit'])
