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

scenario('norm and practice lie side by side, and by keys alone it is said what practice does to the norm', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Coverage' })
  await page.click({ role: 'tab', name: 'Norm and practice' })
  await page.click({ role: 'button', pattern: 'Show$' })
  await page.click({ role: 'option', name: 'everything' })
  await page.wait('every dimension', () => document.querySelectorAll('tr[data-row]').length === 56)

  // The keys go from one dimension to the next; the first passage of practice has the focus.
  const opened = () => page.run(() => [...document.querySelectorAll('tr[data-row]')].findIndex((r) => r.querySelector('button[aria-expanded=true]') !== null))
  await page.press('F8')
  await page.wait('the first passage of practice', () => document.activeElement?.matches('[role=option][data-side=practice]'))
  expect(await opened()).toBe(0)
  await page.press('F8')
  await page.wait('the second dimension', () => [...document.querySelectorAll('tr[data-row]')][1]?.querySelector('button[aria-expanded=true]') !== null)
  await page.press('Shift+F8')
  await page.wait('the first one again', () => [...document.querySelectorAll('tr[data-row]')][0]?.querySelector('button[aria-expanded=true]') !== null)
  await page.press('F8')
  await page.wait('its first passage', () => document.activeElement?.matches('[role=option][data-side=practice]') && [...document.querySelectorAll('tr[data-row]')][1]?.querySelector('button[aria-expanded=true]') !== null)
  const verdict = () => page.run(() => document.querySelectorAll('tr[data-row]')[1]?.querySelector('[data-verdict]')?.getAttribute('data-verdict'))
  expect(await verdict()).toBe('both')

  // A passage of each side is chosen, and one key joins them.
  await page.press('ArrowDown')
  await page.press('ArrowLeft')
  await page.wait('the norm', () => document.activeElement?.matches('[role=option][data-side=norm]'))
  await page.press('ArrowDown')
  await page.wait('one of each', () => document.querySelectorAll('[role=option][aria-selected=true]').length === 2 && [...document.querySelectorAll('[role=listbox]')].every((l) => l.children[1]?.getAttribute('aria-selected') === 'true'))
  await themes(page, 'coverage-beside')
  const chosen = await page.run(() => [...document.querySelectorAll('[role=option][aria-selected=true]')].map((o) => o.firstElementChild?.textContent ?? ''))
  await page.press('x')
  await page.wait('what was found', () => document.querySelectorAll('tr[data-row]')[1]?.querySelector('[data-verdict=contradicted]') !== null)
  const links = (await page.call('Links.List', { kind: '', document: '', coder: '', context: 0 })) as { kind: string; from: { quote: string; source: string }; to: { quote: string; source: string } }[]
  expect(links.some((l) => l.kind === 'contradicts' && l.from.source === 'practice' && l.to.source === 'norm' && l.from.quote === chosen[1] && l.to.quote === chosen[0])).toBe(true)
  await page.click({ role: 'button', name: 'Undo' })
  await page.wait('both again', () => document.querySelectorAll('tr[data-row]')[1]?.querySelector('[data-verdict=both]') !== null)

  // The keys stand in their sheet while they mean something; Escape closes.
  await page.click({ css: '[role=option][data-side=practice]' })
  await page.press('Escape')
  await page.wait('nothing open, and the button has the focus', () => document.querySelector('[role=listbox]') === null && document.activeElement?.matches('tr[data-row] button[aria-expanded=false]'))
  await page.press('Enter')
  await page.wait('its passages', () => document.activeElement?.matches('[role=option]'))
  await page.press('?')
  for (const said of ['Contradicts the norm', 'Bears the norm out', 'Next dimension']) await page.wait(said, (w) => document.querySelector('[role=dialog]')?.textContent.includes(w), said)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
}, ['chromium', 'webkit'])
