import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const project = join(root, '..')

/** The files under a folder of the project whose names end so, by their paths from it. */
export function files(folder: string, ...endings: string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && endings.some((x) => e.name.endsWith(x)))
    .map((e) => relative(folder, join(e.parentPath, e.name)))
    .filter((f) => !f.split('/').includes('node_modules'))
    .sort()
}

export const read = (...parts: string[]) => readFileSync(join(...parts), 'utf8')
