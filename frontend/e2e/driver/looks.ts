import { expect } from 'vitest'
import type { Page } from './page'
import { height, width } from './sizes'
import { sleep } from './wait'

const set = async (page: Page, theme: string) => {
  await page.call('Settings.Save', { language: 'en', theme, density: 'comfortable', scale: 100, reading: 18, face: 'serif' })
  await page.wait('the theme', (t) => document.documentElement.dataset['theme'] === t, theme)
}

/** Waits until what opens or fades has done so. */
export async function settle(page: Page): Promise<void> {
  await page.wait('the page to stand still', () => document.getAnimations().every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity))
  await sleep(50)
}

/** Looks at the page as it is in both themes and two widths: axe finds nothing, and pictures are taken. */
export async function themes(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light']) {
    await set(page, theme)
    await settle(page)
    expect((await page.axe()).filter((v) => !/^(page-has-heading-one|region) /.test(v)), theme).toEqual([])
    await page.screenshot(name)
  }
  await page.resize(1024, 760)
  await settle(page)
  await page.screenshot(name)
  await page.resize(width, height)
}
