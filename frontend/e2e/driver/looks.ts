import { expect } from 'vitest'
import type { Page } from './page'
import { height, width } from './sizes'
import { sleep } from './wait'

/** Has the window in a language and a theme, and everything else as it is at first. */
export async function prefer(page: Page, { language = 'en', theme = 'light' }: { language?: string; theme?: string }): Promise<void> {
  const now = (await page.call('Settings.Get')) as Record<string, string | number | boolean>
  await page.call('Settings.Save', { ...now, language, theme })
  await page.wait('the language and theme', (l, t) => document.documentElement.dataset['theme'] === t && document.documentElement.lang === l, language, theme)
}

/** Waits until what opens or fades has done so. */
export async function settle(page: Page): Promise<void> {
  await page.wait('the page to stand still', () => document.getAnimations().every((a) => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity))
  await sleep(50)
}

/** Cells of tables that are seen and do not hold what stands in them: it lies over what is beside them. */
function overflowing(): string[] {
  return [...document.querySelectorAll('td, th, [role=cell], [role=gridcell]')].flatMap((c) =>
    c.getClientRects().length > 0 && getComputedStyle(c).overflowX === 'visible' && c.scrollWidth > c.clientWidth + 2 ? [`${String(c.clientWidth)} of ${String(c.scrollWidth)} px: ${(c.textContent ?? '').slice(0, 60)}`] : [],
  )
}

/** Looks at the page as it is in both themes, and in a narrow window too: axe finds nothing, cells hold what is in them, and pictures are taken. */
export async function themes(page: Page, name: string): Promise<void> {
  // What opened over the page hides the rest of it, and belongs to no region of it.
  const over = await page.run(() => [...document.querySelectorAll('[role=dialog]')].some((d) => d.getClientRects().length > 0))
  for (const theme of ['dark', 'light']) {
    await prefer(page, { theme })
    await settle(page)
    expect(await page.axe(over ? '[role=dialog]' : undefined), theme).toEqual([])
    expect(await page.run(overflowing), theme).toEqual([])
    await page.screenshot(name)
  }
  // In a narrow window what stands beside the text lies over it; where the picture is of that, it is opened.
  const beside = await page.run(() => !document.querySelector('[data-region=side]')?.hasAttribute('inert'))
  await page.resize(1024, 760)
  const open = await page.run(() => {
    const side = document.querySelector('[data-region=side]')
    return side !== null && !side.hasAttribute('inert')
  })
  const turn = beside && !open && !over
  if (turn) await page.press('Control+j')
  await settle(page)
  expect(await page.axe(over ? '[role=dialog]' : undefined), 'narrow').toEqual([])
  expect(await page.run(overflowing), 'narrow').toEqual([])
  await page.screenshot(name)
  if (turn) await page.press('Control+j')
  await page.resize(width, height)
  await settle(page)
}
