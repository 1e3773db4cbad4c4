import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { browsers } from '../driver/engine'
import { newHome, remove } from '../driver/program'
import { Bench, type Browser, newCode, newCodings } from './figures'

/**
 * Measures how a long document is read, and prints the figures beside what is wanted of
 * them: 1.5 million characters with 5,000 codings, in Chromium and WebKitGTK, with the real
 * program behind the page. It asserts nothing: machines differ. Run it by
 * `npm --prefix frontend run bench`.
 */
const characters = 1_500_000
const codings = 5000
const codes = 50
const times = 9
const engines = browsers.filter((e) => (process.env['E2E_ENGINES'] ?? 'chromium,webkit').includes(e))

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

const home = newHome()

beforeAll(async () => {
  const [first] = engines
  if (!first) return
  const files = [join(home, 'long.txt'), join(home, 'short.txt')] as const
  writeFileSync(files[0], longText())
  writeFileSync(files[1], 'A short document.\n')
  const bench = await Bench.start(first, home)
  try {
    const long = (await bench.project(join(home, 'Long.articula'), 'Long', files)).find((d) => d.title === 'long')
    if (!long) throw new Error('the long document did not come in')
    const made = (await bench.calls(Array.from({ length: codes }, (_, i) => newCode(`Code ${String(i)}`)))) as { id: string }[]
    // Each place has a few codes, as coders lay them: 1,250 places of four.
    await bench.calls(
      Array.from({ length: codings / 4 }, (_, i) => {
        const start = Math.floor((i * (long.characters - 900)) / (codings / 4))
        return newCodings(long.id, start, start + 40 + ((i * 97) % 800), [0, 1, 2, 3].map((k) => made[(i * 7 + k * 11) % codes]?.id ?? ''))
      }),
    )
    await bench.page.call('Projects.Close')
  } finally {
    await bench.stop()
  }
}, 600_000)

afterAll(() => {
  remove(home)
})

async function measure(name: Browser): Promise<void> {
  const bench = await Bench.start(name, home)
  const { page } = bench
  const text = '.cm-content[aria-label^="long"] .cm-line'
  const press = (what: 'long' | 'short') => page.click({ role: 'row', pattern: what })
  const short = async () => {
    await press('short')
    await page.wait('the short document', () => document.querySelector('.cm-content')?.getAttribute('aria-label')?.startsWith('short'))
  }
  try {
    // What the engine and the machine do by themselves just now.
    bench.frames('frames of a page in which nothing happens', await bench.scroll('body', 0))

    const [project, opened, again, stripes]: number[][] = [[], [], [], []]
    for (let i = 0; i < times; i++) {
      if (i > 0) await bench.welcome()
      // It begins with what was read last.
      project?.push(await bench.until('pointerup', () => page.click({ role: 'button', pattern: '^Long' }), '.cm-line'))
      if (i === 0) {
        await press('long')
        await page.find({ css: text })
      }
      await short()
      await page.call('Projects.Close')
      await bench.welcome()
      await page.click({ role: 'button', pattern: '^Long' })
      await page.find({ css: '.cm-content[aria-label^="short"]' })
      opened?.push(await bench.until('pointerup', () => press('long'), text))
      await short()
      again?.push(await bench.until('pointerup', () => press('long'), text))
      await short()
      stripes?.push(await bench.until('pointerup', () => press('long'), '.a-stripe'))
      await page.call('Projects.Close')
    }
    bench.times('a project pressed, to its text', project ?? [])
    bench.times('the document pressed for the first time, to its text', opened ?? [], { ms: 300 })
    bench.times('the document pressed again, to its text', again ?? [], { ms: 300 })
    bench.times('the document pressed again, to its stripes', stripes ?? [], { ms: 300 })

    await bench.welcome()
    await page.click({ role: 'button', pattern: '^Long' })
    await press('long')
    await page.find({ css: '.a-stripe' })
    bench.frames('frames of the text at rest', await bench.scroll('.cm-scroller', 0))
    for (const [label, by] of [['reading, 60 px a frame', 60], ['fast, 400 px a frame', 400]] as const) {
      const list: number[] = []
      for (let i = 0; i < 3; i++) list.push(...(await bench.scroll('.cm-scroller', by)))
      bench.frames(`scrolling ${label}`, list, { percent: 95 })
    }

    // Coding by the digit of the code used last: from the key to the stripe on the screen.
    await page.press('Control+e')
    await page.press('s')
    await page.press('Enter')
    // A code of its own: one that lies on the neighbouring words asks whether it is meant to grow.
    await page.type(`Coded in ${name}`)
    await page.press('Enter')
    await page.find({ css: 'footer p[aria-live]', pattern: '^Coded' })
    await page.press('Escape')
    const coded: number[] = []
    for (let i = 0; i < 24; i++) {
      // The next words that bear no code: the same code never lies beside itself.
      await page.press('Shift+j')
      await page.wait('nothing to be looked at', () => document.querySelector('.a-stripe.a-on') === null)
      // A person looks at the words before: what follows the coding before is then done.
      await new Promise((r) => setTimeout(r, 500))
      coded.push(await bench.until('keydown', () => page.press('1'), '.a-stripe.a-on'))
      await page.press('Escape')
    }
    bench.times('a coding from the key to the paint', coded, { ms: 50 })
  } finally {
    await bench.stop()
  }
}

test.each(engines)('a long document in %s', measure)
