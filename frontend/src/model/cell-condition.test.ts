import { expect, it } from 'vitest'
import { cellCondition, plainAxis, type Axis, type Head } from './cell-condition'
import { test, toText } from './condition'
import { fromSource, kindsOf } from './source'

const axis = (by: string, more: Partial<Axis> = {}): Axis => ({ ...plainAxis(by), ...more })
const head = (key: string, more: Partial<Head> = {}): Head => ({ key, name: key, none: false, ...more })

it('a cell is asked for by its row, its column, and what the matrix is asked of', () => {
  expect(toText(cellCondition(null, [axis('code'), head('c1')], [axis('case', { below: false }), head('k1')]))).toBe('code:c1 AND case=k1')
  expect(toText(cellCondition(test('kind', ['law', 'decree']), [axis('code'), head('c1')], null))).toBe('code:c1 AND (kind:law OR kind:decree)')
  expect(toText(cellCondition({ op: 'and', conds: [test('lang', ['es']), test('role', ['authority'])] }, [axis('year'), head('2015')], [axis('facet', { name: 'level' }), head('v1', { name: 'local' })]))).toBe(
    'date:2015 AND facet.level:local AND lang:es AND role:authority',
  )
  expect(toText(cellCondition(null, [axis('attribute', { name: 'number of programmes' }), head('', { none: true })], [axis('kind'), head('law')]))).toBe(
    'NOT attr."number of programmes":* AND kind:law',
  )
  expect(toText(cellCondition(null, [axis('attribute', { name: 'region' }), head('Latin America', { name: 'América Latina' })], null))).toBe('attr.region="Latin America"')
  expect(cellCondition(null, null, null)).toBeNull()
})

it('a group is asked for by its members alone, and a kind of source by the kinds of document that it has', () => {
  expect(toText(cellCondition(null, [axis('case'), head('group:Strong', { members: ['k1', 'k2'] })], fromSource('norm')))).toBe(
    '(case=k1 OR case=k2) AND (kind:law OR kind:decree OR kind:manual OR kind:agreement)',
  )
  expect(toText(cellCondition(null, [axis('source'), head('other')]))).toBe(`NOT (${[...kindsOf.norm, ...kindsOf.practice].map((k) => `kind:${k}`).join(' OR ')})`)
})
