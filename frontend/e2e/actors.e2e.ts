import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { themes } from './driver/looks'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

scenario('actors are registered, found in the texts and coded, and their coordination is recorded from a passage, drawn and written to files', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Actors' })

  // The register: one more actor, under two names.
  await page.find({ role: 'grid', name: 'Register' })
  await themes(page, 'actors-register')
  await page.click({ role: 'button', name: 'New actor' })
  await page.type('Water Board')
  await page.click({ role: 'button', name: 'Another name' })
  await page.click({ css: '[role=dialog] fieldset input' })
  await page.type('WB')
  await page.click({ role: 'button', name: 'Keep' })
  await page.find({ role: 'rowheader', pattern: '^Water Board' })
  // It is found by a part of its name, and opened.
  await page.click({ css: 'input[aria-label="Find an actor"], [aria-label="Find an actor"] input' })
  await page.type('water')
  await page.click({ css: '[role=row] [role=rowheader]' })
  await page.find({ role: 'heading', name: 'Change the actor' })
  await themes(page, 'actors-dialog')
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Mentions of one actor: the first two are coded as one step.
  await page.click({ role: 'tab', name: 'Mentions' })
  await page.find({ css: '[role=feed] article' })
  await themes(page, 'actors-mentions')
  const before = await page.run(() => Number(/^([\d,]+) mention/.exec(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? '')?.[1]?.replace(',', '')))
  expect(before).toBeGreaterThan(100)
  await page.click({ css: '[role=feed] article label' })
  await page.click({ role: 'button', name: 'Code 1 mention' })
  await page.type('external')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.click({ role: 'button', name: 'Code' })
  await page.gone({ role: 'dialog' })
  await page.wait('that mention to go', (n) => Number(/^([\d,]+) mention/.exec(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? '')?.[1]?.replace(',', '')) < n, before)

  // A coordination, from words that are read.
  await page.click({ role: 'radio', name: 'Read' })
  await page.press('Control+e')
  await page.wait('the text to have the focus', () => document.activeElement?.classList.contains('cm-content'))
  await page.press('s')
  await page.press('a')
  await page.find({ role: 'heading', name: 'New coordination' })
  await page.find({ css: '[role=dialog] blockquote' })
  await page.click({ css: '[role=dialog] input[role=combobox]' })
  await page.type('Water Board')
  await page.press('Tab')
  await page.type('Juntos')
  await page.press('Tab')
  await themes(page, 'actors-relation')
  await page.click({ role: 'button', name: 'Keep' })
  await page.gone({ role: 'dialog' })

  // It stands in the map, which is walked by keys.
  await page.click({ role: 'radio', name: 'Actors' })
  await page.click({ role: 'tab', name: 'Coordination' })
  await page.find({ css: 'svg g[role=button]' })
  await page.wait('the new coordination', () => /^32 coordinations, 32 rest/.test(document.querySelector('section [role=status]')?.textContent ?? ''))
  // Each coordination has a line of its own, and a key says what their colours mean.
  expect(await page.run(() => document.querySelectorAll('section svg path[class*=head]').length)).toBe(32)
  await page.find({ css: '[role=group][aria-label="level"]' })
  expect(await page.run(() => document.querySelector('[role=group][aria-label="level"]')?.textContent)).toMatch(/central.*local.*not said$/)
  expect(await page.run(() => [...document.querySelectorAll('[role=group][aria-label="level"] text')].map((x) => x.textContent))).toEqual(['C', 'I', 'L'])
  await themes(page, 'actors-map')
  await page.run(() => {
    document.querySelector<SVGGElement>('svg g[role=button][tabindex="0"]')?.focus()
  })
  await page.press('ArrowRight')
  await page.press('ArrowDown')
  await page.press('Enter')
  await page.wait('the coordinations of one actor', () => document.activeElement?.getAttribute('aria-pressed') === 'true' && document.querySelectorAll('section table tbody tr').length < 10)
  await page.press('=')
  await page.press('0')
  await page.press('Escape')

  // A cell of the matrix opens its coordinations, and these their passages.
  await page.click({ role: 'button', name: 'Actors by actors' })
  await page.find({ role: 'grid', name: 'Actors by actors' })
  await themes(page, 'actors-matrix')
  await page.click({ css: '[role=gridcell][data-none=false]' })
  await page.click({ css: 'section table tbody button' })
  await page.find({ role: 'button', name: 'Read in its text' })
  await page.click({ role: 'button', name: 'Show all' })

  for (const [format, begin] of [['Picture in dots (PNG)', '\u0089PNG'], ['Picture in lines (SVG)', '<svg'], ['Network (GraphML)', '<?xml'], ['Table of coordinations (CSV)', '\u00ef\u00bb\u00bffrom']] as const) {
    const ending = /\((\w+)\)/.exec(format)?.[1]?.toLowerCase() ?? ''
    const file = `${program.home}/map.${ending}`
    await page.call('Probe.NextFiles', [file])
    await page.click({ role: 'button', name: 'Write to a file' })
    await page.click({ role: 'button', pattern: 'Format$' })
    await page.click({ role: 'option', name: format })
    await page.click({ css: 'label[class*=radio]:has(input[value=archive])' })
    if (ending === 'png') await themes(page, 'actors-export')
    await page.click({ role: 'button', name: 'Write…' })
    await page.wait('that it was written', (name) => document.querySelector('[role=dialog]')?.textContent.includes(`map.${name} was written.`), ending)
    await until(file, () => Promise.resolve(existsSync(file) && readFileSync(file).length > 0 ? true : undefined))
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
    expect(readFileSync(file).toString('latin1').slice(0, begin.length)).toBe(begin)
  }
}, ['chromium', 'webkit'])

