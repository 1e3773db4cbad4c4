import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { prefer, themes } from './driver/looks'
import { browsers } from './driver/engine'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

interface Memo {
  title: string
  body: string
  kind: string
}

scenario('memos are written and kept, deleted and taken back; actions of the history and whole states, too', async ({ page, program }) => {
  const create = (await page.call('Probe.Grant', 'create', join(program.home, 'Study.articula'))) as { token: string }
  await page.call('Projects.Create', create.token, { title: 'Study', description: '', lang: 'en', codebook: 'none', coder: 'Coder A' })
  await page.call('Projects.Close')
  await page.call('Probe.NextFiles', [join(program.home, 'Study.articula')])
  await page.click({ role: 'button', pattern: '^Open a project' })
  const memos = async () => (await page.call('Memos.List', '', '')) as unknown as Memo[]
  const codes = async () => ((await page.call('Codes.Tree')) as unknown as { name: string }[]).map((c) => c.name)

  await page.click({ role: 'tab', name: 'Memos' })
  await page.click({ role: 'button', name: 'New memo' })
  await page.find({ css: 'form .cm-content' })
  await page.type('The two programmes never met before 2015.')
  await until('the memo to be kept by itself', async () => (await memos()).length === 1)
  await page.find({ role: 'status', pattern: 'Kept' })
  await page.click({ role: 'textbox', name: 'Title' })
  await page.type('First meeting')
  await page.press('Control+Enter')
  await page.find({ role: 'button', pattern: '^First meeting' })
  expect(await memos()).toMatchObject([{ title: 'First meeting', body: 'The two programmes never met before 2015.', kind: 'note' }])

  // Deleted, and taken back from the notice.
  await page.click({ role: 'button', pattern: '^First meeting' })
  await page.click({ role: 'button', name: 'Delete the memo' })
  await until('the memo to go', async () => (await memos()).length === 0)
  await page.click({ role: 'button', name: 'Undo' })
  await until('the memo to be back', async () => (await memos()).length === 1)

  // A state is kept, then something is done, and one action is taken back out of turn.
  await page.click({ role: 'tab', name: 'History' })
  await page.click({ role: 'button', pattern: '^Kept states' })
  await page.click({ role: 'textbox', name: 'Name of this state' })
  await page.type('Before the codes')
  await page.press('Enter')
  await page.find({ role: 'button', name: 'Go back to Before the codes' })
  for (const name of ['one', 'two']) await page.call('Codes.Add', { name, parent: '', after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' })
  await page.click({ role: 'button', name: 'Take back: added the code one' })
  await until('the first code to go', async () => JSON.stringify(await codes()) === '["two"]')
  await page.find({ role: 'listitem', pattern: 'added the code one.*taken back' })

  // Filtered by what it is about.
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Memos' })
  await page.gone({ role: 'listitem', pattern: 'added the code two' })
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Everything' })

  // By who did it, and by when.
  const entries = () => page.run(() => document.querySelectorAll('section[aria-label] > ol > li').length)
  const all = await until('what was done', async () => (await entries()) || undefined)
  await page.click({ role: 'button', pattern: 'Person$' })
  await page.click({ role: 'option', name: 'Coder A' })
  await page.find({ role: 'listitem', pattern: 'added the code two' })
  await page.click({ role: 'button', pattern: 'Time$' })
  await page.click({ role: 'option', name: 'Today' })
  await page.find({ role: 'listitem', pattern: 'added the code two' })
  expect(await entries()).toBe(all)
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Links' })
  await until('nothing of links', async () => (await entries()) === 0)
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Everything' })

  // What has no sentence of its own area is under one; days are typed as the language writes them.
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Project' })
  await page.find({ role: 'listitem', pattern: 'named this state Before the codes' })
  await page.click({ role: 'button', pattern: 'About$' })
  await page.click({ role: 'option', name: 'Everything' })
  await page.click({ role: 'button', pattern: 'Time$' })
  await page.click({ role: 'option', name: 'Dates…' })
  const type = async (field: string, day: Date) => {
    await page.click({ role: 'textbox', name: field })
    await page.press('Control+a')
    await page.type(`${String(day.getFullYear())}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`)
  }
  const today = new Date()
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  await type('To', yesterday)
  await until('nothing until yesterday', async () => (await entries()) === 0)
  await page.screenshot('history-dates')
  await type('To', today)
  await until('all of today', async () => (await entries()) === all)
  expect(await page.axe('section[aria-label=History]')).toEqual([])
  await page.click({ role: 'button', pattern: 'Time$' })
  await page.click({ role: 'option', name: 'All' })

  // Back to the state.
  await page.click({ role: 'button', name: 'Go back to Before the codes' })
  await page.find({ role: 'alertdialog', name: 'Go back to Before the codes?' })
  await page.click({ role: 'button', name: 'Go back' })
  await until('the codes to be gone', async () => (await codes()).length === 0)
  expect((await memos()).length).toBe(1)
  await page.click({ role: 'button', pattern: '^Backups' })
  await page.wait('the backup that was made first', () => document.body.innerText.includes('before-restore'))
}, browsers)

scenario('a memo quotes words and names things as they are now, and the filtered list is written to a file', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [join(program.home, 'Sample')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ css: '.cm-line' })
  await page.press('Control+Home')
  await page.press('s')
  await page.click({ role: 'tab', name: 'Memos' })
  await page.click({ role: 'button', name: 'New memo' })
  await page.find({ css: 'form .cm-content' })
  await page.type('Compare ')
  await page.press('Control+Shift+m')
  await page.wait('the words that were quoted', () => document.querySelector('form .a-chip')?.textContent?.startsWith('“') === true)
  const quoted = await page.run(() => document.querySelector('form .a-chip')?.textContent ?? '')
  await page.type(' with [[savin')
  await page.find({ role: 'option', pattern: '^Savings' })
  await themes(page, 'memo-references')
  await page.click({ role: 'option', pattern: '^Savings' })
  await page.type('.')
  const mine = async () => ((await page.call('Memos.List', '', '')) as unknown as Memo[]).find((m) => m.body.startsWith('Compare'))
  const body = await until('the memo to be kept', async () => ((b) => (b?.endsWith(']].') === true ? b : undefined))((await mine())?.body))
  expect(body).toMatch(/^Compare \[\[passage:[0-9a-f-]{36}:\d+:\d+:[0-9a-f]{64}\]\] with \[\[code:[0-9a-f-]{36}\]\]\.$/)
  await page.press('Control+Enter')

  // The code has another name: the memo says it.
  const code = /code:([0-9a-f-]{36})/.exec(body)?.[1] ?? ''
  await page.call('Codes.Edit', { id: code, name: 'Money put by', names: {}, definitions: {} })
  await page.find({ role: 'button', pattern: `^Compare “.*with Money put by\\.` })
  // What is quoted is a press away.
  const first = await page.run(() => document.querySelector('.cm-content')?.getAttribute('aria-label'))
  await page.click({ role: 'row', pattern: '^Manual operativo' })
  await page.wait('another document', (t) => document.querySelector('.cm-content')?.getAttribute('aria-label') !== t, first ?? '')
  await page.click({ role: 'button', pattern: `^“${quoted.slice(1, 20)}` })
  await page.wait('the words', (t) => document.querySelector('.cm-content')?.getAttribute('aria-label') === t, first ?? '')

  // Written to a file, with the words of now; only what the filter leaves.
  await page.click({ role: 'searchbox', name: 'Filter memos' })
  await page.type('money put')
  await until('the list to be filtered', async () => (await page.run(() => document.querySelectorAll('aside article').length)) === 1)
  const target = join(program.home, 'memos.md')
  await page.call('Probe.NextFiles', [target])
  await page.click({ role: 'button', name: 'Write these memos to a file' })
  await page.click({ role: 'menuitem', name: 'Markdown' })
  await page.wait('what was written', () => document.body.innerText.includes('1 memo was written'))
  const text = readFileSync(target, 'utf8')
  expect(text).toContain(`Compare ${quoted} with `)
  expect(text).toContain('Money put by.')
  expect(text.match(/^## /gm)?.length).toBe(1)
}, browsers)

scenario('the sample’s memos and history, in both themes and in four languages', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [join(program.home, 'Sample')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'tab', name: 'Memos' })
  await page.find({ css: 'article button' })
  await themes(page, 'memos')
  await page.click({ role: 'tab', name: 'History' })
  await page.find({ role: 'listitem', pattern: 'translated \\d+ passages' })
  await themes(page, 'history')
  for (const [language, word] of [['es', 'Historial'], ['fr', 'Historique'], ['pt', 'Histórico']] as const) {
    await prefer(page, { language })
    await page.find({ role: 'region', name: word })
    // No sentence is left in English: none begins, behind the name, with a word of it.
    const told = await page.run(() => [...document.querySelectorAll('aside time + p')].map((p) => p.textContent))
    expect(told.length).toBeGreaterThan(5)
    expect(told.filter((s) => /^Coder [AB] (the|added|imported|changed|made|wrote|linked|began|set|coded|translated|took|recorded|planned|joined|gave|named)\b/.test(s)), language).toEqual([])
    await page.screenshot(`history-${language}`)
  }
}, browsers)
