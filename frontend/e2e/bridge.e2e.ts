import { expect } from 'vitest'
import { scenario } from './driver/scenario'

scenario('errors, panics and empty lists cross as they should', async ({ page }) => {
  expect(await page.failure('Probe.Fail', 'conflict')).toEqual({
    kind: 'conflict',
    code: 'probe.failed',
    message: 'The probe failed as conflict after 3 steps.',
    args: { kind: 'conflict', n: 3 },
  })
  const panic = (await page.failure('Probe.Panic')) as { code: string; message: string }
  expect(panic.code).toBe('bridge.panic')
  expect(panic.message).not.toContain('stays here')
  expect(await page.call('Probe.Lists')).toEqual([])
})

scenario('a call without the secret, or for a path without a token, is refused', async ({ page }) => {
  const refused = await page.run(async () => {
    const { go } = window as unknown as { go: { bridge: Record<string, Record<string, (...a: unknown[]) => Promise<unknown>>> } }
    return go.bridge['Settings']?.['Get']?.({ key: 'guessed', call: '' }).then(() => '', (e: Error) => e.message)
  })
  expect(JSON.parse(String(refused))).toMatchObject({ kind: 'invalid', code: 'bridge.foreign_caller' })
  expect(await page.failure('Recent.Forget', '/etc/passwd')).toMatchObject({ code: 'bridge.unknown_token' })
  expect(await page.run(() => document.querySelector('meta[name="articula-key"]'))).toBeNull()
})

scenario('a job reports at most ten times a second, ends with its result, and can be cancelled in the status bar', async ({ page }) => {
  await page.run(() => {
    const w = window as unknown as { heard: { at: number; event: { name: string; seq: number; data: { id: string; state: string; done: number } } }[]; runtime: { EventsOn(n: string, f: (e: never) => void): void } }
    w.heard = []
    w.runtime.EventsOn('articula', (event: never) => {
      w.heard.push({ at: performance.now(), event })
    })
  })
  await page.call('Probe.Count', 2000, 1000)
  await page.find({ role: 'progressbar', name: 'Test task' })
  await page.screenshot('job')
  await page.find({ css: 'footer p' })
  await page.wait('the job to end', () => document.querySelector('footer')?.textContent.includes('Test task: done'))
  const heard = await page.run(() => {
    const w = window as unknown as { heard: { at: number; event: { name: string; seq: number; data: { state: string; done: number } } }[] }
    return w.heard.filter((h) => h.event.name === 'job').map(({ at, event }) => ({ at, seq: event.seq, state: event.data.state, done: event.data.done }))
  })
  const [first, last] = [heard[0], heard.at(-1)]
  expect(last).toMatchObject({ state: 'done', done: 2000 })
  const seconds = ((last?.at ?? 0) - (first?.at ?? 0)) / 1000
  expect(heard.length).toBeGreaterThan(5)
  expect(heard.length).toBeLessThanOrEqual(10 * seconds + 3)
  if (page.name === 'window') expect(heard.map((h) => h.seq)).toEqual(heard.map((h) => h.seq).sort((a, b) => a - b))

  await page.call('Probe.Count', 1_000_000, 1000)
  await page.click({ role: 'button', name: 'Cancel' })
  await page.wait('the job to stop', () => document.querySelector('footer')?.textContent.includes('Test task: cancelled'))
  const jobs = (await page.call('Jobs.List')) as { state: string; result: unknown }[]
  expect(jobs.map((j) => j.state)).toEqual(['done', 'cancelled'])
  expect(jobs[0]?.result).toEqual({ steps: 2000 })
})

scenario('a call under way can be cancelled', async ({ page }) => {
  const message = await page.run(async () => {
    const key = document.querySelector<HTMLMetaElement>('meta[name="articula-test-key"]')?.content ?? ''
    const { go } = window as unknown as { go: { bridge: Record<string, Record<string, (...a: unknown[]) => Promise<unknown>>> } }
    const waiting = go.bridge['Probe']?.['Wait']?.({ key, call: 'w1' }).then(() => '', (e: Error) => e.message)
    await new Promise((done) => setTimeout(done, 300))
    await go.bridge['Calls']?.['Cancel']?.({ key, call: '' }, 'w1')
    return waiting
  })
  expect(JSON.parse(String(message))).toMatchObject({ kind: 'cancelled', code: 'bridge.cancelled' })
})

scenario('a text of a million and a half characters comes by a route, whole, and not without the secret', async ({ page }) => {
  const got = await page.run(async () => {
    const key = document.querySelector<HTMLMetaElement>('meta[name="articula-test-key"]')?.content ?? ''
    const begin = performance.now()
    const response = await fetch('/api/probe/text?n=1500000', { headers: { 'X-Articula-Key': key } })
    const text = await response.text()
    const ms = performance.now() - begin
    const wanted = Array.from('Coordinación, élève 𠮷 👩‍🌾 שלום\n')
    const all = Array.from(text)
    return {
      ms: Math.round(ms),
      type: response.headers.get('content-type'),
      sniff: response.headers.get('x-content-type-options'),
      length: all.length,
      same: all.every((c, i) => c === wanted[i % wanted.length]),
      refused: (await fetch('/api/probe/text?n=1')).status,
      none: (await fetch('/api/nothing', { headers: { 'X-Articula-Key': key } })).status,
      wrong: await (await fetch('/api/probe/text?n=x', { headers: { 'X-Articula-Key': key } })).text(),
    }
  })
  process.stdout.write(`1.5 M characters in ${String(got.ms)} ms (${page.name})\n`)
  expect(got).toMatchObject({ type: 'text/plain; charset=utf-8', sniff: 'nosniff', length: 1_500_000, same: true, refused: 403, none: 404 })
  expect(JSON.parse(got.wrong)).toMatchObject({ kind: 'invalid', code: 'probe.length', args: { n: 'x' } })
  page.engine.expectError(/Failed to load resource: the server responded with a status of 4/, 3)
})

scenario('what goes wrong is shown as one sentence in the person’s language', async ({ page, program }) => {
  await page.call('Probe.Remember', `${program.home}/gone.articula`, 'Lost study')
  await page.call('Settings.Save', { language: 'fr', theme: 'light', density: 'comfortable', scale: 100, reading: 18, face: 'serif', leading: 165, measure: 68, letters: true })
  await page.engine.load(program.url)
  await page.find({ role: 'button', pattern: '^Lost study' })
  await page.find({ role: 'listitem', pattern: 'introuvable' })
  await page.screenshot('welcome-recent')
  await page.click({ role: 'button', name: 'Retirer Lost study de cette liste' })
  await page.gone({ role: 'button', pattern: '^Lost study' })
})
