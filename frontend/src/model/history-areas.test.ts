import { expect, it } from 'vitest'
import { join } from 'node:path'
import { project, read } from '../../test/files'
import { between, historyAreas, isDay, lastDays } from './history-areas'

it('every action that the history tells of lies in one area', () => {
  const go = read(project, join('internal', 'engine', 'history_sentences.go'))
  const table = /^var sentences = [^{]*\{(.*?)^\}/ms.exec(go)?.[1] ?? ''
  const kinds = [...table.matchAll(/"([\w.]+)":\s+"/g)].map((m) => (m[1] ?? '').replace(/\.many$/, '')).filter((k) => k !== 'hidden' && k !== 'other')
  expect(kinds.length).toBeGreaterThan(80)
  for (const kind of kinds) {
    const areas = Object.entries(historyAreas).filter(([, of]) => of.some((k) => (k.endsWith('.') ? kind.startsWith(k) : kind === k)))
    expect(areas.map(([area]) => area), kind).toHaveLength(1)
  }
})

it('days are whole days where the person is, the last one too', () => {
  const { since, until } = between({ from: '2026-02-27', to: '2026-02-28' })
  expect(new Date(since).getTime()).toBe(new Date(2026, 1, 27).getTime())
  expect(new Date(until).getTime()).toBe(new Date(2026, 2, 1).getTime())
  expect(between({ from: '', to: '' })).toEqual({ since: '', until: '' })
})

it('months and years are whole, too', () => {
  expect(between({ from: '2024', to: '2024-02' })).toEqual({ since: new Date(2024, 0, 1).toISOString(), until: new Date(2024, 2, 1).toISOString() })
  expect(between({ from: '2024-12', to: '2024' })).toEqual({ since: new Date(2024, 11, 1).toISOString(), until: new Date(2025, 0, 1).toISOString() })
})

it.each(['0002-11-25', '20261-11-25', '2026-1', '2026-13', '2026-02-30', 'x'])('a day that is not whole or that there is not is no bound: %s', (day) => {
  expect(isDay(day)).toBe(false)
  expect(between({ from: day, to: day })).toEqual({ since: '', until: '' })
})

it('the last days end today and count it', () => {
  expect(lastDays(1, new Date(2026, 0, 1, 23, 59))).toEqual({ from: '2026-01-01', to: '' })
  expect(lastDays(7, new Date(2026, 0, 3))).toEqual({ from: '2025-12-28', to: '' })
})
