import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { memoryTransport } from './memory'
import { patience, shown, watched } from './watched'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const after = (ms: number, fail = false) => () => new Promise((good, bad) => setTimeout(fail ? bad : good, ms))
function watching(answers: Record<string, () => Promise<unknown>>) {
  const told: [boolean, number][] = []
  const begun = Date.now()
  const way = watched(memoryTransport(answers), (waiting) => told.push([waiting, Date.now() - begun]))
  return { told, call: (method: string) => way.call(method, []).catch(() => undefined) }
}

it('nothing is said of what comes at once', async () => {
  const { told, call } = watching({ 'A.Quick': after(patience - 1) })
  void call('A.Quick')
  await vi.advanceTimersByTimeAsync(2000)
  expect(told).toEqual([])
})

it.each([false, true])('what takes longer is said after a tenth of a second, until it is there; failed: %s', async (fail) => {
  const { told, call } = watching({ 'A.Slow': after(1000, fail) })
  void call('A.Slow')
  await vi.advanceTimersByTimeAsync(5000)
  expect(told).toEqual([[true, patience], [false, 1000 + shown]])
})

it('of several the last one ends it, and one that follows at once does not let it flicker', async () => {
  const { told, call } = watching({ 'A.Slow': after(500), 'A.Slower': after(900) })
  void call('A.Slow')
  void call('A.Slower')
  setTimeout(() => void call('A.Slow'), 950)
  await vi.advanceTimersByTimeAsync(5000)
  expect(told.map(([waiting]) => waiting)).toEqual([true, false])
  expect(told.at(-1)).toEqual([false, 1450 + shown])
})

it('a person who looks for a file is not hurried', async () => {
  const { told, call } = watching({ 'Files.ChooseDocuments': after(60_000) })
  void call('Files.ChooseDocuments')
  await vi.advanceTimersByTimeAsync(70_000)
  expect(told).toEqual([])
})
