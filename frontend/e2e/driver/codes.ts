import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from './page'
import type { Stage } from './scenario'
import { until } from './wait'

/** A code as the program has it. */
export interface CodeNode {
  id: string
  name: string
  codings: number
  color: string
  own_color: boolean
  definition: string
  include_when: string
  exclude_when: string
  example: string
  names: Record<string, string>
  children: CodeNode[]
}

/** The names of a tree: of a code, or of one with those below it. */
export type Shape = (string | [string, Shape])[]

const shape = (list: readonly CodeNode[]): Shape => list.map((c) => (c.children.length > 0 ? [c.name, shape(c.children)] : c.name))

export const tree = async (page: Page) => (await page.call('Codes.Tree')) as unknown as CodeNode[]

/** Waits until the tree has this form. */
export const becomes = (page: Page, wanted: Shape) => until(`the tree ${JSON.stringify(wanted)}`, async () => JSON.stringify(shape(await tree(page))) === JSON.stringify(wanted))

/** The line of a code. */
export const row = (name: string) => ({ role: 'row', pattern: `^${name}` })

/** Opens a project without a starter codebook, with these codes and one interview. */
export async function study({ page, program }: Stage, interview: string, codes: readonly string[] = []): Promise<void> {
  const text = join(program.home, 'Interview.txt')
  writeFileSync(text, interview, { mode: 0o600 })
  const create = (await page.call('Probe.Grant', 'create', join(program.home, 'Study.articula'))) as { token: string }
  await page.call('Projects.Create', create.token, { title: 'Study', description: '', lang: 'en', codebook: 'none', coder: 'Coder A' })
  for (const name of codes) await page.call('Codes.Add', { name, parent: '', after: '', color: '', folder: false, definition: '', include_when: '', exclude_when: '', example: '' })
  const file = (await page.call('Probe.Grant', 'import', text)) as { token: string }
  await page.call('Documents.Import', { tokens: [file.token], kind: '', lang: 'en', encoding: '', case: '', keep_running: false })
  await until('the import', async () => ((await page.call('Documents.List', false)) as unknown[]).length === 1)
  await page.call('Projects.Close')
  await page.call('Probe.NextFiles', [join(program.home, 'Study.articula')])
  await page.click({ role: 'button', pattern: '^Open a project' })
  await page.find({ role: 'region', name: 'Code tree' })
}
