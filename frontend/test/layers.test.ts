import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { files, read, root } from './files'

/**
 * Which folder may import which. Screens stand on everything, the model on nothing:
 * what is pure stays pure, and what talks to the program stays in one place.
 */
const may: Record<string, string[]> = {
  model: [],
  api: ['wailsjs'],
  i18n: ['api'],
  state: ['api', 'model', 'i18n'],
  components: ['api', 'model', 'i18n', 'state'],
  editor: ['api', 'model', 'i18n', 'state', 'components'],
  screens: ['api', 'model', 'i18n', 'state', 'components', 'editor'],
  styles: [],
  wailsjs: [],
  '': ['api', 'model', 'i18n', 'state', 'components', 'editor', 'screens', 'styles'],
}

/** Packages that one folder alone may use. */
const confined: Record<string, string[]> = {
  '@codemirror/': ['editor'],
  'pdfjs-dist': ['editor'],
  i18next: ['i18n'],
  '@fontsource': ['styles'],
}

const src = join(root, 'src')
const folderOf = (path: string) => (path.includes('/') || path in may ? (path.split('/')[0] ?? '') : '')
const imports = (text: string) => [...text.matchAll(/(?:from\s+|import\s*\(?\s*)['"]([^'"]+)['"]/g)].map((m) => m[1] ?? '')

export function violations(file: string, text: string): string[] {
  const from = folderOf(file)
  const test = /\.test\.tsx?$/.test(file)
  return imports(text).flatMap((target) => {
    if (target.startsWith('.')) {
      const path = normalize(join(dirname(file), target))
      const to = folderOf(path)
      if (path.startsWith('..')) return test ? [] : [`${file} leaves src/: ${target}`]
      const folders = may[from]
      if (!folders) return [`${file} is in a folder without a rule`]
      return to === from || folders.includes(to) || test ? [] : [`${file} imports ${to || 'the top'}: ${target}`]
    }
    const rule = Object.entries(confined).find(([name]) => target.startsWith(name))
    return rule && !rule[1].includes(from) && !test ? [`${file} imports ${target}, which is for ${rule[1].join(', ')}`] : []
  })
}

const all = files(src, '.ts', '.tsx').filter((f) => !f.startsWith('wailsjs/'))

it('imports point downwards only', () => {
  expect(all.length).toBeGreaterThan(20)
  expect(all.flatMap((f) => violations(f, read(src, f)))).toEqual([])
})

it('notices what it forbids', () => {
  expect(violations('model/a.ts', "import { x } from '../api/client'")).toHaveLength(1)
  expect(violations('state/a.ts', "const s = import('../screens/welcome/Welcome')")).toHaveLength(1)
  expect(violations('components/a.tsx', "import { EditorView } from '@codemirror/view'")).toHaveLength(1)
  expect(violations('screens/a.tsx', "import * as Jobs from '../wailsjs/go/bridge/Jobs'")).toHaveLength(1)
  expect(violations('screens/a.tsx', "import { Button } from '../components/Button'")).toEqual([])
})

it('no file is longer than 600 lines', () => {
  const long = ['src', 'e2e', 'test'].flatMap((d) => files(join(root, d), '.ts', '.tsx', '.css').map((f) => [join(d, f), read(root, d, f).split('\n').length] as const))
  expect(long.filter(([f, n]) => n > 600 && !f.includes('wailsjs'))).toEqual([])
})

it('text of other people is never made markup, and nothing is stored in the web view', () => {
  const forbidden = /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|localStorage|sessionStorage|indexedDB|<iframe|https?:\/\/(?!www\.w3\.org)/
  expect(all.filter((f) => forbidden.test(read(src, f)))).toEqual([])
})
