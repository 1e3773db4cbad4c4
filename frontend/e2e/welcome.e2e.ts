import { expect } from 'vitest'
import { openChromium } from './driver/chromium'
import { Page } from './driver/page'
import { startForBrowser } from './driver/program'
import { browsers } from './driver/engine'
import { newProject } from './driver/project'
import { scenario } from './driver/scenario'
import { openWebKit } from './driver/webkit'

async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.click({ role: 'button', pattern: `${list}$` })
  await page.click({ role: 'option', name: option })
  await page.gone({ role: 'listbox' })
}

scenario('the first screen is there, in each theme, and axe finds nothing wrong with it', async ({ page }) => {
  await page.find({ role: 'heading', name: 'Articula' })
  await page.find({ role: 'button', pattern: '^New project' })
  await page.find({ role: 'region', name: 'Recent projects' })
  expect(await page.axe()).toEqual([])
  for (const theme of ['Light', 'Dark', 'High contrast']) {
    await choose(page, 'Colours', theme)
    expect(await page.axe(), theme).toEqual([])
    for (const width of [1280, 1024]) {
      await page.resize(width, 760)
      await page.screenshot('welcome')
    }
    await page.resize(1280, 860)
  }
})

scenario('language, size and spacing are kept for the next day', async (today) => {
  const { page } = today
  await choose(page, 'Language', 'Español')
  await page.find({ role: 'button', pattern: '^Proyecto nuevo' })
  await choose(page, 'Espaciado', 'Amplio')
  await page.find({ role: 'slider', name: 'Tamaño de la interfaz' })
  await page.click({ css: '[class*=thumb]' })
  for (let i = 0; i < 3; i++) await page.press('ArrowRight')
  await page.wait('the larger size', () => Math.round(10 * parseFloat(getComputedStyle(document.documentElement).fontSize)) === 208)
  expect(await page.axe()).toEqual([])
  await page.screenshot('welcome-es-130')

  const tomorrow = (await today.restart()).page
  await tomorrow.find({ role: 'button', pattern: '^Proyecto nuevo' })
  const kept = await tomorrow.run(() => {
    const root = document.documentElement
    return [root.lang, root.dataset['density'], Math.round(10 * parseFloat(getComputedStyle(root).fontSize))]
  })
  expect(kept).toEqual(['es', 'roomy', 208])
})

scenario('every language and twice the size leave nothing cut off or out of reach', async ({ page }) => {
  for (const language of ['Español', 'Français', 'Português', 'English']) {
    await choose(page, '(Language|Idioma|Langue)', language)
    await page.call('Settings.Save', { language: { Español: 'es', Français: 'fr', Português: 'pt', English: 'en' }[language] ?? '', theme: 'light', density: 'comfortable', scale: 200, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
    await page.wait('twice the size', () => getComputedStyle(document.documentElement).fontSize === '32px')
    const cut = await page.run(() =>
      [...document.querySelectorAll('main button, main h1, main h2, main p, main label')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).textOverflow !== 'ellipsis' && getComputedStyle(e).overflow !== 'visible')
        .map((e) => e.textContent),
    )
    expect(cut).toEqual([])
    const sideways = await page.run(() => {
      const main = document.querySelector('main')
      return main ? main.scrollWidth - main.clientWidth : 0
    })
    expect(sideways).toBeLessThanOrEqual(0)
    expect(await page.axe(), language).toEqual([])
    await page.screenshot(`welcome-${language}-200`)
    await page.call('Settings.Save', { language: '', theme: 'light', density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
    await page.wait('the usual size', () => getComputedStyle(document.documentElement).fontSize === '16px')
  }
}, browsers)

scenario('the first screen can be used by keyboard alone', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Study`])
  await page.press('Tab')
  const focused = await page.run(() => document.activeElement?.textContent)
  expect(focused).toMatch(/^New project/)
  await page.press('Enter')
  await page.find({ role: 'dialog', name: 'New project' })
  await page.type('Study of coordination')
  await page.press('Enter')
  await page.find({ role: 'navigation', name: 'Documents' })
})

scenario('a new project asks for what it starts with, in both themes', async ({ page, program }) => {
  await page.click({ role: 'button', pattern: '^New project' })
  await page.find({ role: 'dialog', name: 'New project' })
  for (const theme of ['light', 'dark']) {
    await page.call('Settings.Save', { language: 'en', theme, density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
    await page.wait('the theme', (t) => document.documentElement.dataset['theme'] === t, theme)
    expect(await page.axe(), theme).toEqual([])
    await page.screenshot('new-project')
  }
  await page.press('Enter')
  await page.find({ css: '[slot=errorMessage]' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ role: 'navigation', name: 'Documents' })
})

scenario('a project that another window has open is opened for reading', async ({ page, program }) => {
  await newProject(page, `${program.home}/Study`, 'Study')
  await page.find({ role: 'navigation', name: 'Documents' })
  const other = await startForBrowser(program.home)
  const engine = page.name === 'webkit' ? await openWebKit(1024, 760) : await openChromium(1024, 760)
  try {
    await engine.load(other.url)
    const second = new Page(engine, page.name, 1024)
    await second.click({ role: 'button', pattern: '^Study' })
    await second.find({ role: 'alertdialog', name: 'Study.articula is in use' })
    expect(await second.axe()).toEqual([])
    await second.screenshot('in-use')
    await second.click({ role: 'button', name: 'Open for reading' })
    await second.find({ role: 'navigation', name: 'Documents' })
    expect(((await second.call('Projects.Info')) as { read_only: boolean }).read_only).toBe(true)
  } finally {
    await engine.close()
    await other.stop()
  }
}, browsers)

scenario('the appearance page shows every token, and a long text under the content policy', async ({ page }) => {
  for (const theme of ['light', 'dark', 'contrast']) {
    await page.call('Settings.Save', { language: 'en', theme, density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
    await page.wait('the theme', (t) => document.documentElement.dataset['theme'] === t, theme)
    await page.run(() => {
      location.hash = '#gallery'
    })
    await page.find({ role: 'heading', name: 'Appearance' })
    await page.find({ role: 'textbox', name: 'Reading text' })
    const face = await page.run(() => getComputedStyle(document.querySelector('.cm-scroller') as Element).fontFamily)
    expect(face).toContain('Source Serif 4')
    expect(await page.axe(), theme).toEqual([])
    await page.screenshot('appearance')
    await page.run(() => {
      location.hash = ''
    })
    await page.click({ role: 'button', name: 'Back' })
    await page.find({ role: 'heading', name: 'Articula' })
  }
})
