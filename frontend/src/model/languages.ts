/**
 * Languages that a document can be said to be in, as ISO 639-1 codes: those that the
 * program has words for first, then those of Latin America and Africa and of the
 * institutions that work there.
 */
export const documentLanguages = [
  'en', 'es', 'fr', 'pt', 'ay', 'gn', 'ht', 'qu', 'am', 'ar', 'bm', 'ha', 'ig', 'ln', 'lg', 'mg', 'ny', 'om', 'rw', 'sn', 'so', 'st', 'sw', 'tn', 'wo', 'xh', 'yo', 'zu',
  'ca', 'de', 'eu', 'gl', 'hi', 'id', 'it', 'ja', 'nl', 'ru', 'tr', 'zh',
] as const

/** What a language is called in another; its code where nobody has a name for it. */
export function languageName(code: string, within: string): string {
  try {
    return new Intl.DisplayNames([within], { type: 'language' }).of(code) ?? code
  } catch {
    return code // not the code of a language
  }
}
