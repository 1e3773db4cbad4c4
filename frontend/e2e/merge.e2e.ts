import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { browsers } from './driver/engine'
import { themes } from './driver/looks'
import { scenario } from './driver/scenario'
import { until } from './driver/wait'

scenario('a packet is handed out, worked in, handed back and merged, with what both sides changed decided on', async ({ page, program }) => {
  const at = (name: string) => join(program.home, name)
  const command = async (name: string) => {
    await page.press('Control+k')
    await page.find({ role: 'dialog', name: 'All commands' })
    await page.type(name)
    await page.press('Enter')
  }
  const closeProject = async () => {
    await command('Close the project')
    await page.find({ role: 'button', pattern: '^Open a packet' })
  }
  await page.call('Probe.NextFiles', [at('Whole')])
  await page.click({ role: 'button', pattern: '^Try the sample' })
  await page.click({ role: 'radio', name: 'Review' })

  // A locked packet of the pilot round for one coder.
  await page.click({ css: 'section[aria-label="Round 1 – pilot"] > div > button' })
  await page.find({ role: 'dialog', pattern: '^Hand out a packet' })
  await page.click({ role: 'button', pattern: '^Not locked' })
  await page.click({ role: 'option', name: 'By a passphrase' })
  await page.click({ role: 'textbox', name: 'Passphrase' })
  await page.type('one sheep two sheep')
  await page.press('Tab')
  await page.type('one sheep two sheep')
  await themes(page, 'team-hand-out')
  await page.call('Probe.NextFiles', [at('packet.articula.age')])
  await page.press('Enter')
  await until('the packet', () => Promise.resolve(existsSync(at('packet.articula.age')) ? true : undefined))
  await page.gone({ role: 'dialog' })

  // Opened as a project by whom it is meant for.
  await closeProject()
  await themes(page, 'team-welcome')
  await page.call('Probe.NextFiles', [at('packet.articula.age')])
  await page.click({ role: 'button', pattern: '^Open a packet' })
  await page.find({ role: 'dialog', pattern: '^Open the packet' })
  await page.type('two sheep')
  await page.call('Probe.NextFiles', [at('Mine')])
  await page.press('Enter')
  await page.find({ role: 'alert' })
  await page.click({ role: 'textbox', name: 'Passphrase' })
  await page.press('Control+a')
  await page.type('one sheep two sheep')
  await themes(page, 'team-open')
  await page.press('Enter')
  await page.gone({ role: 'dialog' })
  await page.wait('the packet as a project', () => document.querySelector('header')?.textContent?.includes('Coder A'))
  await page.find({ css: '.cm-content' })

  // A definition is changed there, and the work handed back.
  const code = ((await page.call('Codes.Tree')) as { id: string }[])[0]?.id ?? ''
  const define = (definition: string) => page.call('Codes.Edit', { id: code, definition } as never)
  await define('What the packet says it is.')
  // So are a facet that takes one value, of one coding, and what is said of a case.
  const level = ((await page.call('Codes.Facets')) as unknown as { id: string; name: string; multiple: boolean; values: { id: string; name: string }[] }[]).find((f) => f.name === 'level' && !f.multiple)
  const coded = ((await page.call('Retrieval.Segments', { where: 'coder:"Coder A"', order: 'document', context: 0, offset: 0, limit: 1, consensus: false } as never)) as unknown as { segments: { id: string; facets: Record<string, string[]> }[] }).segments[0]
  const values = level?.values.filter((v) => !coded?.facets['level']?.includes(v.name)) ?? []
  const attribute = ((await page.call('Analysis.Attributes')) as unknown as { id: string; scope: string; type: string; name: string }[]).find((a) => a.scope === 'case' && a.type === 'text')
  const north = ((await page.call('Documents.Cases')) as unknown as { id: string; name: string }[])[0]
  await page.call('Projects.Become', 'Coder A')
  const say = async (value: number, words: string) => {
    await page.call('Codings.SetFacet', [coded?.id ?? ''], level?.id ?? '', values[value]?.id ?? '', true)
    await page.call('Cases.SetValue', { attribute: attribute?.id, owner: north?.id, value: words, status: '', alternatives: '', note: '', citations: [] } as never)
  }
  await say(0, 'as the packet has it')
  await command('Hand my work back')
  await page.find({ role: 'dialog', pattern: '^Hand my work back' })
  await page.call('Probe.NextFiles', [at('back.articula')])
  await page.press('Enter')
  await until('the work', () => Promise.resolve(existsSync(at('back.articula')) ? true : undefined))
  await page.gone({ role: 'dialog' })
  await closeProject()

  // Back in the whole project the same definition was changed, too.
  await page.call('Probe.NextFiles', [at('Whole.articula')])
  await page.click({ role: 'button', pattern: '^Open a project' })
  await page.find({ css: '.cm-content' })
  await define('What the whole says it is.')
  await page.call('Projects.Become', 'Coder A')
  await say(1, 'as the whole has it')
  await command('Bring coders')
  await page.find({ role: 'dialog', pattern: '^Bring coders' })
  await page.call('Probe.NextFiles', [at('back.articula')])
  await page.click({ role: 'button', name: 'Choose a file…' })
  await page.wait('what would come', () => document.querySelector('[role=dialog]')?.textContent?.includes('2 things were changed on both sides'))
  await page.wait('what would become of the values', () => document.querySelector('[role=dialog]')?.textContent?.includes('as the packet has it stays beside it, contested.'))
  await themes(page, 'team-merge')
  await page.click({ role: 'button', name: 'Merge' })
  await page.wait('the merge', () => document.querySelector('[role=dialog] [role=status]')?.textContent?.includes('How it was before is kept in'))
  await themes(page, 'team-merged')

  // What both changed is decided on beside what it was.
  await page.click({ role: 'button', name: 'Decide on what differs…' })
  await page.find({ role: 'dialog', name: 'Changed on both sides' })
  await page.wait('both versions', () => {
    const text = document.querySelector('[role=dialog]')?.textContent ?? ''
    return text.includes('What the packet says it is.') && text.includes('What the whole says it is.') && text.includes('As it was')
  })
  await themes(page, 'team-conflict')
  await page.click({ role: 'button', name: `Keep “${values[1]?.name ?? ''}”` })
  await page.wait('the facet decided', () => !document.querySelector('[role=dialog]')?.textContent?.includes('the facet takes one'))
  await page.click({ role: 'button', name: 'Write a third…' })
  await page.press('Control+a')
  await page.type('What both say.')
  await page.click({ role: 'button', name: 'Keep this text' })
  await page.wait('nothing left', () => document.querySelector('[role=dialog] [role=status]')?.textContent === 'Nothing is left to decide.')
  await page.press('Escape')
  await page.gone({ role: 'dialog' })

  // Merging twice is the same as once; the versions of the codebook say what changed.
  await command('Bring coders')
  await page.find({ role: 'dialog', pattern: '^Bring coders' })
  await page.call('Probe.NextFiles', [at('back.articula')])
  await page.click({ role: 'button', name: 'Choose a file…' })
  await page.wait('that it is all there', () => document.querySelector('[role=dialog]')?.textContent?.includes('Everything in it is here already.'))
  await page.press('Escape')
  await page.gone({ role: 'dialog' })
  await page.click({ role: 'radio', name: 'Review' })
  await page.click({ role: 'tab', name: 'Follow-up' })
  await page.click({ role: 'button', name: 'Versions of the codebook…' })
  await page.find({ role: 'dialog' })
  await page.click({ role: 'textbox', name: 'Name of a new version' })
  await page.type('After the merge')
  await page.press('Enter')
  await page.wait('the version', () => document.querySelector('[role=dialog]')?.textContent?.includes('After the merge'))
  await themes(page, 'team-versions')
  expect(await page.axe('[role=dialog]')).toEqual([])
}, browsers)
