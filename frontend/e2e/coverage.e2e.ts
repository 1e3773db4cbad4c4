import { expect } from 'vitest'
import { themes } from './driver/looks'
import { scenario } from './driver/scenario'

scenario('who speaks where, what is not coded, whether new codes still come, and where norm and practice part: every number opens its passages', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Coverage' })
  await page.find({ role: 'table', name: 'Voices' })
  await themes(page, 'coverage-voices')

  // A cell that rests on one voice says so, and opens the passages that it counts.
  const cell = await page.run(() => document.querySelector('td[data-single=true] button .hidden-text')?.textContent ?? '')
  expect(cell).toMatch(/one voice/)
  const n = Number(/: (\d+) coding/.exec(cell)?.[1])
  await page.click({ css: 'td[data-single=true] button' })
  await page.wait('the passages of the cell', (want) => new RegExp(`^${String(want)} codings?, `).test(document.querySelector('aside [role=tabpanel] [role=status]')?.textContent ?? ''), n)

  await page.click({ role: 'tab', name: 'Saturation' })
  await page.find({ role: 'table', name: 'Saturation' })
  // New codes and all codes so far open what they count, and a code its passages in its document.
  const brought = await page.run(() => document.querySelector('td button[aria-expanded]')?.getAttribute('aria-label') ?? '')
  await page.click({ role: 'button', name: brought })
  await page.wait('the new codes', (want) => document.querySelectorAll('section[aria-label] li > button').length === want, Number(/^\d+/.exec(brought)?.[0]))
  await themes(page, 'coverage-saturation')
  await page.click({ css: 'section[aria-label] li > button' })
  await page.wait('the passages of the code in the document', () => /^\d+ codings?, 1 document/.test(document.querySelector('aside [role=tabpanel] [role=status]')?.textContent ?? ''))
  await page.click({ role: 'button', pattern: 'not coded$' })
  await page.find({ css: 'main [role=feed] article' })
  await themes(page, 'coverage-uncoded')
  await page.click({ role: 'tab', name: 'Over time' })
  await page.find({ role: 'table', name: 'Over time' })
  await themes(page, 'coverage-time')
  const used = await page.run(() => document.querySelector('table[aria-label="Over time"] td button')?.getAttribute('aria-label') ?? '')
  await page.click({ role: 'button', name: used })
  await page.wait('what was coded in the month', (n) => new RegExp(`^${n} `).test(document.querySelector('aside [role=tabpanel] [role=status]')?.textContent ?? ''), /^\d+/.exec(used)?.[0] ?? '')

  await page.click({ role: 'tab', name: 'Norm and practice' })
  await page.find({ role: 'table', name: 'Norm and practice' })
  await page.click({ css: 'button[aria-expanded=false][aria-label*="between norm and practice"]' })
  await themes(page, 'coverage-gap')
  const side = await page.run(() => [...document.querySelectorAll('td > button')].find((b) => / codings?$/.test(b.getAttribute('aria-label') ?? ''))?.getAttribute('aria-label') ?? '')
  await page.click({ role: 'button', name: side })
  await page.wait('the passages of one side', (want) => document.querySelector('aside [role=tabpanel] [role=status]')?.textContent?.startsWith(want), `${/(\d+ codings?)$/.exec(side)?.[1] ?? ''}, `)
  await page.click({ css: 'main td li button' })
  await page.find({ css: '.cm-content' })
}, ['chromium', 'webkit'])
