import { afterEach, describe, expect, test } from 'vitest'
import { openChromium } from './chromium'
import { type EngineName, engineNames } from './engine'
import { Page } from './page'
import { newHome, remove, type Running, startForBrowser, startWindow } from './program'
import { height, width } from './sizes'
import { openToOthers } from './traces'
import { openWebKit } from './webkit'
import { openWindow, type WindowEngine } from './window'

export interface Stage {
  page: Page
  program: Running
  /** The real window, in scenarios that run in it alone. */
  window: WindowEngine
  /** Ends the program and starts it again in the same home, as a person does the next day. */
  restart(file?: string): Promise<Stage>
}

/** The engines of this run: E2E_ENGINES=chromium,webkit,window, or all. */
const chosen = (process.env['E2E_ENGINES'] ?? engineNames.join(',')).split(',') as EngineName[]

const open: { stage: Stage; home: string }[] = []

async function raise(name: EngineName, home: string, file?: string, env: Record<string, string> = {}): Promise<Stage> {
  const program = name === 'window' ? startWindow(home, file, env) : await startForBrowser(home, file)
  let window: WindowEngine | undefined
  const engine =
    name === 'window' ? (window = await openWindow(program, width, height)) : name === 'webkit' ? await openWebKit(width, height) : await openChromium(width, height)
  if (name !== 'window') await engine.load(program.url)
  const page = new Page(engine, name, width)
  await page.find({ role: 'main' })
  const stage: Stage = {
    page,
    program,
    get window() {
      if (!window) throw new Error('this scenario does not run in the window')
      return window
    },
    restart: async (again) => {
      await lower(stage)
      const next = await raise(name, home, again, env)
      const entry = open.find((o) => o.stage === stage)
      if (entry) entry.stage = next
      return next
    },
  }
  return stage
}

async function lower({ page, program }: Stage): Promise<void> {
  await page.engine.close()
  await program.stop()
}

afterEach(async () => {
  for (const { stage, home } of open.splice(0)) {
    await lower(stage)
    // The program ran under umask 000: what it wrote must be for the person alone all the same.
    const readable = openToOthers(home)
    remove(home)
    expect(readable).toEqual([])
  }
})

/**
 * A scenario is one story that runs in each engine, with the real program behind the
 * page, in a home of its own.
 */
export function scenario(
  name: string,
  work: (stage: Stage) => Promise<void>,
  engines: readonly EngineName[] = engineNames,
  env: Record<string, string> = {},
): void {
  describe.each(engines)('%s', (engine) => {
    test.runIf(chosen.includes(engine))(name, async () => {
      const home = newHome()
      const stage = await raise(engine, home, undefined, env)
      open.push({ stage, home })
      try {
        await work(stage)
      } catch (reason) {
        await stage.page.screenshot(`failed-${name.replace(/\W+/g, '-').slice(0, 60)}`).catch(() => undefined)
        if (reason instanceof Error) reason.message += `\n--- the program wrote:\n${stage.program.log().slice(-2000)}`
        throw reason
      }
      expect(stage.page.engine.errors()).toEqual([])
    })
  })
}
