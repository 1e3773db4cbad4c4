import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { prefer, themes } from './driver/looks'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'

scenario('every number of the matrix opens the passages that it counts', async ({ page, program }) => {
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
  await page.wait('the passages of the cell', (want) => new RegExp(`^${String(want)} codings?, `).test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''), n)

  // And by keys: right from there, and open.
  await page.press('Control+End')
  await page.wait('the last cell', () => document.activeElement?.getAttribute('role') === 'gridcell' && document.activeElement.getAttribute('aria-label')?.startsWith('All × All'))
  await page.press('Enter')
  await page.wait('all passages', () => /^599 codings/.test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''))

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
}, browsers)

scenario('a matrix is grouped, folded and told apart by norm and practice, drawn where it is looked at, and each number opens what it counts', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Matrix' })
  await page.find({ role: 'grid', name: 'Codes by Cases' })

  // The left pane makes room for the table, comes back by its key, and stays as it was chosen.
  const left = (shown: boolean) => page.wait(shown ? 'the left pane' : 'no left pane', (is) => ((document.querySelector('[data-region=documents]')?.getBoundingClientRect().width ?? 0) > 100) === is && (document.querySelector('[data-region=documents]')?.closest('[inert]') === null) === is, shown)
  await left(false)
  await page.press('Control+b')
  await left(true)
  await page.click({ role: 'radio', name: 'Coverage' })
  await left(false)
  await page.click({ role: 'radio', name: 'Matrix' })
  await left(true)
  await page.press('Control+b')
  await left(false)
  await page.click({ role: 'radio', name: 'Read' })
  await left(true)
  await page.click({ role: 'radio', name: 'Matrix' })
  await left(false)

  // Groups are folded by a key at their head; the sums stay.
  await page.click({ css: '[role=rowheader][data-fold=open]' })
  await page.wait('the first group to be folded', () => document.querySelector('[role=rowheader][aria-expanded=false]') === document.activeElement)
  const folded = await page.run(() => document.activeElement?.textContent ?? '')
  await page.press('Enter')
  await page.wait('it to be open', (head) => document.activeElement?.textContent === head && document.activeElement.getAttribute('aria-expanded') === 'true', folded)
  await page.click({ role: 'button', name: 'Fold all groups' })
  await page.wait('every group to be folded', () => document.querySelector('[data-fold=open]') === null && document.querySelector('[data-fold=closed]') !== null)
  await themes(page, 'matrix-folded')

  // Cases under the values of an attribute, each number in its parts.
  await page.click({ role: 'button', name: 'Group columns by nothing' })
  await page.click({ role: 'menuitem', name: 'intentionality' })
  await page.find({ role: 'button', name: 'Group columns by intentionality' })
  await page.click({ css: 'label', pattern: '^Norm and practice apart' })
  await page.find({ role: 'columnheader', name: 'Practice' })
  await page.wait('the numbers', () => document.querySelector('[aria-busy=true]') === null)
  await themes(page, 'matrix-split')
  for (const source of ['Practice', 'Norm']) {
    const cell = await page.run((which) => {
      const found = [...document.querySelectorAll('[role=gridcell][data-none=false]')].find((c) => c.getAttribute('aria-label')?.includes(`× ${which}:`))
      return { name: found?.getAttribute('aria-label') ?? '', at: found?.getAttribute('data-at') ?? '' }
    }, source)
    await page.click({ css: `[data-at="${cell.at}"]` })
    const n = Number(/: (\d+)$/.exec(cell.name)?.[1])
    expect(n).toBeGreaterThan(0)
    await page.wait(`the passages of ${cell.name}`, (want) => new RegExp(`^${String(want)} codings?, `).test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''), n)
  }
  await page.click({ css: 'label', pattern: '^Norm and practice apart' })

  // Another measure says how many codings stand behind each number.
  await page.click({ role: 'button', pattern: '^Count: ' })
  await page.click({ role: 'menuitem', name: 'Characters' })
  await page.wait('the n of the numbers', () => [...document.querySelectorAll('[role=gridcell][data-none=false]')].every((c) => / n \d+$/.test(c.getAttribute('aria-label') ?? '')))
  await themes(page, 'matrix-characters')
  await page.click({ role: 'button', pattern: '^Count: ' })
  await page.click({ role: 'menuitem', name: 'Codings' })

  // It is written as it is shown, in each format, for those for whom it is meant.
  for (const [format, begin] of [['CSV', '\u00ef\u00bb\u00bfrow,'], ['Web page', '<!doctype html>'], ['Excel workbook', 'PK']] as const) {
    const file = `${program.home}/matrix.${{ CSV: 'csv', 'Web page': 'html', 'Excel workbook': 'xlsx' }[format]}`
    await page.call('Probe.NextFiles', [file])
    await page.click({ role: 'button', name: 'Write the table to a file' })
    await page.click({ role: 'button', pattern: 'Format$' })
    await page.click({ role: 'option', name: format })
    await page.click({ css: 'label[class*=radio]:has(input[value=archive])' })
    if (format === 'CSV') await themes(page, 'matrix-export')
    await page.click({ role: 'button', name: 'Write…' })
    await page.wait('that it was written', () => /\d+ rows were written to matrix/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
    expect(readFileSync(file).toString('latin1').toLowerCase().slice(0, begin.length)).toBe(begin.toLowerCase())
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
  }

  // A wide table is drawn where it is looked at.
  await page.click({ role: 'button', name: 'Columns: Cases' })
  await page.click({ role: 'menuitem', name: 'Documents' })
  await page.find({ role: 'grid', name: 'Codes by Documents' })
  await page.wait('some of its columns', () => {
    const grid = document.querySelector('[role=grid]')
    const drawn = grid?.querySelectorAll('[role=columnheader]').length ?? 0
    return drawn > 3 && drawn < Number(grid?.getAttribute('aria-colcount')) / 2
  })
  await page.click({ css: '[data-at="0 0"]' })
  await page.press('Control+End')
  await page.wait('the last number of the last row', () => {
    const [here, grid] = [document.activeElement, document.querySelector('[role=grid]')]
    return here?.getAttribute('aria-colindex') === grid?.getAttribute('aria-colcount') && here?.parentElement?.getAttribute('aria-rowindex') === grid?.getAttribute('aria-rowcount')
  })
  await page.press('Control+Home')
  await page.wait('the first number again', () => document.activeElement?.getAttribute('data-at') === '0 0')
}, browsers)

