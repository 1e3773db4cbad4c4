import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast, oklch, parseColour, type Rgb } from '../../test/colour'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')

/** The declarations of the rule with this selector. */
function rule(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1] ?? '', (m[2] ?? '').replace(/\s+/g, ' ').trim()]))
}

const base = rule(':root')
const high = rule(":root[data-theme='contrast']")

function token(theme: string, name: string): Rgb {
  const value = (theme === 'contrast' ? high.get(name) : undefined) ?? base.get(name) ?? ''
  const both = /^light-dark\((.+?), (.+)\)$/.exec(value)
  return parseColour(both ? ((theme === 'light' ? both[1] : both[2]) ?? '') : value)
}

/** What stands on what, and the contrast that WCAG 2.2 asks of it: 1.4.3 for text, 1.4.11 for the rest. */
const pairs: [front: string, backs: string[], least: number][] = [
  ['--text', ['--canvas', '--panel', '--raised', '--accent-soft', '--danger-soft', '--warn-soft'], 7],
  ['--text', ['--tint-1', '--tint-2', '--tint-3'], 4.5],
  ['--muted', ['--canvas', '--panel', '--raised', '--accent-soft'], 4.5],
  ['--accent', ['--canvas', '--panel', '--raised'], 4.5],
  ['--danger', ['--canvas', '--panel', '--raised'], 4.5],
  ['--good', ['--canvas', '--panel', '--raised'], 4.5],
  ['--warn', ['--canvas', '--panel', '--raised', '--warn-soft'], 4.5],
  ['--on-accent', ['--accent'], 4.5],
  ['--on-danger', ['--danger'], 4.5],
  ['--border', ['--canvas', '--panel'], 3],
]

describe.each(['light', 'dark', 'contrast'])('in the %s theme', (theme) => {
  it.each(pairs.flatMap(([front, backs, least]) => backs.map((back) => [front, back, least] as const)))('%s can be read on %s', (front, back, least) => {
    expect(contrast(token(theme, front), token(theme, back))).toBeGreaterThanOrEqual(theme === 'contrast' && least > 3 ? 7 : least)
  })

  it('every hue of a code keeps 3:1 against the canvas', () => {
    const [lightness, chroma] = ((theme === 'contrast' ? high : base).get(theme === 'light' ? '--code-on-light' : '--code-on-dark') ?? '').split(' ').map(Number)
    if (lightness === undefined || chroma === undefined) throw new Error('no tone')
    for (let hue = 0; hue < 360; hue++) {
      expect(contrast(oklch(lightness, chroma, hue), token(theme, '--canvas')), `hue ${String(hue)}`).toBeGreaterThanOrEqual(3)
    }
  })

  it('the three depths of overlap can be told apart', () => {
    const depths = ['--canvas', '--tint-1', '--tint-2', '--tint-3'].map((n) => token(theme, n))
    for (let i = 1; i < depths.length; i++) {
      const [a, b] = [depths[i - 1], depths[i]]
      if (a && b) expect(contrast(a, b)).toBeGreaterThan(1.05)
    }
  })
})

it('every token that a style sheet or component uses exists', async () => {
  const { files, read, root } = await import('../../test/files')
  const declared = new Set([...css.matchAll(/(--[\w-]+):/g)].map((m) => m[1]))
  // Set by the program on elements, or by a library.
  for (const name of ['--scale', '--hue', '--gutter', '--margin', '--trigger-width']) declared.add(name)
  const src = join(root, 'src')
  const used = files(src, '.css', '.tsx', '.ts').flatMap((f) => [...read(src, f).matchAll(/var\((--[\w-]+)/g)].map((m) => [f, m[1] ?? ''] as const))
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter(([, name]) => !declared.has(name))).toEqual([])
})
