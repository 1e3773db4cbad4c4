import { openChromium } from '../driver/chromium'
import type { Engine } from '../driver/engine'
import { Page } from '../driver/page'
import { type Running, startForBrowser } from '../driver/program'
import { openWebKit } from '../driver/webkit'

export type Browser = 'chromium' | 'webkit'

/** The smallest of a list for 0, the middle one for 50, that below which 95 of 100 lie for 95. */
export const percentile = (list: readonly number[], p: number) =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor((list.length * p) / 100))] ?? 0

/** What was wanted of something measured in milliseconds, or in percent of frames. */
export interface Bar {
  ms?: number
  percent?: number
}

const write = (text: string) => {
  process.stdout.write(`${text}\n`)
}

/** A program with a page in one engine, and the lines that are printed about it. */
export class Bench {
  readonly name: Browser
  readonly page: Page
  readonly program: Running
  readonly #engine: Engine

  private constructor(name: Browser, engine: Engine, program: Running) {
    this.name = name
    this.#engine = engine
    this.program = program
    this.page = new Page(engine, name, 1280)
  }

  /** Starts the program in a home, and shows its first screen. */
  static async start(name: Browser, home: string): Promise<Bench> {
    const program = await startForBrowser(home)
    const engine = name === 'webkit' ? await openWebKit(1280, 860) : await openChromium(1280, 860)
    const bench = new Bench(name, engine, program)
    await bench.welcome()
    return bench
  }

  /** The first screen, with nothing that was read before left in the page. */
  async welcome(): Promise<void> {
    await this.#engine.load(this.program.url)
    await this.page.find({ role: 'main' })
  }

  async stop(): Promise<void> {
    await this.#engine.close()
    await this.program.stop()
  }

  /** Prints times, and how the middle one stands to what was wanted. */
  times(what: string, list: readonly number[], { ms }: Bar = {}): void {
    const middle = percentile(list, 50)
    const bar = ms === undefined ? '' : `; wanted < ${String(ms)} ms: the median is ${(middle / ms).toFixed(2)} of it, ${middle < ms ? 'met' : 'NOT met'}`
    write(`${this.name}: ${what}: min ${percentile(list, 0).toFixed(0)}, median ${middle.toFixed(0)}, p95 ${percentile(list, 95).toFixed(0)} ms of ${String(list.length)}${bar}`)
  }

  /** Prints how long frames took, and the share of those that came within 33 ms. */
  frames(what: string, list: readonly number[], { percent }: Bar = {}): void {
    const within = (list.filter((f) => f <= 33.4).length / list.length) * 100
    const bar = percent === undefined ? '' : `; wanted ${String(percent)} %: ${within >= percent ? 'met' : 'NOT met'}`
    write(`${this.name}: ${what}: median ${percentile(list, 50).toFixed(1)}, p95 ${percentile(list, 95).toFixed(1)} ms, ${within.toFixed(1)} % within 33 ms of ${String(list.length)} frames${bar}`)
  }

  say(text: string): void {
    write(`${this.name}: ${text}`)
  }

  /**
   * From a key pressed or a pointer released to the end of the frame in which something is
   * there: an element with these words in what the selector finds.
   */
  async until(from: 'pointerup' | 'keydown', press: () => Promise<void>, css: string, words = ''): Promise<number> {
    await this.page.run(armed, from, css, words)
    await press()
    const took = await this.page.run(() => (window as unknown as Armed).shown)
    if (took < 0) throw new Error(`${css} ${words} did not come`)
    return took
  }

  /** How long each frame took while a box was scrolled so many pixels in each; 0 scrolls nothing. */
  scroll(css: string, by: number, frames = 240): Promise<number[]> {
    return this.page.run(scrolling, css, by, frames)
  }

  /** Calls of bound methods, many in one go: each is [method, arguments], and those that fail give null. */
  async calls(list: readonly (readonly [string, unknown[]])[]): Promise<unknown[]> {
    const out: unknown[] = []
    for (let i = 0; i < list.length; i += 100) out.push(...(await this.page.run(callAll, list.slice(i, i + 100) as [string, unknown[]][])))
    return out
  }

  /** A new project with these files, which then lies in the list of the first screen. */
  async project(path: string, title: string, files: readonly string[]): Promise<{ id: string; title: string; characters: number }[]> {
    const { page } = this
    await page.call('Probe.NextFiles', [path])
    const [chosen] = (await page.call('Files.ChooseNewProject', { title: '', type: '', name: title })) as { token: string }[]
    await page.call('Projects.Create', chosen?.token ?? '', { title, description: '', lang: '', codebook: 'none', coder: 'A' })
    await page.call('Probe.NextFiles', [...files])
    const tokens = (await page.call('Files.ChooseDocuments', { title: '', type: '', name: '' })) as { token: string }[]
    await page.call('Documents.Import', { tokens: tokens.map((c) => c.token), kind: '', lang: 'en', encoding: '', case: '', keep_running: true })
    for (;;) {
      const list = (await page.call('Documents.List', false)) as { id: string; title: string; characters: number }[]
      if (list.length >= files.length) return list
      await new Promise((r) => setTimeout(r, 200))
    }
  }
}

/** What it takes to make a code of this name below another. */
export const newCode = (name: string, parent = ''): [string, unknown[]] => [
  'Codes.Add',
  [{ name, parent, after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' }],
]

/** What it takes to code a passage, whatever lies there. */
export const newCodings = (document: string, start: number, end: number, codes: readonly string[]): [string, unknown[]] => [
  'Codings.Add',
  [{ document, span: { start, end }, codes: [...codes], round: '', facets: [], memo: '', weight: 0, overlap: 'separate' }],
]

interface Armed {
  shown: Promise<number>
}

// What follows runs in the page.

function armed(from: string, css: string, words: string): void {
  let at = 0
  addEventListener(from, () => { at = performance.now() }, { capture: true, once: true })
  const { port1, port2 } = new MessageChannel()
  ;(window as unknown as Armed).shown = new Promise((done) => {
    // After each frame has been painted, for the surface draws its stripes within the frame.
    const look = () => { requestAnimationFrame(() => { port2.postMessage(0) }) }
    port1.onmessage = () => {
      const since = performance.now() - at
      if (at > 0 && [...document.querySelectorAll(css)].some((e) => words === '' || e.textContent.includes(words))) done(since)
      else if (at > 0 && since > 20_000) done(-1)
      else look()
    }
    look()
  })
}

async function scrolling(css: string, by: number, frames: number): Promise<number[]> {
  const box = document.querySelector(css)
  if (!box) throw new Error(`nothing is ${css}`)
  const out: number[] = []
  const frame = () => new Promise<number>((done) => requestAnimationFrame(done))
  let last = await frame()
  for (let i = 0; i < frames; i++) {
    if (by > 0) box.scrollTop += by
    const now = await frame()
    out.push(now - last)
    last = now
  }
  return out
}

async function callAll(list: [string, unknown[]][]): Promise<unknown[]> {
  const key = document.querySelector<HTMLMetaElement>('meta[name="articula-test-key"]')?.content ?? ''
  const { go } = window as unknown as { go: { bridge: Record<string, Record<string, (...a: unknown[]) => Promise<unknown>>> } }
  const out: unknown[] = []
  for (const [method, args] of list) {
    const [service = '', name = ''] = method.split('.')
    out.push(await go.bridge[service]?.[name]?.({ key, call: '' }, ...args).catch(() => null))
  }
  return out
}
