import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { screens } from './places'
import { sideBySide } from './sizes'

const servers: ChildProcess[] = []

/** Starts a virtual display; the screen of a developer is left alone. */
async function display(): Promise<string> {
  const started = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  servers.push(started)
  const number = await new Promise<string>((resolve, reject) => {
    let said = ''
    started.stdio[3]?.on('data', (part: Buffer) => {
      said += part.toString()
      if (said.endsWith('\n')) resolve(said.trim())
    })
    started.on('error', reject)
    started.on('exit', (code) => {
      reject(new Error(`Xvfb ended with ${String(code)}`))
    })
  })
  return `:${number}`
}

/** Each of the files that run side by side has a display of its own: two windows on one would take the keys from each other. */
export async function setup(): Promise<void> {
  mkdirSync(screens, { recursive: true })
  const displays: string[] = []
  while (displays.length < sideBySide) displays.push(await display())
  process.env['E2E_DISPLAYS'] = displays.join(' ')
}

/** The display of the files that run in this process, one after the other. */
export function myDisplay(): string {
  const all = (process.env['E2E_DISPLAYS'] ?? '').split(' ')
  return all[Number(process.env['VITEST_POOL_ID'] ?? 1) % all.length] ?? ''
}

export function teardown(): void {
  for (const server of servers) {
    server.removeAllListeners('exit')
    server.kill()
  }
}
