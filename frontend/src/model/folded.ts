/** A text for comparing: blind to case and accents. */
export function folded(s: string): string {
  return s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Whether every word of the query begins a word of the text, or stands inside of one. */
export function finds(query: string, text: string): boolean {
  const inside = folded(text)
  return folded(query).split(/\s+/).every((w) => inside.includes(w))
}
