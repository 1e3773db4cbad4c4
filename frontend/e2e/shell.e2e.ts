import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { themes } from './driver/looks'
import { project } from './driver/project'
import { codeWith, inText, mark, read, said } from './driver/reading'
import { scenario } from './driver/scenario'

const interview = 'Interviewer: Who decides?\n\nManager: The ministry decides alone. We are told afterwards.\n'

scenario('the window is gone through by keys: its parts, its areas and back, the sheet of keys, and a state that is kept under a name', async (stage) => {
  const { page } = stage
  await project(stage, { 'Interview.txt': interview })
  await read(page, 'Interview')
  await mark(page, 'ministry decides')
  await page.press('1')
  await codeWith(page, 'Mandate to coordinate')

  // F6 goes around the parts of the window, and comes back to where it was in each.
  const region = () => page.run(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? '')
  const around: string[] = []
  for (let i = 0; i < 12; i++) {
    await page.press('F6')
    around.push(await region())
    if (around.at(-1) === 'main') break
  }
  expect(new Set(around).size).toBe(around.length)
  expect(around).toEqual(expect.arrayContaining(['documents', 'codes', 'side', 'header']))
  await inText(page)
  await page.press('Shift+F6')
  expect(await region()).toBe(around.at(-2))
  await page.press('F6')
  await inText(page)

  // The areas by their numbers; where one reads, one is where one was.
  await page.press('Control+4')
  await page.wait('the matrix', () => document.querySelector('main h2')?.textContent === 'Matrix')
  await page.press('Control+1')
  await page.find({ role: 'heading', name: 'Interview' })
  await page.press('Control+e')
  await inText(page)

  // The sheet of keys says every key that works, each once, and closes by Escape.
  await page.press('?')
  await page.find({ role: 'dialog', name: 'Keys' })
  await page.wait('keys in groups', () => document.querySelectorAll('[role=dialog] section').length > 4 && document.querySelectorAll('[role=dialog] kbd').length > 40)
  const chords = await page.run(() => [...document.querySelectorAll('[role=dialog] section li')].map((l) => l.textContent))
  expect(new Set(chords).size).toBe(chords.length)
  await themes(page, 'keys')
  // Single letters are turned off, for those who speak to the computer.
  await page.click({ css: '[role=dialog] label', pattern: 'letters' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.press('Control+e')
  await inText(page)
  await page.press('Escape')
  await page.press('Control+End')
  await page.gone({ role: 'article' })
  await page.press('k')
  await page.press('Control+k')
  await page.find({ role: 'dialog', name: 'All commands' })
  expect(await page.isThere({ role: 'article' })).toBe(false)
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // A state under a name; Enter is enough, and the list has it.
  await page.press('Control+s')
  await page.find({ role: 'dialog', pattern: '^Keep this state' })
  await page.press('Control+a')
  await page.type('Before the second round')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await said(page, 'Before the second round')
  expect(JSON.stringify(await page.call('History.Snapshots'))).toContain('Before the second round')
}, browsers)
