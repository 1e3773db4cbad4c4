import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { browsers } from '../driver/engine'
import { newHome, remove } from '../driver/program'
import { Bench, type Browser, newCode, newCodings } from './figures'

/**
 * Measures long lists, and prints the figures beside what is wanted of them: a project of
 * 2,000 documents and 2,000 codes is opened, its code tree filtered, and 10,000 coded
 * passages scrolled, in Chromium and WebKitGTK. It asserts nothing: machines differ. Run it
 * by `npm --prefix frontend run bench`.
 */
const documents = 2000
const groups = 50
const codesEach = 39
const passages = 10_000
const times = 7
const engines = browsers.filter((e) => (process.env['E2E_ENGINES'] ?? 'chromium,webkit').includes(e))

const home = newHome()

beforeAll(async () => {
  const [first] = engines
  if (!first) return
  const files = Array.from({ length: documents }, (_, i) => {
    const file = join(home, `Document ${String(i)}.txt`)
    writeFileSync(file, Array.from({ length: 6 }, (_p, k) => `Paragraph ${String(k)} of document ${String(i)} tells how the programmes work together in district ${String(i * 7 + k)}.\n`).join('\n'))
    return file
  })
  const bench = await Bench.start(first, home)
  try {
    const list = await bench.project(join(home, 'Lists.articula'), 'Lists', files)
    const above = (await bench.calls(Array.from({ length: groups }, (_, g) => newCode(`Group ${String(g)}`)))) as { id: string }[]
    const codes = (await bench.calls(
      Array.from({ length: groups * codesEach }, (_, i) => newCode(`Code ${String(i)}`, above[Math.floor(i / codesEach)]?.id)),
    )) as { id: string }[]
    await bench.calls(
      Array.from({ length: passages / 5 }, (_, i) =>
        newCodings(list[i % documents]?.id ?? '', 0, 40, [0, 1, 2, 3, 4].map((k) => codes[(i * 5 + k) % codes.length]?.id ?? '')),
      ),
    )
    await bench.page.call('Projects.Close')
  } finally {
    await bench.stop()
  }
}, 900_000)

afterAll(() => {
  remove(home)
})

/** From the key to the frame that shows what fits, and how much of that the page worked. */
interface Filtered {
  frame: number
  work: number
}

// Runs in the page.
function listening(words: string): void {
  const { port1, port2 } = new MessageChannel()
  ;(window as unknown as { filtered: Promise<Filtered> }).filtered = new Promise((done) => {
    addEventListener('keydown', () => {
      const key = performance.now()
      let [work, began] = [0, key]
      // The key and what it changes are one task; each frame that follows is another. What the page
      // does between them, it does in tasks that this cannot see, and a long one is a slow frame.
      const frame = () => {
        requestAnimationFrame(() => {
          began = performance.now()
          port2.postMessage(0)
        })
      }
      port1.onmessage = () => {
        const now = performance.now()
        work += now - began
        if ([...document.querySelectorAll('[data-region=codes] [role=row]')].some((e) => e.textContent.includes(words)) || now - key > 20_000) done({ frame: now - key, work })
        else frame()
      }
      port2.postMessage(0)
    }, { capture: true, once: true })
  })
}

async function measure(name: Browser): Promise<void> {
  const bench = await Bench.start(name, home)
  const { page } = bench
  try {
    bench.frames('frames of a page in which nothing happens', await bench.scroll('body', 0))
    const [rows, tree]: number[][] = [[], []]
    for (let i = 0; i < times; i++) {
      const open = () => page.click({ role: 'button', pattern: '^Lists' })
      rows?.push(await bench.until('pointerup', open, '[data-region=documents] [role=row]', 'Document'))
      await page.call('Projects.Close')
      await bench.welcome()
      tree?.push(await bench.until('pointerup', open, '[data-region=codes] [role=row]', 'Group'))
      await page.find({ css: '.cm-line' })
      if (i === times - 1) break
      await page.call('Projects.Close')
      await bench.welcome()
    }
    bench.times(`a project of ${String(documents)} documents pressed, to its documents`, rows ?? [], { ms: 1000 })
    bench.times(`the same, to its ${String(groups * (codesEach + 1))} codes`, tree ?? [], { ms: 1000 })

    const filtered: Filtered[] = []
    await page.click({ role: 'searchbox', name: 'Filter codes' })
    for (const n of [1949, 1943, 1777, 1888, 1666, 1555, 1234, 1010, 777, 421, 1313, 1616]) {
      const word = `Code ${String(n)}`
      await page.type(word.slice(0, -1))
      await page.wait('what fits so far', () => document.querySelectorAll('[data-region=codes] [role=row]').length > 2)
      await page.run(listening, word)
      await page.type(word.slice(-1))
      filtered.push(await page.run(() => (window as unknown as { filtered: Promise<Filtered> }).filtered))
      await page.press('Escape')
    }
    bench.times('the code tree filtered, from the key to the paint', filtered.map((f) => f.frame))
    bench.times('the same, work of the page', filtered.map((f) => f.work), { ms: 16 })

    const shown = await bench.until('pointerup', () => page.click({ role: 'tab', name: 'Segments' }), '[role=feed] article', 'Document')
    bench.times(`${String(passages)} passages retrieved, to the first of them`, [shown])
    for (const [label, by] of [['reading, 30 px a frame', 30], ['fast, 120 px a frame', 120]] as const) {
      const list: number[] = []
      for (let i = 0; i < 3; i++) list.push(...(await bench.scroll(':has(> [role=feed])', by)))
      bench.frames(`scrolling them ${label}`, list, { percent: 95 })
    }
  } finally {
    await bench.stop()
  }
}

test.each(engines)('long lists in %s', measure)
