import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropAt, everyCode, fitting, linesOf, locate, nameIn, nudge, topmost, whereCodes, wordsOf, type CodeLine, type Move, type Zone } from './code-tree'

interface C {
  id: string
  name: string
  path: string
  folder: boolean
  codings: number
  codings_with_children: number
  documents: number
  names: Record<string, string>
  children: C[]
}

const code = (id: string, children: C[] = [], names: Record<string, string> = {}): C => ({
  id, name: id, path: id, folder: false, codings: 0, codings_with_children: 0, documents: 0, names, children,
})
const tree = () => [code('a', [code('a1'), code('a2', [code('a2x')]), code('a3')]), code('b', [], { es: 'Coordinación', fr: 'Coordination' }), code('c', [code('informal', [], { es: 'Informal' })])]

/** A tree as its shape: what stands under what, in order. */
const shape = (list: readonly C[]): unknown => list.map((c) => (c.children.length > 0 ? [c.id, shape(c.children)] : c.id))

/** What the program does with a move, by the book: takes the codes out, and puts them where they go. */
function apply(list: readonly C[], move: Move): C[] {
  const taken = move.ids.flatMap((id) => locate(list, id)?.code ?? [])
  const without = (l: readonly C[]): C[] => l.filter((c) => !move.ids.includes(c.id)).map((c) => ({ ...c, children: without(c.children) }))
  const put = (l: C[]): C[] => {
    const at = move.first ? 0 : move.after === '' ? l.length : l.findIndex((c) => c.id === move.after) + 1
    return [...l.slice(0, at), ...taken, ...l.slice(at)]
  }
  const rest = without(list)
  if (move.parent === '') return put(rest)
  const into = (l: C[]): C[] => l.map((c) => (c.id === move.parent ? { ...c, children: put(c.children) } : { ...c, children: into(c.children) }))
  return into(rest)
}

describe('Alt and an arrow', () => {
  const after = (ids: string[], to: Parameters<typeof nudge>[2]) => {
    const move = nudge(tree(), ids, to)
    return move && shape(apply(tree(), move))
  }
  it('moves a code among its siblings', () => {
    expect(after(['a2'], 'up')).toEqual([['a', [['a2', ['a2x']], 'a1', 'a3']], 'b', ['c', ['informal']]])
    expect(after(['a2'], 'down')).toEqual([['a', ['a1', 'a3', ['a2', ['a2x']]]], 'b', ['c', ['informal']]])
    expect(after(['a1', 'a2'], 'down')).toEqual([['a', ['a3', 'a1', ['a2', ['a2x']]]], 'b', ['c', ['informal']]])
    expect(after(['a'], 'up')).toBeNull()
    expect(after(['c'], 'down')).toBeNull()
  })
  it('moves it under the one above, and out behind its parent', () => {
    expect(after(['a3'], 'in')).toEqual([['a', ['a1', ['a2', ['a2x', 'a3']]]], 'b', ['c', ['informal']]])
    expect(after(['a2x'], 'out')).toEqual([['a', ['a1', 'a2', 'a2x', 'a3']], 'b', ['c', ['informal']]])
    expect(after(['informal'], 'out')).toEqual([['a', ['a1', ['a2', ['a2x']], 'a3']], 'b', 'c', 'informal'])
    expect(after(['a1'], 'in')).toBeNull()
    expect(after(['b'], 'out')).toBeNull()
    expect(after(['a1', 'b'], 'down')).toBeNull()
  })
})

const ids = everyCode(tree()).map((c) => c.id)

it('a drop puts codes where the line shows, and never under themselves', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }), fc.constantFrom(...ids), fc.constantFrom<Zone>('before', 'on', 'after'), (dragged, line, zone) => {
      const move = dropAt(tree(), dragged, line, zone)
      if (!move) return
      const moved = apply(tree(), move)
      expect(everyCode(moved).map((c) => c.id).sort()).toEqual([...ids].sort())
      const at = locate(moved, move.ids[0] ?? '')
      if (zone === 'on') expect(at?.parent?.id).toBe(line)
      else if (!dragged.includes(line)) {
        const target = locate(moved, line)
        expect(at?.parent?.id).toBe(target?.parent?.id)
        if (zone === 'before') expect(locate(moved, move.ids.at(-1) ?? '')?.index).toBe((target?.index ?? 0) - 1)
        else expect(at?.index).toBe((target?.index ?? 0) + 1)
      }
    }),
  )
})

it('what lies under a code is dropped with it', () => {
  expect(topmost(tree(), ['a2x', 'c', 'a'])).toEqual(['a', 'c'])
  expect(dropAt(tree(), ['a'], 'a2x', 'on')).toBeNull()
  expect(dropAt(tree(), ['a'], 'a2x', 'after')).toBeNull()
})

describe('the filter', () => {
  const list = tree()
  const words = wordsOf(list)
  const shown = (typed: string) => {
    const walk = (l: readonly CodeLine<C>[]): string[] => l.flatMap((x) => [x.fits ? x.id : `(${x.id})`, ...walk(x.children)])
    return walk(fitting(linesOf(list, 'en'), words, typed))
  }
  it('finds names in every language, without accents, and keeps what lies above', () => {
    expect(shown('coordinacion')).toEqual(['b'])
    expect(shown('INFÓRMAL')).toEqual(['(c)', 'informal'])
    expect(shown('a2x')).toEqual(['(a)', '(a2)', 'a2x'])
    expect(shown('nowhere')).toEqual([])
    expect(shown(' ')).toHaveLength(ids.length)
  })
  it('takes a part of the path, but asks for one word of the code’s own', () => {
    expect(shown('c informal')).toEqual(['(c)', 'informal'])
    expect(shown('a2/a2x')).toEqual(['(a)', '(a2)', 'a2x'])
  })
  it('finds the few among two thousand codes', () => {
    const many = Array.from({ length: 40 }, (_, i) => code(`Theme ${String(i)}`, Array.from({ length: 49 }, (_, j) => code(`Coordinación informal ${String(i)}-${String(j)}`, [], { en: `Informal coordination ${String(j)}`, fr: `Coordination informelle ${String(j)}` }))))
    const w = wordsOf(many)
    const lines = linesOf(many, 'es')
    const found = fitting(lines, w, 'informelle 31-47')
    expect(found.map((l) => l.label)).toEqual(['Theme 31'])
    expect(found[0]?.children.map((l) => l.label)).toEqual(['Coordinación informal 31-47'])
  })
})

it('codes are called as the language of the window has it, and retrieved by their path', () => {
  expect(nameIn(code('b', [], { es: 'Coordinación' }), 'es')).toBe('Coordinación')
  expect(nameIn(code('b', [], { es: 'Coordinación' }), 'pt')).toBe('b')
  expect(whereCodes([{ path: 'coordination/in"formal' }, { path: 'a\\/b' }])).toBe('code:"coordination/in\\"formal" OR code:"a\\\\/b"')
})
