import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { openChromium } from '../driver/chromium'
import { browsers } from '../driver/engine'
import { Page } from '../driver/page'
import { newHome, remove, startForBrowser } from '../driver/program'
import { openWebKit } from '../driver/webkit'

/**
 * Measures how a long document is read, and prints the figures: 1.5 million characters
 * with 5,000 codings, in Chromium and WebKitGTK, with the real program behind the page.
 * It asserts nothing: machines differ. Run it by `npm --prefix frontend run bench`.
 */
const characters = 1_500_000
const codings = 5000
const codes = 50

/** A text of many lengths of paragraphs, scripts and signs; always the same. */
function longText(): string {
  let seed = 7
  const random = (n: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed % n
  }
  const words = ['coordination', 'entre', 'el municipio', 'y los hogares', 'programme', 'budget', 'mesa', '👩‍👩‍👧', 'acción', 'señal', 'שלום', 'العربية', '한국', 'decides', 'together', 'local', 'manager']
  const parts: string[] = []
  let length = 0
  while (length < characters) {
    const n = random(40) === 0 ? 2500 : 20 + random(160)
    const paragraph = `${Array.from({ length: n }, () => words[random(words.length)]).join(' ')}.\n\n`
    parts.push(paragraph)
    length += paragraph.length
  }
  return parts.join('')
}

const percentile = (list: number[], p: number) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor((list.length * p) / 100))] ?? 0
const ms = (n: number) => `${n.toFixed(1)} ms`

