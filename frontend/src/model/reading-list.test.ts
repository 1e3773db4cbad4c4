import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inListOrder, patched, shared, type Listed } from './reading-list'

interface Item extends Listed {
  says: number
}

const item = (id: number) => fc.record({ id: fc.constant(`k${String(id)}`), start: fc.nat(30), end: fc.integer({ min: 31, max: 50 }), says: fc.nat(2) })
/** Some of forty things, in reading order, as the program gives them. */
const list = fc
  .uniqueArray(fc.nat(40), { maxLength: 30 })
  .chain((ids) => fc.tuple(...ids.map(item)))
  .map((all): Item[] => all.sort(inListOrder))
const same = (old: Item, now: Item) => (JSON.stringify(old) === JSON.stringify(now) ? old : now)

it('what was touched, read alone, brings the list where reading everything anew does', () => {
  fc.assert(
    fc.property(list, list, fc.array(fc.nat(60)), (before, after, more) => {
      const at = new Map(before.map((c) => [c.id, c]))
      const now = new Map(after.map((c) => [c.id, c]))
      // Everything that differs is touched; something that does not, and what is in neither, may be.
      const touched = new Set(more.map((n) => `k${String(n)}`))
      for (const c of [...before, ...after]) if (JSON.stringify(at.get(c.id)) !== JSON.stringify(now.get(c.id))) touched.add(c.id)
      const result = patched(before, touched, after.filter((c) => touched.has(c.id)))
      expect(result).toEqual(after)
      for (const c of result) if (!touched.has(c.id)) expect(c).toBe(at.get(c.id))
    }),
  )
})

it('what did not change stays the very object, and a list of which nothing changed the very list', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const result = shared(before, after, same)
      expect(result).toEqual(after)
      for (const c of result) {
        const was = before.find((o) => o.id === c.id)
        if (was && JSON.stringify(was) === JSON.stringify(c)) expect(c).toBe(was)
      }
      expect(shared(before, before.map((c) => ({ ...c })), same)).toBe(before)
    }),
  )
})
