import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { themes } from './driver/looks'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'

scenario('names are put into a register, what a scan finds is answered by keyboard, and a publication waits for it', async ({ page, program }) => {
  const talk = join(program.home, 'talk.txt')
  writeFileSync(talk, 'Interviewer: Who was there?\n\nManager: The other day Alba Ferro met Bruno Salas in Valle Hondo. Write to b.salas@example.org.\n', { mode: 0o600 })
  await newProject(page, join(program.home, 'Study'), 'Coordination')
  await page.find({ role: 'button', name: 'Import files…' })
  await page.call('Probe.NextFiles', [talk])
  await page.click({ role: 'button', name: 'Import files…' })
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  await page.click({ role: 'radio', name: 'Sharing' })
  await page.find({ role: 'tab', pattern: '^Names' })
  await themes(page, 'sharing-empty')
  await page.click({ role: 'button', name: 'Add a name' })
  await page.find({ role: 'dialog', name: 'Add a name' })
  await page.type('Alba Ferro')
  await themes(page, 'sharing-name')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.wait('the name', () => [...document.querySelectorAll('td')].some((c) => c.textContent === 'Person 1'))

  // The findings, by keyboard alone.
  await page.click({ role: 'tab', pattern: '^To answer' })
  await page.click({ role: 'option', pattern: '^Bruno Salas' })
  await themes(page, 'sharing-findings')
  await page.press('p')
  await page.find({ role: 'dialog', name: 'Add a name' })
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.gone({ role: 'option', pattern: '^Bruno Salas' })
  await page.click({ role: 'option', pattern: '^Valle Hondo' })
  await page.press('k')
  await page.gone({ role: 'option', pattern: '^Valle Hondo' })

  // A publication is refused while something is open, and says so before anything is written.
  await page.click({ role: 'button', name: 'Export…' })
  await page.find({ role: 'dialog', name: 'Export' })
  await page.click({ css: 'label[class*=radio]:has(input[value=publication])' })
  await page.find({ role: 'button', name: 'Answer them…' })
  await themes(page, 'export-publication')
  await page.click({ role: 'button', name: 'Answer them…' })
  await page.gone({ role: 'dialog' })
  await page.wait('the findings', () => document.querySelectorAll('[role=option]').length > 0)
  await page.click({ css: '[role=option]' })
  await page.press('Control+a')
  await page.press('i')
  await page.wait('nothing to be left', () => document.body.textContent.includes('Nothing left to answer'))

  await page.click({ role: 'tab', name: 'As others see it' })
  await page.find({ css: 'mark' })
  await themes(page, 'sharing-shown')
  expect(await page.text({ role: 'region', name: 'As others see it' })).toContain('Person 1 met Person 2 in Valle Hondo')

  await page.click({ role: 'button', name: 'Export…' })
  await page.click({ css: 'label[class*=radio]:has(input[value=publication])' })
  await page.click({ css: 'label[class*=radio]:has(input[value=html])' })
  await page.find({ role: 'region', name: 'What will be written' })
  await page.call('Probe.NextFiles', [join(program.home, 'published.html')])
  await page.click({ role: 'button', name: 'Choose a place…' })
  await page.wait('the result', () => /was written/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  const published = readFileSync(join(program.home, 'published.html'), 'utf8')
  expect(published).toContain('Person 1 met Person 2')
  expect(published).not.toMatch(/Ferro|Salas met|Coder A/)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // For good, with what it would change shown first.
  await page.click({ role: 'button', name: 'Replace for good…' })
  await page.find({ role: 'dialog', name: 'Replace names for good' })
  await page.wait('what would change', () => /would be replaced/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  await themes(page, 'sharing-permanent')
  await page.click({ role: 'button', name: 'Replace' })
  await page.wait('the change', () => /were replaced/.test(document.querySelector('[role=dialog]')?.textContent ?? ''))
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  const [talked] = (await page.call('Documents.List', false)) as { id: string }[]
  expect((await page.call('Sharing.Shown', talked?.id ?? '')) as { replaced: unknown[] }).toMatchObject({ replaced: [] })
}, browsers)
