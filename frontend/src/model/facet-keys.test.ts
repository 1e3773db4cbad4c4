import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actorKeys } from './facet-keys'

const facet = (id: string, name: string, actors: boolean, keys = '') => ({ id, name, actors, values: [...keys].map((shortcut) => ({ shortcut })) })

describe('the key of a facet of actors', () => {
  it('is a letter of its name that the keys of values and of the text leave', () => {
    const facets = [facet('level', 'level', false, 'cil'), facet('mechanism', 'mechanism', false, 'fn'), facet('direction', 'direction', false, 'hv'), facet('influence', 'influence', false, 'ex'), facet('actor', 'actor', true)]
    expect([...actorKeys(facets)]).toEqual([['actor', 'O']])
  })

  it('clashes with nothing, whatever facets are called', () => {
    const some = fc.record({ name: fc.string(), actors: fc.boolean(), keys: fc.stringMatching(/^[a-z]{0,4}$/) })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (list) => {
        const facets = list.map((f, i) => facet(String(i), f.name, f.actors, f.actors ? '' : f.keys))
        const keys = [...actorKeys(facets).values()]
        const others = facets.flatMap((f) => f.values.map((v) => v.shortcut.toUpperCase()))
        expect(new Set(keys).size).toBe(keys.length)
        expect(keys.filter((k) => others.includes(k) || 'ABCJKLMPSTVY'.includes(k))).toEqual([])
      }),
    )
  })
})
