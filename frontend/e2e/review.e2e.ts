import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { settle, themes } from './driver/looks'
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

  // A memo on a difference is found from either side of it.
  await page.click({ role: 'button', name: 'Memo on this difference' })
  await page.click({ css: 'form[aria-label="Memo"] .cm-content' })
  await page.type('Which of them holds?')
  await page.wait('the memo with the other side', () => document.querySelectorAll('form[aria-label="Memo"] .cm-content').length === 1 && /Kept/.test(document.querySelector('form[aria-label="Memo"] [role=status]')?.textContent ?? ''))
  await themes(page, 'review-memo')

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
