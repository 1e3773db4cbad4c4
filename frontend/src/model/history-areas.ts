/** What the history can be narrowed to: the kinds of action of each, a whole area with its dot. */
export const historyAreas = {
  coding: ['coding.'],
  code: ['code.', 'codebook.'],
  facet: ['facet.'],
  document: ['document.', 'speaker.', 'passage.'],
  translation: ['translation.'],
  memo: ['memo.'],
  link: ['link.'],
  query: ['query.', 'terms.'],
  case: ['case.', 'table.'],
  attribute: ['attribute.'],
  actor: ['actor.', 'mention.'],
  relation: ['relation.'],
  synthesis: ['synthesis.', 'dimension.', 'row.', 'cell.', 'citation.'],
  round: ['round.', 'assignment.'],
  agreement: ['adjudicate', 'adjudicate.', 'agreement.', 'conflict.'],
  pseudonym: ['pseudonym.', 'identifier.'],
  project: ['project.', 'coder.', 'packet.', 'snapshot.', 'merge', 'merge.'],
} as const satisfies Record<string, readonly string[]>

export type HistoryArea = keyof typeof historyAreas

/** Days of a calendar, months or years, "2026-11-25", "2026-11", "2026", both counted in; "" for no bound. */
export interface Days {
  from: string
  to: string
}

/** Whether a bound is one, or nothing; what is being typed is not yet. */
export const isDay = (text: string): boolean => text === '' || parts(text) !== undefined

function parts(text: string): { year: number; month: number | undefined; day: number | undefined } | undefined {
  const [, y, m, d] = /^([1-9]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text.trim()) ?? []
  if (y === undefined) return undefined
  const [year, month, day] = [Number(y), m === undefined ? undefined : Number(m), d === undefined ? undefined : Number(d)]
  const at = new Date(year, (month ?? 1) - 1, day ?? 1)
  return at.getMonth() === (month ?? 1) - 1 && at.getDate() === (day ?? 1) ? { year, month, day } : undefined
}

/** The time at which the days begin where the person is, and the one before which they end; "" for no bound. */
export function between({ from, to }: Days): { since: string; until: string } {
  const [a, b] = [parts(from), parts(to)]
  const after = b && (b.day !== undefined ? new Date(b.year, (b.month ?? 1) - 1, b.day + 1) : b.month !== undefined ? new Date(b.year, b.month, 1) : new Date(b.year + 1, 0, 1))
  return { since: a ? new Date(a.year, (a.month ?? 1) - 1, a.day ?? 1).toISOString() : '', until: after ? after.toISOString() : '' }
}

/** The last so many days, today counted in. */
export function lastDays(days: number, now = new Date()): Days {
  const at = new Date(now)
  at.setDate(at.getDate() - days + 1)
  const two = (n: number) => String(n).padStart(2, '0')
  return { from: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`, to: '' }
}
