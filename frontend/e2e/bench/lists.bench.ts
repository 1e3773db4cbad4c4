import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { openChromium } from '../driver/chromium'
import { browsers } from '../driver/engine'
import { Page } from '../driver/page'
import { newHome, remove, startForBrowser } from '../driver/program'
import { openWebKit } from '../driver/webkit'

/**
 * Measures long lists, and prints the figures: a project of 2,000 documents and 2,000
 * codes is opened, its code tree filtered, and 10,000 coded passages scrolled, in
 * Chromium and WebKitGTK. It asserts nothing: machines differ. Run it by
 * `npm --prefix frontend run bench`.
 */
const documents = 2000
const groups = 50
const codesEach = 39
const passages = 10_000

const percentile = (list: number[], p: number) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor((list.length * p) / 100))] ?? 0
const ms = (n: number) => `${n.toFixed(1)} ms`
const noCode = { after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' }

async function measure(name: 'chromium' | 'webkit'): Promise<void> {
  const home = newHome()
  const files = Array.from({ length: documents }, (_, i) => {
    const file = join(home, `Document ${String(i)}.txt`)
    writeFileSync(file, Array.from({ length: 6 }, (_p, k) => `Paragraph ${String(k)} of document ${String(i)} tells how the programmes work together in district ${String(i * 7 + k)}.\n`).join('\n'))
    return file
  })
  const program = await startForBrowser(home)
  const engine = name === 'webkit' ? await openWebKit(1280, 860) : await openChromium(1280, 860)
  const say = (text: string) => process.stdout.write(`${name}: ${text}\n`)
  try {
    await engine.load(program.url)
    const page = new Page(engine, name, 1280)
    await page.find({ role: 'main' })
    await page.call('Probe.NextFiles', [join(home, 'Lists.articula')])
    const [chosen] = (await page.call('Files.ChooseNewProject', { title: '', type: '', name: 'Lists' })) as { token: string }[]
    await page.call('Projects.Create', chosen?.token ?? '', { title: 'Lists', description: '', lang: '', codebook: 'none', coder: 'A' })
    await page.call('Probe.NextFiles', files)
    const tokens = (await page.call('Files.ChooseDocuments', { title: '', type: '', name: '' })) as { token: string }[]
    await page.call('Documents.Import', { tokens: tokens.map((c) => c.token), kind: '', lang: 'en', encoding: '', case: '', keep_running: true })
    const codes: string[] = []
    for (let g = 0; g < groups; g++) {
      const { id } = (await page.call('Codes.Add', { ...noCode, name: `Group ${String(g)}`, parent: '' })) as { id: string }
      for (let i = 0; i < codesEach; i++) {
        const made = (await page.call('Codes.Add', { ...noCode, name: `Code ${String(g * codesEach + i)}`, parent: id })) as { id: string }
        codes.push(made.id)
      }
    }
    let list: { id: string }[] = []
    while (list.length < documents) {
      await new Promise((r) => setTimeout(r, 200))
      list = (await page.call('Documents.List', false)) as { id: string }[]
    }
    for (let i = 0; i < passages / 5; i++) {
      const five = [0, 1, 2, 3, 4].map((k) => codes[(i * 5 + k) % codes.length] ?? '')
      await page.call('Codings.Add', { document: list[i % documents]?.id ?? '', span: { start: 0, end: 40 }, codes: five, round: '', facets: [], memo: '', weight: 0, overlap: 'separate' })
    }
    await page.call('Projects.Close')
    await engine.load(program.url)
    await page.find({ role: 'main' })

    /** From the press of a hand or key to the frame in which something is true. */
    const until = async (kind: 'pointerdown' | 'keydown', press: () => Promise<void>, css: string, words: string): Promise<number> => {
      await page.run(
        (event, selector, text) => {
          const w = window as unknown as { took: Promise<number> }
          let at = 0
          addEventListener(event, () => { at = performance.now() }, { capture: true, once: true })
          w.took = new Promise((done) => {
            const look = () => {
              const since = performance.now() - at
              if (at > 0 && [...document.querySelectorAll(selector)].some((e) => (e.textContent ?? '').includes(text))) done(since)
              else if (at > 0 && since > 20_000) done(since)
              else requestAnimationFrame(look)
            }
            look()
          })
        },
        kind,
        css,
        words,
      )
      await press()
      return page.run(() => (window as unknown as { took: Promise<number> }).took)
    }

    const opened = await until('pointerdown', () => page.click({ role: 'button', pattern: '^Lists' }), '[data-region=documents] [role=row]', 'Document')
    say(`a project of ${String(documents)} documents and ${String(codes.length + groups)} codes opened to its lists ${ms(opened)}`)
    await page.find({ css: '[data-region=codes] [role=row]' })
    // A letter in the filter of the code tree, until the tree shows what fits.
    const filtered: number[] = []
    await page.click({ role: 'searchbox', name: 'Filter codes' })
    for (const n of [1949, 1950 - 7, 1777, 1888, 1666, 1555]) {
      const word = `Code ${String(Math.min(n, codes.length - 1))}`
      await page.type(word.slice(0, -1))
      filtered.push(await until('keydown', () => page.type(word.slice(-1)), '[data-region=codes] [role=row]:nth-of-type(2), [data-region=codes] [role=row]', word))
      await page.press('Escape')
    }
    say(`the code tree filtered from the key to the frame: p50 ${ms(percentile(filtered, 50))}, p95 ${ms(percentile(filtered, 95))} of ${String(filtered.length)}`)

    const shown = await until('pointerdown', () => page.click({ role: 'tab', name: 'Segments' }), '[role=feed]', 'Document')
    say(`${String(passages)} passages retrieved and shown ${ms(shown)}`)
    const frames = await page.run(async () => {
      const feed = document.querySelector('[role=feed]')
      const scroller = feed && getComputedStyle(feed).overflowY !== 'visible' ? feed : feed?.parentElement
      if (!scroller) return []
      const out: number[] = []
      let last = performance.now()
      for (let i = 0; i < 240; i++) {
        scroller.scrollTop += 120
        await new Promise((r) => requestAnimationFrame(r))
        const now = performance.now()
        out.push(now - last)
        last = now
      }
      return out
    })
    const within = (frames.filter((f) => f <= 33.4).length / frames.length) * 100
    say(`scrolling them, 120 px a frame: p50 ${ms(percentile(frames, 50))}, p95 ${ms(percentile(frames, 95))}, ${within.toFixed(1)} % within 33 ms`)
  } finally {
    await engine.close()
    await program.stop()
    remove(home)
  }
}

test.each(browsers.filter((e) => (process.env['E2E_ENGINES'] ?? 'chromium,webkit').includes(e)))('long lists in %s', measure)
