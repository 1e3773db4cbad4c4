import { standing } from './citations'

/** What the cells of a synthesis have that can be looked for. */
export const cellFilters = ['all', 'stale', 'unwritten', 'unfounded', 'single', 'draft', 'reviewed', 'contested', 'empty'] as const
export type CellFilter = (typeof cellFilters)[number]

export const passageFilters = ['uncited', 'new', 'all'] as const
export type PassageFilter = (typeof passageFilters)[number]

export const sourceFilters = ['all', 'norm', 'practice', 'other'] as const
export type SourceFilter = (typeof sourceFilters)[number]

export const statuses = ['draft', 'reviewed', 'contested'] as const
export type Status = 'empty' | (typeof statuses)[number]

export const roles = ['supports', 'qualifies', 'contradicts'] as const
export type Role = (typeof roles)[number]

/** What changed at the place of a finding since it was written. */
export interface Changes {
  new: number
  withdrawn: number
  resized: number
  recoded: number
  definitions: number
}

/** As much of a cell as is needed to look for it. */
interface Cell {
  state: string
  voices: { single: boolean }
  findings: readonly { statement: string; status: string; stale: Changes; citations: readonly { binned: boolean }[] }[]
}

export const changeKinds = ['new', 'withdrawn', 'resized', 'recoded', 'definitions'] as const

export const isFresh = (c: Changes) => changeKinds.every((k) => c[k] === 0)

/** What changed at a cell: of several findings, what changed most since one of them. */
export function changesOf(cell: Cell): Changes {
  const out = { new: 0, withdrawn: 0, resized: 0, recoded: 0, definitions: 0 }
  for (const f of cell.findings) for (const k of changeKinds) out[k] = Math.max(out[k], f.stale[k])
  return out
}

export function fits(cell: Cell, filter: CellFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'stale':
      return cell.findings.some((f) => !isFresh(f.stale))
    case 'unwritten':
      return cell.state === 'unwritten'
    case 'unfounded':
      return cell.findings.some((f) => f.statement !== '' && standing(f.citations).length === 0)
    case 'single':
      return cell.state === 'written' && cell.voices.single
    case 'empty':
      return cell.state === 'empty'
    default:
      return cell.findings.some((f) => f.statement !== '' && f.status === filter)
  }
}

/** A list with one of its things put before another, or at the end for null. */
export function putBefore<T>(list: readonly T[], moved: T, before: T | null): T[] {
  const rest = list.filter((x) => x !== moved)
  const at = before === null ? rest.length : rest.indexOf(before)
  return at < 0 ? [...list] : [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** A list with one of its things moved on by some places, at most to an end. */
export function moveBy<T>(list: readonly T[], moved: T, by: number): T[] {
  const rest = list.filter((x) => x !== moved)
  const at = Math.max(0, Math.min(rest.length, list.indexOf(moved) + by))
  return [...rest.slice(0, at), moved, ...rest.slice(at)]
}

/** The place of the next thing that fits, from a place on, around the end; -1 for none. */
export function nextFit(count: number, from: number, step: 1 | -1, fit: (i: number) => boolean): number {
  for (let n = 1; n <= count; n++) {
    const i = (((from + n * step) % count) + count) % count
    if (fit(i)) return i
  }
  return -1
}

/** What a finding says in a language; its own words where it does not say anything there, or says it of words that it does not have any more. */
export function sayingIn(f: { statement: string; statements: Record<string, string>; outdated: readonly string[] }, language: string): string {
  const text = f.statements[language] ?? ''
  return text !== '' && !f.outdated.includes(language) ? text : f.statement
}
