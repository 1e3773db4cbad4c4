import { chromium as playwright } from 'playwright-core'
import type { Engine } from './engine'
import { chromium } from './places'

/** Chromium by way of Playwright. It must not look for anything on the network. */
export async function openChromium(width: number, height: number): Promise<Engine> {
  const browser = await playwright.launch({
    executablePath: chromium(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'en-US' })
  const page = await context.newPage()
  const errors: string[] = []
  // What the window library's own page script does wrong in builds for tests is not ours.
  const ours = (where: string) => !where.includes('/wails/ipc.js')
  page.on('console', (message) => {
    if (message.type() === 'error' && ours(message.location().url)) errors.push(message.text())
  })
  page.on('pageerror', (error) => {
    if (ours(error.stack ?? '')) errors.push(error.stack ?? String(error))
  })
  return {
    load: async (url) => {
      await page.goto(url)
    },
    evaluate: (expression) => page.evaluate(expression),
    move: ({ x, y }) => page.mouse.move(x, y),
    down: (nth = 1) => page.mouse.down({ clickCount: nth }),
    up: (nth = 1) => page.mouse.up({ clickCount: nth }),
    menu: async () => {
      await page.mouse.down({ button: 'right' })
      await page.mouse.up({ button: 'right' })
    },
    keys: (chord) => page.keyboard.press(chord.join('+')),
    type: (text) => page.keyboard.type(text),
    resize: (w, h) => page.setViewportSize({ width: w, height: h }),
    screenshot: () => page.screenshot(),
    errors: () => errors,
    expectError: (pattern, times) => {
      const meant = errors.filter((e) => pattern.test(e))
      if (meant.length !== times) throw new Error(`${String(meant.length)} errors like ${String(pattern)}, not ${String(times)}`)
      errors.splice(0, errors.length, ...errors.filter((e) => !pattern.test(e)))
    },
    close: () => browser.close(),
  }
}
