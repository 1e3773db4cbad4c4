import { expect, it } from 'vitest'
import { inTurn } from './in-turn'

it('runs one after the other, also after one that failed', async () => {
  const run = inTurn()
  const told: string[] = []
  const work = (name: string, fails = false) => async () => {
    told.push(`${name} begins`)
    await new Promise((done) => setTimeout(done, 5))
    told.push(`${name} ends`)
    if (fails) throw new Error(name)
    return name
  }
  const all = await Promise.allSettled([run(work('a')), run(work('b', true)), run(work('c'))])
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(all.map((r) => (r.status === 'fulfilled' ? r.value : r.status))).toEqual(['a', 'rejected', 'c'])
})