async function measure(name: 'chromium' | 'webkit'): Promise<void> {
  const home = newHome()
  const file = join(home, 'long.txt')
  writeFileSync(file, longText())
  const small = join(home, 'short.txt')
  writeFileSync(small, 'A short document.\n')
  const program = await startForBrowser(home)
  const engine = name === 'webkit' ? await openWebKit(1280, 860) : await openChromium(1280, 860)
  try {
    await engine.load(program.url)
    const page = new Page(engine, name, 1280)
    await page.find({ role: 'main' })
    const project = join(home, 'Long.articula')
    await page.call('Probe.NextFiles', [project])
    const [chosen] = (await page.call('Files.ChooseNewProject', { title: '', type: '', name: 'Long' })) as { token: string }[]
    await page.call('Projects.Create', chosen?.token ?? '', { title: 'Long', description: '', lang: '', codebook: 'none', coder: 'A' })
    await page.call('Probe.NextFiles', [file, small])
    const chosenFiles = (await page.call('Files.ChooseDocuments', { title: '', type: '', name: '' })) as { token: string }[]
    await page.call('Documents.Import', { tokens: chosenFiles.map((c) => c.token), kind: '', lang: 'es', encoding: '', case: '', keep_running: true })
    let id = ''
    for (let i = 0; i < 400 && id === ''; i++) {
      const list = (await page.call('Documents.List', false)) as { id: string; characters: number }[]
      id = list.length < 2 ? '' : (list.find((d) => d.characters > 1000)?.id ?? '')
      await new Promise((r) => setTimeout(r, 100))
    }
    const total = Math.max(...((await page.call('Documents.List', false)) as { characters: number }[]).map((d) => d.characters))
    const tree: string[] = []
    for (let i = 0; i < codes; i++) {
      const made = (await page.call('Codes.Add', { name: `Code ${String(i)}`, parent: '', after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' })) as { id: string }
      tree.push(made.id)
    }
    // Each place has a few codes, as coders lay them: 1,250 places of four.
    for (let i = 0; i < codings / 4; i++) {
      const start = Math.floor((i * (total - 900)) / (codings / 4))
      const length = 40 + ((i * 97) % 800)
      const list = [0, 1, 2, 3].map((k) => tree[(i * 7 + k * 11) % codes] ?? '')
      await page
        .call('Codings.Add', { document: id, span: { start, end: start + length }, codes: list, round: '', facets: [], memo: '', weight: 0, overlap: 'separate' })
        .catch(() => null)
    }
    await page.call('Projects.Close')
    await engine.load(program.url)
    await page.find({ role: 'main' })
    // From the press of the hand to the frame that shows it.
    const shown = async (press: () => Promise<void>) => {
      await page.run(() => {
        const w = window as unknown as { shown: Promise<{ text: number; stripes: number }> }
        const from = { at: 0 }
        addEventListener('pointerdown', () => { from.at = performance.now() }, { capture: true, once: true })
        w.shown = new Promise((done) => {
          let text = 0
          const look = () => {
            const since = performance.now() - from.at
            const long = (document.querySelector('.cm-content')?.getAttribute('aria-label') ?? '').startsWith('long')
            if (from.at > 0 && text === 0 && long && document.querySelector('.cm-line') !== null) text = since
            if (text > 0 && (document.querySelector('.a-stripe:not([hidden])') !== null || since > 20_000)) done({ text, stripes: since })
            else requestAnimationFrame(look)
          }
          look()
        })
      })
      await press()
      return page.run(() => (window as unknown as { shown: Promise<{ text: number; stripes: number }> }).shown)
    }
    const first = await shown(() => page.click({ role: 'button', pattern: '^Long' }))
    process.stdout.write(`${name}: project opened to the first text ${ms(first.text)}, to the first stripes ${ms(first.stripes)}\n`)
    await page.click({ role: 'row', pattern: 'short' })
    await page.wait('the short document', () => document.querySelector('.cm-content')?.getAttribute('aria-label')?.startsWith('short'))
    const again = await shown(() => page.click({ role: 'row', pattern: 'long' }))
    process.stdout.write(`${name}: document shown again: text ${ms(again.text)}, stripes ${ms(again.stripes)}\n`)
    const frames = async (step: number) =>
      page.run(async (by: number) => {
        const scroller = document.querySelector('.cm-scroller')
        if (!scroller) return []
        const out: number[] = []
        let last = performance.now()
        for (let i = 0; i < 240; i++) {
          scroller.scrollTop += by
          await new Promise((r) => requestAnimationFrame(r))
          const now = performance.now()
          out.push(now - last)
          last = now
        }
        return out
      }, step)
    for (const [label, step] of [['reading, 60 px a frame', 60], ['fast, 400 px a frame', 400]] as const) {
      const list = await frames(step)
      const within = (list.filter((f) => f <= 33.4).length / list.length) * 100
      process.stdout.write(`${name}: scrolling ${label}: p50 ${ms(percentile(list, 50))}, p95 ${ms(percentile(list, 95))}, ${within.toFixed(1)} % within 33 ms\n`)
    }
    // Coding by the digit of the code used last: from the key to the stripe on the screen.
    await page.press('Control+e')
    await page.press('s')
    await page.press('Enter')
    // A code of its own: one that lies on the neighbouring words asks whether it is meant to grow.
    await page.type('Coded now')
    await page.press('Enter')
    await page.find({ css: 'footer p[aria-live]', pattern: '^Coded' })
    await page.press('Escape')
    const coded: number[] = []
    for (let i = 0; i < 12; i++) {
      // The next words that bear no code: the same code never lies beside itself.
      await page.press('Shift+j')
      await page.run(() => {
        const w = window as unknown as { painted: Promise<number> }
        const from = { at: 0 }
        addEventListener('keydown', () => { from.at = performance.now() }, { capture: true, once: true })
        w.painted = new Promise((done) => {
          const look = () => {
            if (from.at > 0 && document.querySelector('.a-stripe.a-on:not([hidden])') !== null) {
              requestAnimationFrame(() => { done(performance.now() - from.at) })
            } else if (from.at > 0 && performance.now() - from.at > 3000) done(-1)
            else requestAnimationFrame(look)
          }
          look()
        })
      })
      await page.press('1')
      const took = await page.run(() => (window as unknown as { painted: Promise<number> }).painted)
      coded.push(took < 0 ? 3000 : took)
      await page.press('Escape')
    }
    process.stdout.write(`${name}: a coding from the key to the paint: p50 ${ms(percentile(coded, 50))}, p95 ${ms(percentile(coded, 95))} of ${String(coded.length)}\n`)
  } finally {
    await engine.close()
    await program.stop()
    remove(home)
  }
}

test.each(browsers.filter((e) => (process.env['E2E_ENGINES'] ?? 'chromium,webkit').includes(e)))('a long document in %s', measure)
