import { readFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Engine, EngineName, Point } from './engine'
import { findInPage, type Found, type Target } from './find'
import { screens } from './places'
import { until } from './wait'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A page in some engine, with what scenarios do to it. */
export class Page {
  readonly engine: Engine
  readonly name: EngineName
  #width: number

  constructor(engine: Engine, name: EngineName, width: number) {
    this.engine = engine
    this.name = name
    this.#width = width
  }

  /** Runs a function in the page. It sees its arguments and the page, nothing else. */
  async run<A extends unknown[], R>(work: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    return (await this.engine.evaluate(`(${work.toString()})(...${JSON.stringify(args)})`)) as Awaited<R>
  }

  /** Waits until the target is there, and gives it. */
  find(target: Target): Promise<Found> {
    return until(JSON.stringify(target), async () => (await this.run(findInPage, target)) ?? undefined)
  }

  async isThere(target: Target): Promise<boolean> {
    return (await this.run(findInPage, target)) !== null
  }

  async gone(target: Target): Promise<void> {
    await until(`${JSON.stringify(target)} to go`, async () => !(await this.isThere(target)))
  }

  /** Waits until the target can be clicked: enabled, on top, and no longer moving from frame to frame. */
  async ready(target: Target): Promise<Found> {
    const what = `${JSON.stringify(target)} to be ready`
    return until(what, async () => {
      const now = await this.atRest(what, async () => (await this.run(findInPage, target)) ?? undefined)
      return now.reachable && !now.disabled ? now : undefined
    })
  }

  /** What is measured in the page, once it is there and the same from frame to frame: what arrives late moves what lies below it. */
  async atRest<T>(what: string, measure: () => Promise<T | undefined>): Promise<T> {
    let last: string | undefined
    return until(`${what}, at rest`, async () => {
      await this.frames(2)
      const now = await measure()
      const still = now !== undefined && JSON.stringify(now) === last
      last = JSON.stringify(now)
      return still ? now : undefined
    })
  }

  /** Lets the page draw itself so many times: what it does after a change it does in the frames that follow. */
  private frames(n: number): Promise<void> {
    return this.run(async (left: number) => {
      for (; left > 0; left--) await new Promise(requestAnimationFrame)
    }, n)
  }

  /** Clicks where the target is, once it stays there with the pointer over it. */
  async click(target: Target): Promise<void> {
    for (;;) {
      const at = await this.ready(target)
      await this.engine.move(at)
      await this.frames(1)
      const now = await this.run(findInPage, target)
      if (now?.x !== at.x || now.y !== at.y) continue
      await this.engine.down()
      await this.engine.up()
      return
    }
  }

  /** Clicks into a field until the focus is in it: what came to stand above it meanwhile may have moved it away from the pointer. */
  async into(css: string): Promise<void> {
    await until(`the focus to be in ${css}`, async () => {
      await this.click({ css })
      return this.run((field: string) => document.activeElement?.matches(field) ?? false, css)
    })
  }

  async clickAt(at: Point): Promise<void> {
    await this.engine.move(at)
    await this.engine.down()
    await this.engine.up()
  }

  /** Asks for the menu of what is at a place, by the right button. */
  async menuAt(at: Point): Promise<void> {
    await this.engine.move(at)
    await this.engine.menu()
  }

  /** Presses a place so many times in a row. */
  async clickTimes(at: Point, times: number): Promise<void> {
    await this.engine.move(at)
    for (let nth = 1; nth <= times; nth++) {
      await this.engine.down(nth)
      await this.engine.up(nth)
    }
  }

  async doubleClick(target: Target): Promise<void> {
    await this.clickTimes(await this.ready(target), 2)
  }

  async hover(target: Target): Promise<void> {
    await this.engine.move(await this.ready(target))
  }

  async hoverAt(at: Point): Promise<void> {
    await this.engine.move(at)
  }

  /** Drags with the pointer, in steps, as a hand does. */
  async drag(from: Target | Point, to: Target | Point): Promise<void> {
    const a = 'x' in from ? from : await this.ready(from)
    const b = 'x' in to ? to : await this.find(to)
    await this.engine.move(a)
    await this.engine.down()
    for (let i = 1; i <= 8; i++) await this.engine.move({ x: a.x + ((b.x - a.x) * i) / 8, y: a.y + ((b.y - a.y) * i) / 8 })
    await this.engine.up()
  }

