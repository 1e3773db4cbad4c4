import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { project } from '../../test/files'
import { alternative, at, fromClauses, narrowed, negatedAt, replaceAt, test, toText, type Clause, type Condition } from './condition'

const vectors = JSON.parse(readFileSync(join(project, 'internal/query/testdata/clauses.json'), 'utf8')) as { where: string; clauses: Clause[] }[]

describe('a condition', () => {
  it('is written as the program writes it, from the lines that the program gave', () => {
    expect(vectors.length).toBeGreaterThan(50)
    for (const v of vectors) expect(toText(fromClauses(v.clauses))).toBe(v.where)
  })

  it('of nothing is nothing', () => {
    expect(fromClauses([])).toBeNull()
    expect(toText(null)).toBe('')
  })

  it('gathers values of one field', () => {
    const clauses: Clause[] = [
      { depth: 0, test: { field: 'code', compare: ':', value: 'a b' } },
      { depth: 0, join: 'and', group: true },
      { depth: 1, test: { field: 'kind', compare: ':', value: 'law' } },
      { depth: 1, join: 'or', test: { field: 'kind', compare: ':', value: 'decree' } },
    ]
    const c = fromClauses(clauses)
    expect(c).toEqual({ op: 'and', conds: [test('code', ['a b']), test('kind', ['law', 'decree'])] })
    expect(toText(c)).toBe('code:"a b" AND (kind:law OR kind:decree)')
    expect(toText(c, (t, v) => (t.field === 'code' ? 'x/y' : v))).toBe('code:x/y AND (kind:law OR kind:decree)')
  })
})

const a = test('code', ['a'])
const b = test('case', ['b'])
const k = test('kind', ['law', 'decree'])

describe('changing a condition', () => {
  it('narrows, widens, turns round and takes out', () => {
    expect(toText(narrowed(null, a))).toBe('code:a')
    const ab = narrowed(narrowed(a, b), k)
    expect(toText(ab)).toBe('code:a AND case:b AND (kind:law OR kind:decree)')
    expect(toText(negatedAt(ab, [2]))).toBe('code:a AND case:b AND NOT (kind:law OR kind:decree)')
    expect(negatedAt(negatedAt(ab, [2]) ?? a, [2, 0])).toEqual(ab)
    expect(toText(alternative(ab, [1], test('role', ['authority'])))).toBe('code:a AND (case:b OR role:authority) AND (kind:law OR kind:decree)')
    expect(toText(alternative(ab, [1], test('case', ['c'])))).toBe('code:a AND (case:b OR case:c) AND (kind:law OR kind:decree)')
    expect(toText(narrowed({ op: 'or', conds: [a, b] }, k))).toBe('(code:a OR case:b) AND (kind:law OR kind:decree)')
    expect(toText(replaceAt(ab, [1], null))).toBe('code:a AND (kind:law OR kind:decree)')
    expect(replaceAt(replaceAt(replaceAt(ab, [2], null), [1], null), [], null)).toBeNull()
  })

  it('leaves every other part as it was', () => {
    const leaf = fc.record({ field: fc.constantFrom('code', 'case', 'kind'), value: fc.string() }).map(({ field, value }) => test(field, [value]))
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.record({ op: fc.constantFrom('and' as const, 'or' as const), conds: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
        fc.record({ op: fc.constant('not' as const), cond: tie('tree') }),
      ),
    }))
    const places = (c: Condition): number[][] => {
      const below = c.op === 'test' ? [] : c.op === 'not' ? [c.cond] : c.conds
      return [[], ...below.flatMap((k, i) => places(k).map((p) => [i, ...p]))]
    }
    fc.assert(
      fc.property(tree, fc.nat(), (c, n) => {
        const all = places(c)
        const path = all[n % all.length] ?? []
        const before = at(c, path)
        // A mark that no other part has, put into the place and looked for there.
        const marked = replaceAt(c, path, test('weight', ['7'], { compare: '>=' }))
        expect(toText(marked).match(/weight>=7/g)).toHaveLength(1)
        if (at(marked, path)?.op === 'test' && before) expect(replaceAt(marked, path, before)).not.toBeNull()
      }),
    )
  })
})
