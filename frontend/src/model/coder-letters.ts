import { valueText } from './completing'
import { fold } from './fold'

/** Somebody who codes, and the letter that stands for her where names are hidden. */
export interface Lettered {
  id: string
  name: string
  letter: string
}

// What stands in quotation marks elsewhere is passed over whole.
const tests = /"(?:[^"\\]|\\.)*"|(?<![\p{L}\p{N}_.-])(coder\s*(?::|!=|=)\s*)("(?:[^"\\]|\\.)*"|[^\s()"]+)/giu

function replaced(text: string, value: (said: string) => string | undefined): string {
  return text.replace(tests, (whole: string, head?: string, said?: string) => {
    if (head === undefined || said === undefined) return whole
    const bare = said.startsWith('"') ? said.slice(1, -1).replace(/\\(.)/g, '$1') : said
    const next = value(bare)
    return next === undefined ? whole : head + valueText(next)
  })
}

/** A condition as it may be shown where names are hidden: coders are called by their letters. */
export function withLetters(where: string, coders: readonly Lettered[]): string {
  return replaced(where, (said) => coders.find((c) => c.id === said || fold(c.name) === fold(said))?.letter)
}

/** A condition that calls coders by their letters as the program takes it; nothing if somebody in it is called otherwise. */
export function withoutLetters(where: string, coders: readonly Lettered[]): string | undefined {
  let known = true
  const next = replaced(where, (said) => {
    if (said === '*') return undefined
    const one = coders.find((c) => fold(c.letter) === fold(said) || c.id === said)
    known &&= one !== undefined
    return one?.id
  })
  return known ? next : undefined
}