scenario('the values yes and no stand over columns, and each number below and at the end opens what it counts', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Matrix' })
  await page.find({ role: 'grid', name: 'Codes by Cases' })
  await page.click({ role: 'button', name: 'Columns: Cases' })
  await page.click({ role: 'menuitem', name: 'shared budget' })
  await page.find({ role: 'grid', name: 'Codes by shared budget' })
  const answers = (yes: string, no: string) => page.wait('yes and no', (...said) => said.every((s) => [...document.querySelectorAll('[role=columnheader]')].some((h) => h.textContent.startsWith(s))), yes, no)
  await answers('yes', 'no')
  await themes(page, 'matrix-yes-no')
  for (const column of ['yes', 'no']) {
    for (const row of ['Political support', 'All']) {
      await page.click({ css: '[role=gridcell][data-none=false]' })
      await page.press(row === 'All' ? 'Control+End' : 'Control+Home')
      await page.wait('that part of the table', (r) => document.activeElement?.getAttribute('aria-label')?.startsWith(`${r} ×`), row)
      const cell = await page.run((r, c) => {
        const found = [...document.querySelectorAll('[role=gridcell][data-none=false]')].find((x) => x.getAttribute('aria-label')?.startsWith(`${r} × ${c}:`))
        return { name: found?.getAttribute('aria-label') ?? '', at: found?.getAttribute('data-at') ?? '' }
      }, row, column)
      const n = Number(/: (\d+)$/.exec(cell.name)?.[1])
      expect(n).toBeGreaterThan(0)
      await page.find({ css: `[data-at="${cell.at}"]` })
      await page.click({ css: `[data-at="${cell.at}"]` })
      await page.wait(`the passages of ${cell.name}`, (want) => new RegExp(`^${String(want)} codings?, `).test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''), n)
    }
  }
  await prefer(page, { language: 'fr' })
  await answers('oui', 'non')
  await prefer(page, { language: 'en' })
}, browsers)

scenario('rows are drawn as bars of the values of a facet, each part opens what it counts, and the bars are written as a picture', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Matrix' })
  await page.find({ role: 'grid', name: 'Codes by Cases' })
  await page.click({ role: 'button', name: 'Rows: Codes' })
  await page.click({ role: 'menuitem', name: 'Cases' })
  await page.click({ role: 'button', name: 'Columns: Cases' })
  await page.click({ role: 'menuitem', name: 'level' })
  await page.find({ role: 'grid', name: 'Cases by level' })
  await page.click({ role: 'button', name: 'The rows as bars' })
  await page.find({ role: 'img', pattern: '^Codings: level' })
  await themes(page, 'matrix-bars')

  // What a bar says is what the table says.
  const part = await page.run(() => {
    const g = document.querySelector('g[data-row="1"]:not([data-column="-1"])')
    const cell = [...document.querySelectorAll('[role=gridcell]')].find((c) => c.getAttribute('data-at') === `1 ${g?.getAttribute('data-column') ?? ''}`)
    return { said: g?.querySelector('title')?.textContent ?? '', cell: cell?.getAttribute('aria-label') ?? '', column: g?.getAttribute('data-column') ?? '' }
  })
  const n = Number(/(\d+)$/.exec(part.said)?.[1])
  expect(n).toBeGreaterThan(0)
  expect(Number(/(\d+)$/.exec(part.cell)?.[1])).toBe(n)

  const file = `${program.home}/bars.svg`
  await page.call('Probe.NextFiles', [file])
  await page.click({ role: 'button', name: 'Write the table to a file' })
  await page.click({ role: 'button', pattern: 'Format$' })
  await page.click({ role: 'option', name: 'Picture in lines (SVG)' })
  await page.click({ css: 'label[class*=radio]:has(input[value=archive])' })
  await page.click({ role: 'button', name: 'Write…' })
  await page.wait('that it was written', () => document.querySelector('[role=dialog]')?.textContent.includes('rows were written to bars.svg.'))
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  expect(readFileSync(file, 'utf8')).toContain(part.said)

  await page.click({ css: `g[data-row="1"][data-column="${part.column}"]` })
  await page.wait('the passages of the part', (want) => new RegExp(`^${String(want)} codings?, `).test(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? ''), n)
}, browsers)
