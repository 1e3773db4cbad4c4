/** What a memo refers to, as it stands in its text: [[code:ID]], [[passage:DOCUMENT:START:END:TEXT]]. */
export const referencePattern = /\[\[(document|code|case|coding|memo|passage):[0-9a-f-]{36}(?::\d+:\d+:[0-9a-f]{64})?\]\]/g

/** What is known of a reference now. */
export interface Known {
  text: string
  name: string
  quote: string
  source: string
  gone: boolean
}

/** A reference in words: the quote with its source, or a name; `gone` for what is not there. */
export function sayReference(r: Known | undefined, gone: string): string {
  if (!r || r.gone) return gone
  return r.quote === '' ? (r.name.split('/').at(-1) ?? '').trim() : `“${r.quote}” (${r.source})`
}

/** A text with what it refers to in words. */
export function sayReferences(text: string, known: readonly Known[], gone: string): string {
  return text.replace(referencePattern, (token) => sayReference(known.find((k) => k.text === token), gone))
}

/** What is typed after "[[" at the caret: where the brackets begin, and the words; null where none are open. */
export function referenceBegun(text: string, caret: number): { from: number; words: string } | null {
  const m = /\[\[([^[\]\n]{0,60})$/.exec(text.slice(0, caret))
  return m ? { from: m.index, words: m[1] ?? '' } : null
}