scenario('two actors become one and are taken apart again; a mention that is refused is not proposed any more, until that is taken back', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.click({ role: 'radio', name: 'Actors' })
  await page.find({ role: 'grid', name: 'Register' })
  const counted = () => page.run(() => Number(/^([\d,]+) /.exec(document.querySelector('[role=tabpanel] [role=status]')?.textContent ?? '')?.[1]?.replace(',', '')))
  const first = (n: number) => page.run((i) => document.querySelectorAll('[role=row] [role=rowheader] span')[i]?.textContent ?? '', n)
  const [actors, into, from] = [await counted(), await first(0), await first(2)]

  // What the merge would do is said before it is done; one undo takes it back.
  for (const name of [into, from]) await page.click({ css: `label:has(input[aria-label="Choose ${name}"])` })
  await page.click({ role: 'button', name: 'Merge actors' })
  await page.find({ role: 'dialog', name: 'Merge actors' })
  await page.wait('what it would do', () => document.querySelectorAll('[role=dialog] [role=status] li').length >= 3)
  await themes(page, 'actors-merge')
  await page.click({ role: 'button', name: 'Merge' })
  await page.gone({ role: 'dialog' })
  await page.wait('one actor less, which has the name of the other', (n, one, other) => document.querySelector('[role=tabpanel] [role=status]')?.textContent?.startsWith(`${String(n)} `) && [...document.querySelectorAll('[role=row]')].some((r) => r.querySelector('[role=rowheader] span')?.textContent === one && r.textContent.includes(other)), actors - 1, into, from)
  await page.click({ role: 'button', name: 'Undo' })
  await page.wait('both of them', (n) => document.querySelector('[role=tabpanel] [role=status]')?.textContent?.startsWith(`${String(n)} `), actors)

  // One mention is refused by the pointer, one by its key.
  await page.click({ role: 'tab', name: 'Mentions' })
  await page.find({ css: '[role=feed] article' })
  const mentions = await counted()
  const said = (n: number) => page.wait(`${String(n)} mentions`, (want) => document.querySelector('[role=tabpanel] [role=status]')?.textContent?.replace(',', '').startsWith(`${String(want)} mention`), n)
  await page.click({ css: '[role=feed] article label' })
  await page.click({ role: 'button', name: 'Refuse 1 mention' })
  await said(mentions - 1)
  await page.run(() => {
    document.querySelector<HTMLElement>('[role=feed] article')?.focus()
  })
  await page.press('Delete')
  await said(mentions - 2)

  // They can be looked at, and taken back.
  await page.click({ role: 'button', pattern: 'Show$' })
  await page.click({ role: 'option', name: 'Refused' })
  await said(2)
  await themes(page, 'actors-refused')
  await page.click({ css: '[role=feed] article label' })
  await page.click({ role: 'button', name: 'Propose 1 mention again' })
  await said(1)
  await page.click({ role: 'button', pattern: 'Show$' })
  await page.click({ role: 'option', name: 'Not coded yet' })
  await said(mentions - 1)
}, ['chromium', 'webkit'])
