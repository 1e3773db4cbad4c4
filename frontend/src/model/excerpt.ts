/** The last characters of a text, from the beginning of a word, on one line. */
export function tail(text: string, length: number): string {
  if (length <= 0) return ''
  const all = [...text]
  const cut = all.slice(-length).join('')
  return (all.length > length ? `…${fromWord(cut)}` : cut).replace(/\s+/g, ' ')
}

/** The first characters of a text, to the end of a word, on one line. */
export function head(text: string, length: number): string {
  if (length <= 0) return ''
  const all = [...text]
  const cut = all.slice(0, length).join('')
  return (all.length > length ? `${toWord(cut)}…` : cut).replace(/\s+/g, ' ')
}

// A text without spaces is cut where it is: half of it is better than nothing.
const fromWord = (s: string) => (/\s\S/.test(s) ? s.slice(s.search(/\s/) + 1) : s)
const toWord = (s: string) => (/\S\s/.test(s) ? s.replace(/\s\S*$/, '') : s)
