import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { settle } from './driver/looks'
import type { Page } from './driver/page'
import { scenario } from './driver/scenario'
import { height, width } from './driver/sizes'

const looks = { theme: 'light', density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true, patterns: true }

async function set(page: Page, language: string, part: Partial<typeof looks> = {}): Promise<void> {
  const wanted = { ...looks, ...part }
  await page.call('Settings.Save', { ...wanted, language })
  await page.wait('the looks', (l, t, s) => document.documentElement.lang === l && document.documentElement.dataset['theme'] === t && getComputedStyle(document.documentElement).fontSize === `${String(0.16 * s)}px`, language, wanted.theme, wanted.scale)
  await settle(page)
}

/** What is cut off without a sign: words in a box that is too narrow or too low for them and cannot be scrolled. */
const cut = (page: Page) =>
  page.run(() =>
    [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, h4, p, label, th, td, dt, dd, li, [role=tab], [role=columnheader], [role=rowheader], [role=gridcell], [role=option], [role=radio]')]
      .filter((e) => {
        if (e.getClientRects().length === 0 || e.closest('[inert], .hidden-text, .cm-editor, [aria-hidden=true]') !== null) return false
        const style = getComputedStyle(e)
        if (style.clipPath !== 'none') return false // heard only
        const hides = (o: string) => o === 'hidden' || o === 'clip'
        return (hides(style.overflowX) && style.textOverflow !== 'ellipsis' && e.scrollWidth > e.clientWidth + 1) || (hides(style.overflowY) && style.webkitLineClamp === 'none' && e.scrollHeight > e.clientHeight + 2)
      })
      .map((e) => `${e.tagName}.${e.className}: ${(e.textContent ?? '').slice(0, 60)}`),
  )

/** What lies outside of the window and can be scrolled to by nothing. */
const outside = (page: Page) =>
  page.run(() =>
    [...document.querySelectorAll<HTMLElement>('main button, main input, main textarea, main select, header button, footer button, nav button')]
      .filter((e) => {
        const b = e.getBoundingClientRect()
        if (b.width === 0 || e.closest('[inert], .hidden-text, .cm-editor, [aria-hidden=true]') !== null || getComputedStyle(e).opacity === '0') return false
        if (b.left >= -1 && b.right <= innerWidth + 1) return false
        for (let p = e.parentElement; p; p = p.parentElement) if (p.scrollWidth > p.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(p).overflowX)) return false
        return true
      })
      .map((e) => `${e.tagName}: ${e.getAttribute('aria-label') ?? e.textContent ?? ''}`),
  )

scenario('every area can be read in four languages, with much contrast, and at twice the size', async ({ page, program }) => {
  await page.call('Probe.NextFiles', [`${program.home}/Sample`])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.find({ css: '.cm-content' })
  const wrong: Record<string, unknown> = {}
  const note = (where: string, found: unknown[]) => {
    if (found.length > 0) wrong[where] = found
  }
  for (const [i, area] of ['reading', 'cases', 'actors', 'matrix', 'synthesis', 'coverage', 'review', 'sharing', 'reports'].entries()) {
    await page.press(`Control+${String(i + 1)}`)
    await page.wait(area, (n) => document.querySelectorAll('[role=radiogroup] [role=radio]')[n]?.getAttribute('aria-checked') === 'true', i)
    await page.wait('what it holds', () => document.querySelector('main [aria-busy=true]') === null && (document.querySelector('main')?.textContent ?? '').length > 100)
    for (const language of ['es', 'fr', 'pt']) {
      await set(page, language)
      note(`${area} ${language}`, [...(await cut(page)), ...(await outside(page))])
    }
    await set(page, 'es', { theme: 'contrast' })
    note(`${area} contrast`, await page.axe())
    await page.screenshot(`area-${area}`)
    await set(page, 'fr', { scale: 200 })
    note(`${area} 200`, [...(await cut(page)), ...(await outside(page)), ...(await page.axe())])
    await page.screenshot(`area-${area}-200`)
    await set(page, 'en')
  }
  await page.resize(width, height)
  expect(wrong).toEqual({})
}, browsers)
