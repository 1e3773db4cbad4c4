import { expect } from 'vitest'
import { becomes, row, study, tree } from './driver/codes'
import { browsers } from './driver/engine'
import { prefer, settle, themes } from './driver/looks'
import { codings, inText, mark } from './driver/reading'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

const interview = 'Manager: We meet every month. The ministry sent a guideline. The municipality helps.\n'

scenario('several codes are selected, dragged to where a line shows, coded with together and given back by one undo', async (stage) => {
  const { page } = stage
  await study(stage, interview, ['one', 'two', 'three', 'four', 'five'])
  await becomes(page, ['one', 'two', 'three', 'four', 'five'])
  // By the keyboard: from the second to the third, and none between them is left out.
  await page.click(row('two'))
  await page.press('Shift+ArrowDown')
  await page.wait('two rows', () => document.querySelectorAll('[data-region=codes] [role=row][aria-selected=true]').length === 2)
  // Dragged together; before they are let go a line says where they would stand.
  const from = await page.ready(row('three'))
  const to = await page.find(row('five'))
  await page.engine.move(from)
  await page.engine.down()
  for (let i = 1; i <= 6; i++) await page.engine.move({ x: from.x, y: from.y + ((to.top + 27 - from.y) * i) / 6 })
  await page.find({ css: '[data-region=codes] [class*=insertion]' })
  expect(await page.run(() => document.querySelectorAll('[data-region=codes] [role=row][aria-selected=true]').length)).toBe(2)
  await page.screenshot('codes-insertion')
  await page.engine.up()
  await becomes(page, ['one', 'four', 'five', 'two', 'three'])
  await page.press('Control+z')
  await becomes(page, ['one', 'two', 'three', 'four', 'five'])
  // What is let go where nothing can stand changes nothing.
  await page.drag(row('four'), row('Interview'))
  await becomes(page, ['one', 'two', 'three', 'four', 'five'])

  // Words are coded with all that are selected, by the menu of the codes.
  await page.press('Control+e')
  await inText(page)
  await mark(page, 'ministry sent')
  await page.run(() => { document.querySelector<HTMLElement>('[data-region=codes] [role=treegrid]')?.focus() })
  await page.press('Home')
  await page.press('Shift+ArrowDown')
  await page.wait('two rows', () => document.querySelectorAll('[data-region=codes] [role=row][aria-selected=true]').length === 2)
  await page.press('Enter')
  await until('both to be coded', async () => (await codings(page)).map((c) => `${c.code.name}: ${c.quote}`).sort().join('; ') === 'one: ministry sent; two: ministry sent')
  await page.press('Control+z')
  await until('both to be taken back', async () => (await codings(page)).length === 0)
}, browsers)

scenario('a code says when it is used and when not, with an example, a colour and names in other languages, and is kept as it is written', async (stage) => {
  const { page } = stage
  await study(stage, interview, ['support', 'results'])
  await page.click(row('support'))
  await page.press('Alt+Enter')
  await page.find({ role: 'region', name: 'Code' })
  const write = async (field: string, words: string) => {
    await page.click({ role: 'textbox', name: field })
    await page.press('Control+a')
    await page.type(words)
  }
  await write('Definition', 'Help that offices give each other.')
  await write('Code it when', 'Somebody did something for another office.')
  await write('Do not code it when', 'It was promised only.')
  await write('Example', 'They lent us a car.')
  const one = async () => (await tree(page)).find((c) => c.name === 'support')
  // Kept when a field is left, and no dialog in between.
  await page.click({ role: 'heading', pattern: '^support' })
  await until('the words', async () => {
    const c = await one()
    return c?.definition === 'Help that offices give each other.' && c.include_when.startsWith('Somebody') && c.exclude_when.startsWith('It was') && c.example === 'They lent us a car.'
  })
  // A colour of its own, by the keys of its row, and back to none.
  const before = await one()
  const toColour = () => page.run(() => { document.querySelector<HTMLElement>('section[aria-label=Code] [role=radiogroup] input:checked')?.focus() })
  await toColour()
  await page.press('ArrowRight')
  await until('a colour of its own', async () => ((c) => c?.own_color === true && c.color !== before?.color)(await one()))
  await themes(page, 'code-editor-full')
  await toColour()
  for (let i = 0; i < 14 && (await one())?.own_color === true; i++) {
    const { color } = (await one()) ?? {}
    await page.press('ArrowLeft')
    await until('another colour', async () => ((c) => c?.own_color === false || c?.color !== color)(await one()))
  }
  await until('none of its own', async () => (await one())?.own_color === false)
  // In another language: the tree calls it so there.
  await page.click({ role: 'button', pattern: '^In other languages' })
  await page.click({ css: 'section[aria-label=Español] input' })
  await page.type('apoyo')
  await page.click({ role: 'heading', pattern: '^support' })
  await until('its Spanish name', async () => (await one())?.names['es'] === 'apoyo')
  await settle(page)
  await page.screenshot('code-editor-languages')
  await prefer(page, { language: 'es' })
  await page.find(row('apoyo'))
  await prefer(page, {})
  // All of it is taken back step by step, and what was written before is in its history.
  await page.find({ role: 'button', pattern: 'changes? of its definition' })
  const asAtFirst = async () => ((c) => c?.definition === '' && c.include_when === '' && c.example === '' && Object.keys(c.names).length === 0)(await one())
  for (let i = 0; i < 20 && !(await asAtFirst()); i++) {
    const is = JSON.stringify(await one())
    await page.press('Control+z')
    await until('a step to be taken back', async () => JSON.stringify(await one()) !== is)
  }
  await until('it to be as at first', asAtFirst)
}, browsers)
