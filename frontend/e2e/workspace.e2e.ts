import { join } from 'node:path'
import { expect } from 'vitest'
import { prefer, settle } from './driver/looks'
import type { Page } from './driver/page'
import { browsers } from './driver/engine'
import { codeWith, inText } from './driver/reading'
import { scenario, type Stage } from './driver/scenario'
import { height, width } from './driver/sizes'
import { until } from './driver/wait'

/** What is coded in a document, as the program has it. */
interface Coding {
  code: string
  start: number
  end: number
  quote: string
}

const looks = { language: 'en', density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true, patterns: true }

/** Makes the sample project and waits for its first document. */
async function sample({ page, program }: Stage): Promise<void> {
  await page.call('Probe.NextFiles', [`${program.home}/Sample.articula`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  await page.wait('the project', () => document.querySelector('h1')?.textContent === 'Rural Synergies')
}

/** Opens a document by the filter over the tree of documents. */
async function read(page: Page, title: string): Promise<void> {
  await page.click({ role: 'searchbox', name: 'Filter documents' })
  await page.type(title)
  await page.click({ role: 'row', pattern: title })
  await page.find({ role: 'heading', pattern: `^${title}` })
  await page.wait('the text', () => document.querySelector('.a-stripe') !== null)
}

async function codingsOf(page: Page, title: string): Promise<Coding[]> {
  const documents = (await page.call('Documents.List', false)) as { id: string; title: string }[]
  const id = documents.find((d) => d.title.startsWith(title))?.id ?? ''
  const page_ = (await page.call('Retrieval.Segments', { where: '', order: '', context: 0, offset: 0, limit: 5000, consensus: false })) as {
    segments: { document: { id: string }; code: { name: string }; start: number; end: number; quote: string }[]
  }
  return page_.segments.filter((s) => s.document.id === id).map((s) => ({ code: s.code.name, start: s.start, end: s.end, quote: s.quote }))
}

/** What the status bar said last. */
const said = (page: Page, pattern: string) => page.find({ css: 'footer p[aria-live]', pattern })

scenario('two passages are coded by keyboard, undone, done again, and are there the next day', async (today) => {
  const { page } = today
  await sample(today)
  const title = 'Interview with a woreda technical'
  await read(page, title)
  const before = await codingsOf(page, title)
  await page.click({ css: '.cm-line:nth-of-type(7)' })
  // The sentence at the caret, and the code by letters of its name.
  await page.press('s')
  await page.press('Enter')
  await page.find({ role: 'combobox', name: 'Code the selection…' })
  await page.type('incent')
  await page.press('Enter')
  await said(page, '^Coded: Incentives')
  await page.gone({ role: 'combobox' })
  // A facet by its key, right after.
  await page.press('l')
  await said(page, '^Set: local')
  // The facet of actors has a key, too, which opens them; those it has are ticked.
  await page.press('o')
  await page.find({ role: 'menu', name: 'actor' })
  await page.press('Enter')
  await said(page, '^Set: (?!local)')
  await page.gone({ role: 'menu' })
  await page.press('o')
  await page.find({ role: 'menuitem', pattern: '✓' })
  await page.screenshot('coding-actors')
  await page.press('Escape')
  await page.gone({ role: 'menu' })
  await inText(page)
  // The whole paragraph, with a new code below another, and a second one by its digit.
  await page.press('Escape')
  await page.press('p')
  await codeWith(page, 'Savings/Village banks')
  await inText(page)
  // The same code lies on some of these words: both are kept.
  await page.press('2')
  await page.find({ role: 'alertdialog', name: 'This code lies on overlapping words' })
  await page.press('Tab')
  await page.press('Enter')
  await said(page, '^Coded: Incentives')
  const after = await codingsOf(page, title)
  expect(after.length).toBe(before.length + 3)
  expect(after.filter((c) => c.code === 'Village banks')).toHaveLength(1)

  await page.press('Control+z')
  await said(page, '^Undone: coded “')
  expect((await codingsOf(page, title)).length).toBe(before.length + 2)
  await page.press('Control+Shift+z')
  await said(page, '^Done again: coded “')
  // What was done is told in the language of the window, whatever was done before it was chosen.
  await prefer(page, { language: 'es' })
  await page.find({ role: 'button', pattern: '^Deshacer: codificó «' })
  await prefer(page, {})
  expect(await codingsOf(page, title)).toEqual(after)

  const tomorrow = await today.restart(`${today.program.home}/Sample.articula`)
  await tomorrow.page.find({ role: 'heading', pattern: `^${title}` })
  await tomorrow.page.find({ css: '.a-name', pattern: 'Village banks' })
  expect(await codingsOf(tomorrow.page, title)).toEqual(after)
}, browsers)

for (const theme of ['light', 'dark']) {
  scenario(`the workspace in ${theme} is found by axe and by the eye to be in order`, async (stage) => {
    const { page } = stage
    await page.call('Settings.Save', { ...looks, theme })
    await sample(stage)
    await read(page, 'Entrevista a gestora local')
    await page.screenshot('workspace')
    expect(await page.axe()).toEqual([])
    await page.click({ css: '.cm-line:nth-of-type(9)' })
    await page.press('s')
    await page.find({ role: 'toolbar', name: 'Code these words' })
    await page.screenshot('workspace-selection')
    await page.press('Enter')
    await page.type('coord')
    await page.find({ role: 'option', pattern: '^Coordination mechanisms' })
    await page.screenshot('workspace-palette')
    expect(await page.axe('[role=dialog]'), 'palette').toEqual([])
    await page.press('Escape')
    await page.gone({ role: 'combobox' })
    await inText(page)
    await page.press('Escape')
    await page.press('j')
    await page.find({ role: 'article' })
    await page.screenshot('workspace-coding')
    await page.press('Control+k')
    await page.find({ role: 'dialog', name: 'All commands' })
    await page.screenshot('commands')
    expect(await page.axe('[role=dialog]'), 'commands').toEqual([])
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
    await page.resize(1024, 720)
    await page.screenshot('workspace')
    // The side lies over the text in a narrow window, and is there when it is asked for.
    await page.press('Alt+1')
    await page.find({ role: 'tab', name: 'Here' })
    await settle(page)
    await page.screenshot('workspace-side')
    expect(await page.axe(), 'narrow').toEqual([])
  }, browsers)
}

scenario('the panes keep the widths that they were given, whatever form the window takes', async (stage) => {
  const { page, program } = stage
  await sample(stage)
  const widths = () =>
    page.run(() =>
      Object.fromEntries(
        ['documents', 'side'].map((region) => {
          const e = document.querySelector<HTMLElement>(`[data-region="${region}"]`)
          const box = e?.getBoundingClientRect()
          return [region, box && e ? { left: Math.round(box.left), width: Math.round(box.width), inert: e.closest('[inert]') !== null } : null]
        }),
      ),
    )
  const stands = (what: string, wanted: unknown) =>
    until(what, async () => {
      const now = JSON.stringify(await widths())
      if (now !== JSON.stringify(wanted)) throw new Error(`${now} instead of ${JSON.stringify(wanted)}`)
      return true
    })
  const isHidden = async (region: string) => page.run((r) => document.querySelector(`[data-region="${r}"]`)?.closest('[inert]') !== null, region)

  // At first, and after the window was narrow for a while.
  await until('the panes', async () => (await widths())['side']?.width)
  const first = await widths()
  expect(first).toMatchObject({ documents: { left: 80, inert: false }, side: { inert: false } })
  for (const [w, h] of [[1024, 760], [width, height], [1090, 800], [width, height]] as const) {
    await page.resize(w, h)
    await settle(page)
    if (w === width) await stands('the panes as they were', first)
    else expect(await isHidden('side'), 'hidden in a narrow window').toBe(true)
  }

  // A border that is dragged by keys is remembered; so is a pane that is hidden.
  await page.run(() => {
    document.querySelector<HTMLElement>('[role=separator][aria-orientation=vertical]')?.focus()
  })
  await page.press('ArrowRight')
  await until('a wider left pane', async () => ((await widths())['documents']?.width ?? 0) > (first['documents']?.width ?? 0))
  const wider = await widths()
  await page.resize(1024, 760)
  await settle(page)
  await page.resize(width, height)
  await settle(page)
  await stands('the wider pane', wider)
  await page.press('Control+j')
  await until('the side to be hidden', () => isHidden('side'))
  await page.resize(1024, 760)
  await settle(page)
  await page.resize(width, height)
  await settle(page)
  expect(await isHidden('side')).toBe(true)
  await page.press('Control+j')
  await stands('the side again', wider)
  await page.press('Control+b')
  await until('the left to be hidden', () => isHidden('documents'))
  await page.press('Control+b')
  await stands('the left again', wider)
  await page.screenshot('workspace-arranged')

  // And the next day.
  await until('the widths to be kept', async () => ((await page.call('Settings.Layout')) as { left: number }).left === wider['documents']?.width)
  const tomorrow = await stage.restart(join(program.home, 'Sample.articula'))
  await tomorrow.page.find({ css: '.cm-content' })
  await until('the widths of yesterday', () =>
    tomorrow.page.run((w) => Math.round(document.querySelector('[data-region="documents"]')?.getBoundingClientRect().width ?? 0) === w, wider['documents']?.width ?? 0),
  )
})

scenario('what a document is stands above it; its codings are gone through by their density, and those of others are hidden and said to be', async (stage) => {
  const { page } = stage
  await sample(stage)
  // The attributes of a document are among what is known of it.
  const attributes = async (id: string) => ((await page.call('Documents.View', id)) as unknown as { attributes: { name: string; value: string }[] }).attributes.filter((a) => a.value !== '')
  for (const d of (await page.call('Documents.List', false)) as { id: string; title: string }[]) {
    const has = await attributes(d.id)
    if (has.length === 0) continue
    await page.click({ role: 'row', pattern: d.title.replace(/[()]/g, '.') })
    await page.find({ role: 'heading', name: d.title })
    await page.click({ role: 'button', name: 'About this document' })
    await page.wait('its attributes', (names) => names.every((n) => [...document.querySelectorAll('[role=dialog] dl > div')].some((row) => row.querySelector('dt')?.textContent === n && row.querySelector('dd')?.textContent !== '')), has.map((a) => a.name))
    await settle(page)
    await page.screenshot('about-attributes')
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
    break
  }
  await page.find({ css: '.cm-line' })
  await read(page, 'Entrevista a gestora local')
  await page.click({ role: 'button', name: 'About this document' })
  await page.find({ role: 'dialog', name: 'About this document' })
  await page.wait('what is known of it', () => document.querySelectorAll('[role=dialog] dl > div').length >= 4)
  await settle(page)
  await page.screenshot('about-document')
  expect(await page.axe('[role=dialog]')).toEqual([])
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // The bar of the whole document is a slider, for the hand and for keys.
  const place = () => page.run(() => Number(document.querySelector('[role=slider][aria-label="Position in the document"]')?.getAttribute('aria-valuenow')))
  const bar = await page.atRest('the bar', () => page.run(() => ((b) => b && { x: b.left + b.width / 2, top: b.top, height: b.height })(document.querySelector('[role=slider][aria-label="Position in the document"]')?.getBoundingClientRect())))
  await page.clickAt({ x: bar.x, y: bar.top + bar.height * 0.7 })
  await until('a place far down', async () => (await place()) > 40)
  await page.run(() => { document.querySelector<HTMLElement>('[role=slider][aria-label="Position in the document"]')?.focus() })
  await page.press('Home')
  await until('the beginning', async () => (await place()) === 0)

  // Only one's own codings: how many of others are hidden is said, and a press brings them back.
  const stripes = () => page.run(() => document.querySelectorAll('.a-stripe:not([hidden])').length)
  const all = await until('the stripes', async () => (await stripes()) || undefined)
  await page.click({ role: 'button', name: 'Which codings are shown' })
  await page.click({ css: '[role=dialog] section[aria-label=Coders] label', pattern: '^Coder A' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.find({ role: 'button', pattern: '^\\d+ codings by other coders hidden$' })
  await until('fewer stripes', async () => (await stripes()) < all)
  await page.screenshot('others-hidden')
  await page.click({ role: 'button', pattern: 'by other coders hidden$' })
  await until('all of them', async () => (await stripes()) === all)

  // Only those of one round: what others hold is hidden, and how many those are is said.
  const rounds = ((await page.call('Projects.Info')) as unknown as { rounds: { label: string }[] }).rounds.map((r) => r.label)
  const held = async (where: string) =>
    ((await page.call('Retrieval.Segments', { where, order: '', context: 0, offset: 0, limit: 5000, consensus: false })) as unknown as { segments: { document: { title: string } }[] }).segments.filter((s) => s.document.title.startsWith('Entrevista a gestora local')).length
  expect(rounds).toHaveLength(2)
  for (const round of rounds) {
    const left = (await held('')) - (await held(`round="${round}"`))
    expect(left).toBeGreaterThan(0)
    await page.click({ role: 'button', name: 'Which codings are shown' })
    await page.click({ css: '[role=dialog] section[aria-label=Rounds] label', pattern: `^${round}` })
    await page.find({ role: 'button', pattern: `^${String(left)} codings ` })
    await until(`the stripes of ${round}`, async () => (await stripes()) < all)
    await page.click({ role: 'button', name: 'Show all codings' })
    await until('all of them again', async () => (await stripes()) === all)
    await page.press('Escape')
    await page.gone({ role: 'dialog' })
  }
}, browsers)
