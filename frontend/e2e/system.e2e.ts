import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { fakePath } from './driver/fake'
import { out } from './driver/places'
import { start, startWindow } from './driver/program'
import { scenario } from './driver/scenario'
import { traces } from './driver/traces'
import { sleep, until } from './driver/wait'

scenario('a file dropped on the real window reaches the program, and the page stays', async ({ page, window, program }) => {
  const names = ['Ley 29792 – niños.txt', 'entrevista 1.docx', 'x&<b>.pdf']
  const files = names.map((n) => join(program.home, n))
  for (const f of files) writeFileSync(f, 'dropped', { mode: 0o600 })
  await page.run(() => {
    const w = window as unknown as { heard: unknown[]; runtime: { EventsOn(n: string, f: (e: { name: string }) => void): void } }
    w.heard = []
    w.runtime.EventsOn('articula', (e) => w.heard.push(e))
  })
  const source = start(join(out, 'e2e', 'dragsource'), ['1350', '100', ...files], program.home)
  try {
    const drag = await until('the drag source', async () => (await window.xdotool('search', '--onlyvisible', '--name', '^dragsource$')).split('\n').at(-1))
    await window.xdotool('mousemove', '--window', drag, '80', '40')
    await window.xdotool('mousedown', '1')
    for (let x = 1400; x >= 640; x -= 40) {
      await window.xdotool('mousemove', String(x), String(140 + (1400 - x) / 4))
      await sleep(25)
    }
    await page.find({ testId: 'drop-overlay' })
    await page.screenshot('drop')
    await window.xdotool('mouseup', '1')
    await page.find({ role: 'listitem', pattern: '3 files were dropped' })
    await page.gone({ testId: 'drop-overlay' })
  } finally {
    source.child.kill()
    await source.ended
  }
  const heard = (await page.run(() => (window as unknown as { heard: unknown[] }).heard)) as { name: string; data: { files: { token: string; name: string }[]; x: number } }[]
  const drop = heard.find((e) => e.name === 'drop')
  expect(drop?.data.files.map((f) => f.name)).toEqual(names)
  expect(Math.abs((drop?.data.x ?? 0) - 640)).toBeLessThan(50)
  for (const [i, f] of (drop?.data.files ?? []).entries()) expect(await page.call('Probe.PathOf', 'import', f.token)).toBe(files[i])
  expect(await window.locked()).toBe('locked')
  expect(await page.run(() => location.href)).toBe('wails://wails/')
}, ['window'])

scenario('the system’s own dialog starts where the last project is, and gives a token for what the person chose in it', async ({ page, window, program }) => {
  const folder = join(program.home, 'studies')
  mkdirSync(folder, { mode: 0o700 })
  writeFileSync(join(folder, 'Study.articula'), '', { mode: 0o600 })
  writeFileSync(join(folder, 'Another file.txt'), '', { mode: 0o600 })
  await page.call('Probe.Remember', join(folder, 'gone.articula'), 'Gone')
  await page.click({ role: 'button', pattern: '^Open a project' })
  const dialog = async () => (await window.xdotool('search', '--onlyvisible', '--name', '^Open a project$').catch(() => '')).split('\n').at(-1) ?? ''
  // The one project in the list is selected as soon as the dialog has read the folder;
  // before that the key would fall on nothing.
  await until('the dialog to go', async () => {
    await window.xdotool('windowfocus', await until('the dialog', dialog))
    await sleep(1000)
    await window.xdotool('key', 'Down')
    await sleep(400)
    await window.xdotool('key', 'Return')
    return until('the dialog to go', async () => (await dialog()) === '', 4000).catch(() => false)
  }, 40_000)
  await window.xdotool('windowfocus', window.id)
  // The file is empty, and the program says so by its name.
  await page.find({ role: 'listitem', pattern: 'Study.articula' })
}, ['window'])

scenario('a link leaves the program only after the person said yes to its host', async ({ page, window, program }) => {
  const opened = join(program.home, 'opened')
  const call = (address: string) => page.run((a) => {
    const key = document.querySelector<HTMLMetaElement>('meta[name="articula-test-key"]')?.content ?? ''
    const { go } = window as unknown as { go: { bridge: Record<string, Record<string, (...x: unknown[]) => Promise<unknown>>> } }
    void go.bridge['Platform']?.['OpenLink']?.({ key, call: '' }, a).catch(() => 0)
  }, address)
  const asked = () => until('the question', async () => (await window.xdotool('search', '--onlyvisible', '--name', '^Open a link$')).split('\n').at(-1))
  const answer = async (key: string) => {
    const dialog = await asked()
    await window.xdotool('windowfocus', dialog)
    await sleep(200)
    await window.xdotool('key', key)
    await until('the question to go', async () => !(await window.xdotool('search', '--onlyvisible', '--name', '^Open a link$').catch(() => '')))
  }
  await call('file:///etc/passwd')
  await call('https://example.org/refused')
  await answer('alt+n')
  await call('https://example.org/a?b=c')
  await answer('alt+y')
  await until('the browser', () => Promise.resolve(readFileSync(opened, 'utf8') !== ''))
  expect(readFileSync(opened, 'utf8')).toBe('https://example.org/a?b=c\n')
}, ['window'], { PATH: fakePath() })

scenario('the window asks before it stops a task, and comes back as it was left', async ({ page, window, program }) => {
  await page.resize(1190, 790)
  await page.call('Probe.Count', 1_000_000, 1000)
  await page.find({ role: 'progressbar' })
  await page.call('Probe.NextConfirm', false)
  await page.call('Platform.Quit')
  await sleep(500)
  expect(await window.locked()).toBe('locked')
  await page.call('Probe.NextConfirm', true)
  await page.call('Platform.Quit').catch(() => undefined)
  await until('the program to end', () => Promise.resolve(program.ended()))
  expect(JSON.parse(readFileSync(join(program.home, '.config/articula/window.json'), 'utf8'))).toEqual({ width: 1190, height: 790, maximised: false })
  const again = startWindow(program.home)
  try {
    const geometry = await until('the window', async () => {
      const id = (await window.xdotool('search', '--onlyvisible', '--pid', String(again.pid), '--name', '^Articula$')).split('\n').at(-1)
      return id !== undefined && window.xdotool('getwindowgeometry', id)
    })
    expect(geometry).toContain('1190x790')
  } finally {
    await again.stop()
  }
}, ['window'])

scenario('what people type and send ends up in no log and no file', async ({ page, program }) => {
  const word = 'Zanahoria-93f1-testimonio'
  await page.failure('Probe.PathOf', 'import', word)
  await page.failure('Probe.Fail', word)
  await page.run((w) => {
    // Calls that fail inside the window library, which would log them whole.
    const send = (window as unknown as { WailsInvoke(m: string): void }).WailsInvoke
    send(`C{"name":"bridge.Nothing.There","args":["${w}"],"callbackID":"x"}`)
    send(`C{"name":"bridge.Recent.Forget","args":[5,"${w}",7],"callbackID":"y"}`)
    send(`LE${w}`)
    send(`EE{"name":"${w}","data":["${w}"]}`)
  }, word)
  await sleep(500)
  expect(program.log()).not.toContain(word)
  expect(traces(program.home, word)).toEqual([])
})
