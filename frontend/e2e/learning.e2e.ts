import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle, themes } from './driver/looks'
import { scenario } from './driver/scenario'

scenario('a coder learns from another one’s answers, passage by passage, and sees where she differs; how texts are cut is measured', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Review' })

  // Planned: what Coder A did in the first round are the answers, on passages that are drawn.
  await page.click({ role: 'button', name: 'Plan a round…' })
  await page.find({ role: 'dialog', name: 'Plan a round' })
  await page.press('Control+a')
  await page.type('Learning')
  await page.click({ role: 'button', pattern: 'Repeats an earlier round$' })
  await page.click({ role: 'option', pattern: '^Round 1' })
  await page.click({ role: 'button', pattern: 'Learning from$' })
  await page.click({ role: 'option', name: 'Coder A' })
  await page.click({ role: 'button', pattern: 'What is coded$' })
  await page.click({ role: 'option', name: 'Passages drawn at random' })
  await page.click({ css: '[role=dialog] input[inputmode=numeric]' })
  await page.press('Control+a')
  await page.type('6')
  await page.wait('six passages, and what the plan is warned of', () => /6 passages, shuffled/.test(document.querySelector('[role=dialog] [aria-live]')?.textContent ?? '') && document.querySelector('[role=dialog] [aria-live]')?.textContent?.includes('Fewer than 30 passages'))
  await settle(page)
  await themes(page, 'review-plan-passages')
  await page.click({ role: 'button', name: 'Begin the round' })
  await page.gone({ role: 'dialog' })
  await page.find({ role: 'region', name: 'Learning' })

  // Handed out to Coder B, in an order of their own.
  await page.click({ role: 'button', name: 'Work as…' })
  await page.click({ role: 'menuitem', name: 'Coder B' })
  await page.find({ role: 'heading', name: 'Assigned to Coder B' })
  await page.find({ role: 'list', name: 'Passages of Learning' })
  await themes(page, 'review-passages')
  await page.click({ css: 'ol[aria-label="Passages of Learning"] li:nth-child(1) button' })
  await page.find({ role: 'region', name: 'Passages to judge' })
  await page.wait('the first passage', () => document.querySelector('section[aria-label="Passages to judge"]')?.textContent?.includes('Learning: passage 1 of 6'))
  await page.find({ css: '.a-judged' })
  await settle(page)
  await themes(page, 'reading-passage')
  await page.press('Alt+PageDown')
  await page.wait('the next passage', () => document.querySelector('section[aria-label="Passages to judge"]')?.textContent?.includes('Learning: passage 2 of 6'))
  await page.find({ css: '.a-judged' })
  await page.press('Alt+PageUp')
  await page.wait('the passage before', () => document.querySelector('section[aria-label="Passages to judge"]')?.textContent?.includes('Learning: passage 1 of 6'))
  const answers = await page.run(() => document.querySelectorAll('[aria-label="Codings at this place"] li').length)
  expect(answers).toBe(0)

  // Finished with nothing: all that Coder A found is missing, and shown at once.
  await page.click({ role: 'radio', name: 'Review' })
  await page.click({ role: 'button', name: 'I have finished all' })
  await page.gone({ role: 'button', name: 'I have finished all' })
  await page.click({ role: 'tab', name: 'Follow-up' })
  await page.wait('the answers', () => document.querySelector('section[aria-label="The same coder twice"]')?.textContent?.includes('Compared with the answers of Coder A'))
  await page.wait('how many passages are the same', () => /\d of 6 passages with the same codes/.test(document.querySelector('section[aria-label="The same coder twice"]')?.textContent ?? ''))

  // How the texts are cut, for codes that exclude each other.
  await page.into('section[aria-label="How coders cut the text"] input')
  await page.type('incentives')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.find({ css: 'section[aria-label="How coders cut the text"] [role=option][aria-selected=true]' })
  await page.click({ role: 'button', name: 'Compute' })
  await page.find({ role: 'table', name: 'How coders cut the text' })
  await settle(page)
  await themes(page, 'review-follow-cut')
}, browsers)
