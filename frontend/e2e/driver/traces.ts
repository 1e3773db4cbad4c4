import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file and folder below a folder. */
export function walk(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((e) => join(e.parentPath, e.name))
}

/** What others than the person could read, write or enter. */
export const openToOthers = (folder: string) => walk(folder).filter((p) => (statSync(p).mode & 0o077) !== 0)

/**
 * Where a word is found in the files below a folder: as UTF-8, as UTF-16, or in
 * base64 at any of its three offsets. Files whose names end in one of `meant` are
 * where it belongs.
 */
export function traces(folder: string, word: string, ...meant: string[]): string[] {
  const utf8 = Buffer.from(word)
  const base64 = [0, 1, 2].map((pad) => {
    const whole = Buffer.concat([Buffer.alloc(pad), utf8]).toString('base64')
    return Buffer.from(whole.slice(pad === 0 ? 0 : 4, -4)) // the edges depend on what stands beside it
  })
  const forms = [utf8, Buffer.from(word, 'utf16le'), ...base64]
  return walk(folder).filter((p) => {
    if (!statSync(p).isFile() || meant.some((m) => p.endsWith(m))) return false
    const body = readFileSync(p)
    return forms.some((f) => body.includes(f))
  })
}
