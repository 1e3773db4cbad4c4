import { execFile } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { promisify } from 'node:util'
import type { Engine } from './engine'
import { environment, type Running } from './program'
import { sleep, until } from './wait'

const run = promisify(execFile)

/** Names of keys for xdotool, where they differ. */
const names: Record<string, string> = {
  Control: 'ctrl', Shift: 'shift', Alt: 'alt', Meta: 'super', Enter: 'Return', Backspace: 'BackSpace', Space: 'space',
  ArrowLeft: 'Left', ArrowUp: 'Up', ArrowRight: 'Right', ArrowDown: 'Down', PageUp: 'Prior', PageDown: 'Next', ',': 'comma', '.': 'period',
}

export interface WindowEngine extends Engine {
  /** Asks the program, not the page, whether the web view is still locked. */
  locked(): Promise<string>
  /** Runs xdotool on the display of the window. */
  xdotool(...args: string[]): Promise<string>
  /** The identity of the window on its display. */
  id: string
}

/** The program's real window: the message channel, the lock and the input are the real ones. */
export async function openWindow(program: Running, width: number, height: number): Promise<WindowEngine> {
  const env = environment(program.home)
  const tool = async (...args: string[]) => (await run('xdotool', args, { env })).stdout.trim()
  const socket = await until(
    'the window to be driven',
    () => {
      if (program.ended()) throw new Error(`the program ended: ${program.log()}`)
      return dial(program.socket)
    },
    40_000,
  ).catch((reason: unknown) => {
    throw new Error(`${String(reason)}\n--- the program wrote:\n${program.log()}`)
  })
  const answers: ((line: string) => void)[] = []
  let rest = ''
  socket.on('data', (part) => {
    rest += part.toString()
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      answers.shift()?.(rest.slice(0, end))
      rest = rest.slice(end + 1)
    }
  })
  // A window that closes answers nobody any more.
  socket.on('close', () => {
    for (const answer of answers.splice(0)) answer(JSON.stringify({ error: 'the window closed' }))
  })
  const ask = (request: object) =>
    new Promise<unknown>((resolve, reject) => {
      if (socket.closed) {
        reject(new Error('the window is closed'))
        return
      }
      answers.push((line) => {
        const answer = JSON.parse(line) as { value?: unknown; error?: string }
        if (answer.error === undefined) resolve(answer.value)
        else reject(new Error(answer.error))
      })
      socket.write(`${JSON.stringify(request)}\n`)
    })
  const id = await until('the window to show', async () => {
    const found = await tool('search', '--onlyvisible', '--pid', String(program.pid), '--name', '^Articula$')
    return found.split('\n').at(-1)
  })
  const engine: WindowEngine = {
    id,
    xdotool: tool,
    locked: async () => String(await ask({ check: true })),
    load: async () => {
      await ask({ script: '(window.before = true, void setTimeout(() => location.reload(), 0))' })
      await until('the page to load again', async () => (await ask({ script: '!window.before && document.readyState === "complete"', limit: 300 })) === true)
    },
    evaluate: (expression) => ask({ script: expression }),
    move: async ({ x, y }) => {
      await tool('mousemove', '--window', id, String(Math.round(x)), String(Math.round(y)))
    },
    down: async () => {
      await tool('mousedown', '1')
    },
    up: async () => {
      await tool('mouseup', '1')
    },
    menu: async () => {
      await tool('click', '3')
    },
    keys: async (chord) => {
      await tool('key', '--clearmodifiers', chord.map((k) => names[k] ?? k).join('+'))
    },
    type: async (text) => {
      await tool('type', '--delay', '8', text)
    },
    resize: async (w, h) => {
      await tool('windowmove', id, '0', '0')
      await tool('windowsize', id, String(w), String(h))
      await until('the page to have its size', async () => (await ask({ script: 'innerWidth' })) === w)
      await tool('windowfocus', id)
    },
    // The window paints when it can: a picture counts when the next one is the same.
    screenshot: async () => {
      const take = async () => (await run('import', ['-window', id, 'rgb:-'], { env, encoding: 'buffer', maxBuffer: 1 << 26 })).stdout
      await ask({ script: 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))' })
      for (let last = await take(), i = 0; i < 20; i++) {
        await sleep(60)
        const next = await take()
        if (next.equals(last)) break
        last = next
      }
      return (await run('import', ['-window', id, 'png:-'], { env, encoding: 'buffer', maxBuffer: 1 << 26 })).stdout
    },
    errors: () => [],
    expectError: () => undefined,
    close: () => {
      socket.destroy()
      return Promise.resolve()
    },
  }
  await until('the page to run', async () => (await ask({ script: 'document.readyState' })) === 'complete')
  await engine.resize(width, height)
  return engine
}

function dial(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => {
      resolve(socket)
    })
    socket.once('error', reject)
  })
}
