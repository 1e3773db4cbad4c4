import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { myDisplay } from './display'
import { dist, programs } from './places'
import { until } from './wait'

/** The environment of a program under test: a home of its own, and no session of anybody's. */
export function environment(home: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin', LANG = 'C.UTF-8' } = process.env
  return {
    PATH,
    LANG,
    HOME: home,
    TMPDIR: home,
    DISPLAY: myDisplay(),
    LIBGL_ALWAYS_SOFTWARE: '1',
    // No bus: one would be started in this home, mount things there and outlive the test.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    ...more,
  }
}

/** A folder for one test, removed when it is over. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), 'articula-e2e-'))
}

export interface Running {
  /** Where the page is served, for browsers; empty for a window. */
  url: string
  /** Unix socket through which a window is driven; empty for browsers. */
  socket: string
  home: string
  pid: number
  /** What the program wrote so far. */
  log(): string
  /** Whether it has ended by itself. */
  ended(): boolean
  /** Ends the program as closing its window would, and waits for it. */
  stop(): Promise<number | null>
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
      })
    })
  })
}

/**
 * Starts a program. It runs under umask 000, so that whatever it leaves readable for
 * others is seen, in a process group of its own, so that nothing of it stays behind.
 */
export function start(file: string, args: readonly string[], home: string, more: Record<string, string> = {}) {
  const child = spawn('/bin/sh', ['-c', 'umask 000; exec "$0" "$@"', file, ...args], {
    env: environment(home, more),
    cwd: home,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      log += part.toString()
    })
  }
  return { child, log: () => log, ended: ended(child) }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}

async function stopGroup(child: ChildProcess, over: Promise<number | null>): Promise<number | null> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    const late = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, 5000)
    await over
    clearTimeout(late)
  }
  return over
}

/** The real engine of the program behind a page for a browser. */
export async function startForBrowser(home = newHome(), file?: string): Promise<Running> {
  const port = await freePort()
  const args = ['-devserver', `127.0.0.1:${String(port)}`, '-assetdir', dist, ...(file === undefined ? [] : [file])]
  const { child, log, ended: over } = start(programs.browser, args, home)
  const url = `http://127.0.0.1:${String(port)}/`
  await until('the program to serve its page', async () => {
    if (child.exitCode !== null) throw new Error(`the program ended: ${log()}`)
    return (await fetch(url)).ok
  })
  return { url, socket: '', home, pid: child.pid ?? 0, log, ended: () => child.exitCode !== null, stop: () => stopGroup(child, over) }
}

/** The program in its real window, with a socket to drive it. */
export function startWindow(home = newHome(), file?: string, more: Record<string, string> = {}): Running {
  const socket = join(home, 'drive.sock')
  const { child, log, ended: over } = start(programs.window, file === undefined ? [] : [file], home, {
    ARTICULA_E2E_SOCKET: socket,
    ...more,
  })
  return { url: '', socket, home, pid: child.pid ?? 0, log, ended: () => child.exitCode !== null, stop: () => stopGroup(child, over) }
}

export function remove(home: string): void {
  rmSync(home, { recursive: true, force: true })
}