  /** Presses a chord: 'Control+k', 'Shift+Tab', 'Enter'. */
  press(chord: string): Promise<void> {
    return this.engine.keys(chord.split('+'))
  }

  type(text: string): Promise<void> {
    return this.engine.type(text)
  }

  async text(target: Target): Promise<string> {
    return (await this.find(target)).text
  }

  /** Waits until a function in the page gives something true. */
  async wait<A extends unknown[]>(what: string, ask: (...args: A) => unknown, ...args: A): Promise<void> {
    await until(what, async () => Boolean(await this.run(ask, ...args)))
  }

  async resize(width: number, height: number): Promise<void> {
    await this.engine.resize(width, height)
    this.#width = width
    await this.frames(6) // panes open and close after the page has its new size
  }

  /** Writes build/out/screens/<engine>/<name>-<theme>-<width>.png and gives the picture. */
  async screenshot(name: string): Promise<Buffer> {
    const theme = await this.run(() => document.documentElement.dataset['theme'] ?? 'system')
    const picture = await this.engine.screenshot()
    const file = join(screens, this.name, `${name}-${theme}-${String(this.#width)}.png`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, picture)
    return picture
  }

  /**
   * What axe finds wrong with the page, one line each; an empty list is wanted. While a
   * dialog hides the rest of the page, it alone is looked at.
   */
  async axe(within?: string): Promise<string[]> {
    await this.engine.evaluate(`(() => { if (!window.axe) { ${axeSource}\n } })()`)
    return this.run(async (part: string | null) => {
      interface Result {
        violations: { id: string; impact: string; nodes: { target: unknown[]; html: string; failureSummary: string }[] }[]
      }
      const { axe } = window as unknown as { axe: { run(context: object): Promise<Result> } }
      // What was said to screen readers by the name of something that may be gone is taken away seconds later.
      const { violations } = await axe.run({ include: [[part ?? 'html']], exclude: [['[data-live-announcer]']] })
      return violations.flatMap((v) => v.nodes.map((n) => `${v.id} (${v.impact}): ${n.target.join(' ')}: ${n.html.slice(0, 300)}: ${n.failureSummary}`))
    }, within ?? null)
  }

  /** Calls a bound method, "Probe.Count", around the screens, with the page's own secret. */
  async call(method: string, ...args: Json[]): Promise<Json> {
    return this.run(callInPage, method, args)
  }

  /** From now on a bound method answers the screens so many milliseconds after it has done its work, as a busy machine has it. */
  async answersLate(method: string, wait: number): Promise<void> {
    await this.run(answerLate, method, wait)
  }

  /** The failure that a call ends with, as the program sends it. */
  async failure(method: string, ...args: Json[]): Promise<Json> {
    const call = `(${callInPage.toString()})(${JSON.stringify(method)}, ${JSON.stringify(args)})`
    const message = await this.engine.evaluate(`${call}.then(() => '"it did not fail"', (e) => e.message)`)
    return JSON.parse(String(message)) as Json
  }
}

/** Runs in the page. */
function answerLate(method: string, wait: number): null {
  const { bridge } = (window as unknown as { go: { bridge: Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>> } }).go
  const [service = '', name = ''] = method.split('.')
  const bound = bridge[service]
  const now = bound?.[name]
  if (!bound || !now) throw new Error(`the program has no method ${method}`)
  bound[name] = (...args) => now(...args).finally(() => new Promise((done) => setTimeout(done, wait)))
  return null
}

/** Runs in the page. The meta element is written by builds for these tests only. */
async function callInPage(method: string, args: Json[]): Promise<Json> {
  const key = document.querySelector<HTMLMetaElement>('meta[name="articula-test-key"]')?.content ?? ''
  const [service = '', name = ''] = method.split('.')
  const { go } = window as unknown as { go: { bridge: Record<string, Record<string, (...a: unknown[]) => Promise<Json>>> } }
  const bound = go.bridge[service]?.[name]
  if (!bound) throw new Error(`no method ${method}`)
  return bound({ key, call: '' }, ...args)
}
