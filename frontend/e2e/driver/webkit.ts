import { execFile, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'
import type { Engine, Point } from './engine'
import { miniBrowser, webkitDriver } from './places'
import { environment, freePort, newHome } from './program'
import { sleep, until } from './wait'

const run = promisify(execFile)

/** Keys of the WebDriver protocol, §17.4.2. */
const codes: Record<string, string> = {
  Control: '\uE009', Shift: '\uE008', Alt: '\uE00A', Meta: '\uE03D', Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004',
  Backspace: '\uE003', Delete: '\uE017', Space: ' ', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Home: '\uE011', End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F', F2: '\uE032', F4: '\uE034', F6: '\uE036', F8: '\uE038',
}

const origin = 'viewport'
interface Action {
  type: string
  [field: string]: unknown
}

/**
 * WebKitGTK, the engine of the window on Linux, by way of its own driver and small
 * browser. Each session has a driver of its own: one that a broken test left open
 * would refuse the next.
 */
export async function openWebKit(width: number, height: number): Promise<Engine> {
  const port = await freePort()
  const home = newHome()
  // Drawn as the window draws where there is no graphics card.
  const env = environment(home, { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1' })
  const driver = spawn(webkitDriver(), [`--port=${String(port)}`], {
    env,
    detached: true,
    stdio: 'ignore',
  })
  const base = `http://127.0.0.1:${String(port)}`
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(base + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: unknown }
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  await until('WebKitWebDriver', async () => (await fetch(`${base}/status`)).ok)
  const { sessionId } = (await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } },
  })) as { sessionId: string }
  const session = (method: string, path: string, body?: unknown) => ask(method, `/session/${sessionId}${path}`, body)
  await session('POST', '/timeouts', { script: 30_000, pageLoad: 30_000 })

  const pointer = (actions: Action[]) =>
    session('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] })
  const keyboard = (actions: Action[]) => session('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  let at: Point = { x: 0, y: 0 }
  // No window manager gives the window the focus of its display; what it asks for itself as it
  // opens is lost where it is not shown yet. Keys arrive without it, and the page says that it has none.
  const ours = async () => {
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--class', 'MiniBrowser'], { env })
    for (const id of stdout.trim().split('\n')) {
      const { stdout: pid } = await run('xdotool', ['getwindowpid', id], { env })
      // State, parent and group stand behind the name, which may hold anything (proc(5)).
      const group = readFileSync(`/proc/${pid.trim()}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2]
      if (group === String(driver.pid)) return id
    }
    return undefined
  }
  const shown = await until('the window to show', ours)
  const focus = () =>
    until('the window to have the focus', async () => {
      await run('xdotool', ['windowfocus', shown], { env })
      return (await engine.evaluate('document.hasFocus()')) === true
    })

  const engine: Engine = {
    load: async (url) => {
      await session('POST', '/url', { url })
    },
    evaluate: async (expression) => {
      const script = `const done = arguments[arguments.length - 1];
        Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (e) => done({ error: String(e && e.stack || e) }))`
      const result = (await session('POST', '/execute/async', { script, args: [] })) as { value?: unknown; error?: string }
      if (result.error !== undefined) throw new Error(result.error)
      return result.value
    },
    move: async (to) => {
      at = { x: Math.round(to.x), y: Math.round(to.y) }
      await pointer([{ type: 'pointerMove', duration: 0, origin, ...at }])
    },
    down: async () => {
      await pointer([{ type: 'pointerMove', duration: 0, origin, ...at }, { type: 'pointerDown', button: 0 }])
    },
    up: async () => {
      await pointer([{ type: 'pointerUp', button: 0 }])
    },
    // The driver has a right button, after which it loses keys and clicks of later steps:
    // the page is given what the button would have brought it.
    menu: async () => {
      await engine.evaluate(`document.elementFromPoint(${String(at.x)}, ${String(at.y)})?.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2, clientX: ${String(at.x)}, clientY: ${String(at.y)} }))`)
    },
    keys: async (chord) => {
      const values = chord.map((k) => codes[k] ?? k)
      await keyboard([
        ...values.map((value) => ({ type: 'keyDown', value })),
        ...values.reverse().map((value) => ({ type: 'keyUp', value })),
      ])
    },
    type: async (text) => {
      await keyboard(Array.from(text).flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]))
    },
    // The window has bars around the page, which follows the window a little later: the
    // window is made so much larger or smaller until the page fits.
    resize: async (w, h) => {
      let outer = { width: w, height: h }
      await until('the page to have its size', async () => {
        await session('POST', '/window/rect', { x: 0, y: 0, ...outer })
        await sleep(100)
        const [iw, ih] = (await engine.evaluate('[innerWidth, innerHeight]')) as [number, number]
        outer = { width: outer.width + w - iw, height: outer.height + h - ih }
        return iw === w && ih === h
      })
      await focus()
    },
    // Drawn without layers, a page in which nothing changes is never reported as drawn, for
    // which the driver waits: one dot in the corner is drawn again and again meanwhile.
    screenshot: async () => {
      await engine.evaluate(`(() => {
        const dot = document.createElement('i')
        dot.id = 'drawn-again'
        dot.style.cssText = 'position:fixed;right:0;bottom:0;width:1px;height:1px;pointer-events:none;opacity:0.01'
        document.documentElement.append(dot)
        let n = 0
        const again = () => { if (dot.isConnected) { dot.style.background = n++ % 2 ? '#000' : '#fff'; setTimeout(again, 20) } }
        again()
      })()`)
      const png = Buffer.from((await session('GET', '/screenshot')) as string, 'base64')
      await engine.evaluate(`document.getElementById('drawn-again')?.remove()`)
      return png
    },
    errors: () => [],
    expectError: () => undefined,
    close: async () => {
      await session('DELETE', '').catch(() => undefined)
      if (driver.pid !== undefined && driver.exitCode === null) process.kill(-driver.pid, 'SIGKILL')
      rmSync(home, { recursive: true, force: true })
    },
  }
  try {
    await engine.resize(width, height)
  } catch (reason) {
    await engine.close()
    throw reason
  }
  return engine
}
