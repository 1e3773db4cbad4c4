// Empties dist/ before a build and keeps .gitkeep, without which a clean checkout of
// the Go side does not compile.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(import.meta.dirname, '..', 'dist')
for (const name of readdirSync(dist)) {
  if (name !== '.gitkeep') rmSync(join(dist, name), { recursive: true })
}
