import fc from 'fast-check'
import { expect, it } from 'vitest'
import { byCase, byKind, fitting, flat, groupKeys, type Row } from './document-rows'

const doc = (id: string, title: string, kind = 'law', cases: string[] = []) => ({
  id, title, kind, file_name: `${id}.txt`, jurisdiction: 'Perú', codings: 0, cases: cases.map((c) => ({ id: c })),
})
const labels = (rows: readonly Row<unknown>[]): unknown[] => rows.map((r) => (r.document ? r.label : [r.label, r.count, labels(r.children)]))

const cases = [{ id: 'la', name: 'Latin America', children: [{ id: 'pe', name: 'Peru', children: [] }, { id: 'co', name: 'Colombia', children: [] }] }]

it('documents stand below each of their cases and are counted once', () => {
  const documents = [doc('a', 'Ley', 'law', ['pe']), doc('b', 'Both', 'law', ['pe', 'co']), doc('c', 'Loose')]
  expect(labels(byCase(documents, cases, 'No case', true))).toEqual([
    ['Latin America', 2, [['Peru', 2, ['Ley', 'Both']], ['Colombia', 1, ['Both']]]],
    ['No case', 1, ['Loose']],
  ])
  expect(labels(byCase(documents.slice(0, 1), cases, 'No case', false))).toEqual([['Latin America', 1, [['Peru', 1, ['Ley']]]]])
})

it('kinds come in their order, without empty ones', () => {
  const rows = byKind([doc('a', 'A', 'interview'), doc('b', 'B', 'law')], [{ kind: 'law', label: 'Law' }, { kind: 'decree', label: 'Decree' }, { kind: 'interview', label: 'Interview' }])
  expect(labels(rows)).toEqual([['Law', 1, ['B']], ['Interview', 1, ['A']]])
  expect(groupKeys(rows)).toEqual(['law', 'interview'])
})

it('the filter knows no accents, and looks at file names and places too', () => {
  const documents = [doc('a', 'Código de los niños'), doc('b', 'Élève')]
  expect(fitting(documents, 'codigo niños').map((d) => d.id)).toEqual(['a'])
  expect(fitting(documents, 'ELEVE').map((d) => d.id)).toEqual(['b'])
  expect(fitting(documents, 'peru')).toHaveLength(2)
  expect(fitting(documents, 'b.txt').map((d) => d.id)).toEqual(['b'])
  expect(fitting(documents, '  ')).toBe(documents)
})

it('keys are unique, and no document is lost, however they are grouped', () => {
  const any = fc.array(fc.record({ kind: fc.constantFrom('law', 'other'), cases: fc.uniqueArray(fc.constantFrom('la', 'pe', 'co')) }))
  fc.assert(
    fc.property(any, (list) => {
      const documents = list.map((d, i) => doc(String(i), `T${String(i)}`, d.kind, d.cases))
      for (const rows of [flat(documents), byCase(documents, cases, 'none', true), byKind(documents, [{ kind: 'law', label: 'l' }, { kind: 'other', label: 'o' }])]) {
        const keys: string[] = []
        const seen = new Set<string>()
        const walk = (r: Row<(typeof documents)[number]>) => {
          keys.push(r.id)
          if (r.document) seen.add(r.document.id)
          r.children.forEach(walk)
        }
        rows.forEach(walk)
        expect(new Set(keys).size).toBe(keys.length)
        expect(seen.size).toBe(documents.length)
      }
    }),
  )
})
