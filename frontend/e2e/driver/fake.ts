import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { out } from './places'

/**
 * A PATH whose browser is a script that writes the address down in $HOME/opened, so
 * that a test sees what the program would have shown outside itself.
 */
export function fakePath(): string {
  const bin = join(out, 'e2e', 'fake-bin')
  mkdirSync(bin, { recursive: true })
  for (const name of ['xdg-open', 'x-www-browser', 'www-browser']) {
    writeFileSync(join(bin, name), '#!/bin/sh\necho "$1" >> "$HOME/opened"\n')
    chmodSync(join(bin, name), 0o755)
  }
  return `${bin}:/usr/bin:/bin`
}
