import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { screens } from './places'

let server: ChildProcess | undefined

/** Starts a virtual display for all tests of this run; the screen of a developer is left alone. */
export async function setup(): Promise<void> {
  mkdirSync(screens, { recursive: true })
  const started = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  server = started
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
  process.env['E2E_DISPLAY'] = `:${number}`
}

export function teardown(): void {
  server?.removeAllListeners('exit')
  server?.kill()
}
