import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { programs, screens } from './driver/places'
import { environment, newHome, remove, start } from './driver/program'
import { openToOthers, walk } from './driver/traces'
import { until } from './driver/wait'

const run = promisify(execFile)
const chosen = (process.env['E2E_ENGINES'] ?? 'window').split(',')
let home = ''

afterEach(() => {
  remove(home)
})

async function stop(started: ReturnType<typeof start>): Promise<void> {
  started.child.kill('SIGTERM')
  await started.ended
}

// These run the very program that people get, with nothing in it for tests.
describe.runIf(chosen.includes('window'))('the program that people get', () => {
  test('locks its web view, says so, and ends', async () => {
    home = newHome()
    const { stdout } = await run(programs.production, ['--self-check'], { env: environment(home), timeout: 60_000 })
    expect(JSON.parse(stdout)).toMatchObject({ locked: true })
  })

  test('shows its first screen, and what it writes is for the person alone even under umask 000', async () => {
    home = newHome()
    const env = environment(home)
    const started = start(programs.production, [], home)
    try {
      const id = await until('the window', async () =>
        (await run('xdotool', ['search', '--onlyvisible', '--pid', String(started.child.pid), '--name', '^Articula$'], { env })).stdout.trim().split('\n').at(-1),
      )
      const colours = await until('the window to be painted', async () => {
        const { stdout } = await run('import', ['-window', id, '-format', '%k', 'info:-'], { env })
        return Number(stdout) > 200 && stdout
      })
      expect(Number(colours)).toBeGreaterThan(200)
      const picture = join(screens, 'window', 'production-system-1280.png')
      mkdirSync(dirname(picture), { recursive: true })
      writeFileSync(picture, (await run('import', ['-window', id, 'png:-'], { env, encoding: 'buffer', maxBuffer: 1 << 26 })).stdout)
      const limits = readFileSync(`/proc/${String(started.child.pid)}/limits`, 'utf8')
      expect(limits).toMatch(/Max core file size\s+0\s+0/)
      const status = readFileSync(`/proc/${String(started.child.pid)}/status`, 'utf8')
      expect(status).toMatch(/Umask:\s+0077/)
    } finally {
      await stop(started)
    }
    expect(openToOthers(home)).toEqual([])
    expect(walk(home).length).toBeGreaterThan(0)
  })

  test('opens no network connection, nor do the processes of its page', async () => {
    home = newHome()
    const trace = join(home, 'trace')
    const args = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,bind,listen', '-o', trace, programs.production, '--self-check']
    const { stdout } = await run('strace', args, { env: environment(home), timeout: 120_000 })
    expect(JSON.parse(stdout)).toMatchObject({ locked: true })
    const lines = readFileSync(trace, 'utf8').split('\n')
    expect(lines.some((l) => l.includes('AF_UNIX'))).toBe(true)
    expect(lines.filter((l) => l.includes('AF_INET'))).toEqual([])
  })

  test('runs where there is no network at all', async ({ skip }) => {
    home = newHome()
    const alone = process.getuid?.() === 0 ? '-n' : '-rn'
    await run('unshare', [alone, 'true']).catch(() => {
      skip('this machine lets nobody make a network of its own')
    })
    const { stdout } = await run('unshare', [alone, programs.production, '--self-check'], { env: environment(home), timeout: 60_000 })
    expect(JSON.parse(stdout)).toMatchObject({ locked: true })
  })

  test('has no method for tests in it', () => {
    const program = readFileSync(programs.production)
    for (const name of ['NextFiles', 'PathOf', 'ARTICULA_E2E_SOCKET', 'articula-test-key']) expect(program.includes(name), name).toBe(false)
    expect(readFileSync(programs.window).includes('NextFiles')).toBe(true)
  })
})
