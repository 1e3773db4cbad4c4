import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from './page'
import type { Stage } from './scenario'

/** Makes a project with the starter codebook, from the first screen. */
export async function newProject(page: Page, path: string, title: string): Promise<void> {
  await page.call('Probe.NextFiles', [path])
  await page.click({ role: 'button', pattern: '^New project' })
  await page.find({ role: 'dialog', name: 'New project' })
  await page.type(title)
  await page.press('Enter')
}

/** Makes a project of these files with the starter codebook, and waits until all have come in. */
export async function project({ page, program }: Stage, files: Record<string, string | Buffer>): Promise<void> {
  const paths = Object.entries(files).map(([name, bytes]) => {
    const path = join(program.home, name)
    writeFileSync(path, bytes, { mode: 0o600 })
    return path
  })
  await newProject(page, join(program.home, 'Study'), 'Study')
  await page.call('Probe.NextFiles', paths)
  await page.click({ role: 'button', name: 'Import files…' })
  await page.find({ role: 'dialog', name: 'Import documents' })
  await page.click({ role: 'button', name: 'Import' })
  await page.find({ role: 'dialog', name: 'Import finished' })
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
}
