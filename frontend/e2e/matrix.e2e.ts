import { expect } from 'vitest'
import { themes } from './driver/looks'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'

scenario('every number of the matrix opens the passages that it counts; a synthesis says what was found and on what it rests', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Matrix' })
  await page.find({ role: 'grid', name: 'Codes by Cases' })
  await themes(page, 'matrix')

  // Some cell in the middle of the table, by the pointer.
  const cell = await page.run(() => {
    const found = [...document.querySelectorAll('[role=gridcell][data-none=false]')].find((c) => c.getAttribute('data-at')?.split(' ')[1] === '2')
    return { name: found?.getAttribute('aria-label') ?? '', at: found?.getAttribute('data-at') ?? '' }
  })
  await page.click({ css: `[data-at="${cell.at}"]` })
  const n = Number(/(\d+)$/.exec(cell.name)?.[1])
  expect(n).toBeGreaterThan(0)
  await page.wait('the passages of the cell', (want) => new RegExp(`^${String(want)} passages?, `).test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''), n)

  // And by keys: right from there, and open.
  await page.press('Control+End')
  await page.wait('the last cell', () => document.activeElement?.getAttribute('role') === 'gridcell' && document.activeElement.getAttribute('aria-label')?.startsWith('All × All'))
  await page.press('Enter')
  await page.wait('all passages', () => /^599 passages/.test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''))

  await page.press('Control+Home')

  // Codes beside codes: a number counts passages of the row that one of the column stands beside, and opens those.
  await page.click({ role: 'button', name: 'Columns: Cases' })
  await page.click({ role: 'menuitem', name: 'Codes' })
  await page.find({ role: 'grid', name: 'Codes by Codes' })
  for (const how of ['in one turn', 'overlapping']) {
    await page.click({ role: 'button', pattern: '^Together: ' })
    await page.click({ role: 'menuitem', name: how })
    await page.find({ role: 'button', name: `Together: ${how}` })
    await page.wait('the numbers', () => document.querySelector('[aria-busy=true]') === null && document.querySelector('[role=gridcell][data-none=false]') !== null)
    const met = await page.run(() => {
      const found = [...document.querySelectorAll('[role=gridcell][data-none=false]')].find((c) => new Set(c.getAttribute('data-at')?.split(' ')).size === 2)
      return { name: found?.getAttribute('aria-label') ?? '', at: found?.getAttribute('data-at') ?? '' }
    })
    await page.click({ css: `[data-at="${met.at}"]` })
    const counted = Number(/(\d+)$/.exec(met.name)?.[1])
    await page.wait('the passages that stand beside others', (want) => document.querySelectorAll('[role=dialog] li').length === want, counted)
    if (how === 'overlapping') await themes(page, 'matrix-cell')
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
  }

  await page.click({ role: 'radio', name: 'Synthesis' })
  await page.find({ role: 'table' })
  await themes(page, 'synthesis')
  await page.click({ css: 'td[data-state=written] button' })
  await page.find({ role: 'heading', name: 'It rests on' })
  await themes(page, 'synthesis-cell')
  await page.click({ role: 'textbox', name: 'What was found' })
  await page.press('Control+End')
  await page.type(' More was heard since.')
  await page.click({ role: 'button', name: 'Keep' })
  await page.wait('the statement in its cell', () => document.querySelector('td[data-open=true]')?.textContent?.includes('More was heard since.'))
  await page.click({ role: 'button', name: 'Read in its text' })
  await page.find({ css: '.cm-content' })
}, browsers)
