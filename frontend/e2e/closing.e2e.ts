import { join } from 'node:path'
import { expect } from 'vitest'
import { row, study, tree } from './driver/codes'
import { scenario } from './driver/scenario'
import { sleep, until } from './driver/wait'

scenario('what stands in a field when the window is closed is there when it is opened again', async (stage) => {
  const { program, page } = stage
  await study(stage, 'Manager: We meet every month.\n', ['support'])
  await page.click({ role: 'tab', name: 'Memos' })
  await page.click({ role: 'button', name: 'New memo' })
  await page.into('form .cm-content')
  await page.type('They never met.')
  await page.wait('the words', () => document.querySelector('form .cm-content')?.textContent === 'They never met.')
  // Before the moment has come at which a memo is kept.
  await page.call('Platform.Quit').catch(() => undefined)
  await until('the window to close', () => Promise.resolve(program.ended()))

  const tomorrow = await stage.restart(join(program.home, 'Study.articula'))
  expect(((await tomorrow.page.call('Memos.List', '', '')) as unknown as { body: string }[]).map((m) => m.body)).toEqual(['They never met.'])
  const definition = { role: 'textbox', name: 'Definition' }
  // Where another window took the keys meanwhile, a person asks again.
  await until('the definition', async () => {
    await tomorrow.page.click(row('support'))
    await tomorrow.page.press('Alt+Enter')
    await sleep(2000)
    return tomorrow.page.isThere(definition)
  })
  await until('the definition to take keys', async () => {
    await tomorrow.page.click(definition)
    return tomorrow.page.run(() => document.activeElement instanceof HTMLTextAreaElement)
  })
  await tomorrow.page.type('Help that offices give each other.')
  await tomorrow.page.wait('the words', () => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.value === 'Help that offices give each other.')
  // As the system ends programs, while the definition is still being written.
  const later = await tomorrow.restart(join(program.home, 'Study.articula'))
  await later.page.find(row('support'))
  expect((await tree(later.page)).map((c) => (c as unknown as { definition: string }).definition)).toEqual(['Help that offices give each other.'])
}, ['window'])
