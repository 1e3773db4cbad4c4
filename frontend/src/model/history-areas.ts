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
  project: ['project.', 'coder.', 'packet.', 'snapshot.', 'merge'],
} as const satisfies Record<string, readonly string[]>

export type HistoryArea = keyof typeof historyAreas

/** Days of a calendar, "2026-11-25", both counted in; "" for no bound. */
export interface Days {
  from: string
  to: string
}

const midnight = (day: string, after: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(0)
  at.setFullYear(year, month - 1, date + after)
  at.setHours(0, 0, 0, 0)
  return at.toISOString()
}

/** The time at which the days begin where the person is, and the one before which they end. */
export const between = ({ from, to }: Days): { since: string; until: string } => ({
  since: from === '' ? '' : midnight(from, 0),
  until: to === '' ? '' : midnight(to, 1),
})

/** The last so many days, today counted in. */
export function lastDays(days: number, now = new Date()): Days {
  const at = new Date(now)
  at.setDate(at.getDate() - days + 1)
  const two = (n: number) => String(n).padStart(2, '0')
  return { from: `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`, to: '' }
}
