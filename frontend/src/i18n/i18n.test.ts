import { join } from 'node:path'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { files, project, read, root } from '../../test/files'
import { kinds } from '../api/types'
import { i18nOptions, languageOf, sentence } from '.'

const locales = join(root, 'src', 'i18n', 'locales')
const parse = (name: string) => JSON.parse(read(locales, name)) as Record<string, string>
/** The texts of a language lie in one file for each part of the window. */
const areas = (l: string) => files(join(locales, l), '.json').filter((f) => f !== 'errors.json').sort()
const load = (l: string) => Object.assign({}, ...areas(l).map((f) => parse(`${l}/${f}`))) as Record<string, string>
const languages = ['en', 'es', 'fr', 'pt'] as const
const texts = Object.fromEntries(languages.map((l) => [l, load(l)])) as Record<(typeof languages)[number], Record<string, string>>
const plural = /_(zero|one|two|few|many|other)$/
const stems = (t: Record<string, string>) => [...new Set(Object.keys(t).map((k) => k.replace(plural, '')))].sort()
const places = (text: string) => [...text.matchAll(/\{\{?(\w+)\}?\}/g)].map((m) => m[1]).sort()

describe.each(languages)('the texts in %s', (l) => {
  const t = texts[l]
  it('are as many as in English, and none is empty', () => {
    expect(stems(t)).toEqual(stems(texts.en))
    expect(Object.entries(t).filter(([, v]) => v.trim() === '')).toEqual([])
  })

  it('lie in the same files, and no key in two of them', () => {
    expect(areas(l)).toEqual(areas('en'))
    const keys = areas(l).flatMap((f) => Object.keys(parse(`${l}/${f}`)))
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([])
  })

  it('have every plural form that the language has', () => {
    const forms = new Intl.PluralRules(l).resolvedOptions().pluralCategories
    const counted = [...new Set(Object.keys(t).filter((k) => plural.test(k)).map((k) => k.replace(plural, '')))]
    expect(counted.length).toBeGreaterThan(0)
    for (const stem of counted) expect(forms.filter((f) => !(`${stem}_${f}` in t)), stem).toEqual([])
  })

  it('have the placeholders of the English ones', () => {
    for (const [key, text] of Object.entries(t)) {
      const english = texts.en[key] ?? texts.en[key.replace(plural, '_other')] ?? ''
      expect(places(text), key).toEqual(places(english))
    }
  })
})

// That each text that is asked for exists, the types of the keys see to.
it('every text is used', () => {
  const src = join(root, 'src')
  const code = files(src, '.ts', '.tsx').filter((f) => !f.includes('.test.')).map((f) => read(src, f)).join('\n')
  const patterns = [...code.matchAll(/\bt\(`([^`]+)`/g)].map((m) => new RegExp(`^${(m[1] ?? '').replace(/\./g, '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`))
  expect(patterns.length).toBeGreaterThan(0)
  expect(stems(texts.en).filter((k) => !code.includes(`'${k}'`) && !patterns.some((p) => p.test(k)) && !k.startsWith('history.did.'))).toEqual([])
})

it('every sentence of the history that the window can bring about has a text', () => {
  const go = read(project, 'internal/engine/history.go')
  const sentences = [...(/^var sentences = [^{]*\{(.*?)^\}/ms.exec(go)?.[1] ?? '').matchAll(/"([\w.]+)":\s+"((?:[^"\\]|\\.)*)"/g)]
  expect(sentences.length).toBeGreaterThan(40)
  const reached = /^(project|document|speaker|code|codebook|coding|memo|case\.(add|link)|snapshot|coder\.join|hidden|other|actor|relation|synthesis|dimension|cell|citation)/
  for (const [, key = '', english = ''] of sentences) {
    const text = texts.en[`history.did.${key}`]
    if (reached.test(key)) expect(text, key).toBe(english.replaceAll('{', '{{').replaceAll('}', '}}'))
  }
  const known = new Set(sentences.map((m) => m[1]))
  expect(Object.keys(texts.en).filter((k) => k.startsWith('history.did.') && !known.has(k.slice(12)))).toEqual([])
})

it('counts speak the language', async () => {
  const i18n = i18next.createInstance()
  await i18n.init({ ...i18nOptions, lng: 'fr' })
  expect(i18n.t('drop.files', { count: 1 })).toBe('1 fichier déposé')
  expect(i18n.t('drop.files', { count: 3 })).toBe('3 fichiers déposés')
  expect(i18n.t('drop.files', { count: 2_000_000 })).toBe('2000000 fichiers déposés')
})

it('the language is the person’s choice, or the first of the system’s that is ours', () => {
  expect(languageOf('pt', ['en-US'])).toBe('pt')
  expect(languageOf('', ['de-DE', 'es-PE', 'en'])).toBe('es')
  expect(languageOf('', ['PT-br'])).toBe('pt')
  expect(languageOf('', ['de', 'zh'])).toBe('en')
  expect(languageOf('', [])).toBe('en')
})

describe('the sentences of errors', () => {
  const go = [...files(join(project, 'internal'), '.go').map((f) => read(project, 'internal', f)), ...files(join(project, 'app'), '.go').map((f) => read(project, 'app', f))].join('\n')
  // qda.E(qda.Kind, "code", "Template"…) and, inside package qda, E(Internal, …); warnings of readers and reasons of accounts besides.
  const text = /((?:"(?:[^"\\]|\\.)*"(?:\s*\+\s*)?)+)/.source
  const patterns = [new RegExp(`\\bE\\(\\s*(?:qda\\.)?\\w+,\\s*"([\\w.]+)",\\s*${text}`, 'g'), new RegExp(`\\b(?:note|notice|tell)\\((?:[\\w.]+, [\\w.]+, )?\\s*"([\\w.]+)",\\s*${text}`, 'g'), new RegExp(`\\bWhy\\(\\s*"([\\w.]+)",\\s*${text}`, 'g'), new RegExp(`Warning\\{Code:\\s*"([\\w.]+)",\\s*Text:\\s*${text}`, 'g')]
  const saidBy = (go: string) => patterns.flatMap((p) => [...go.matchAll(p)]).map((m) => [m[1] ?? '', m[2] ?? ''] as const)
  /** What is said by a code: in more than one place, it may be said differently. */
  const said = new Map<string, string[]>()
  for (const [code, text] of saidBy(go)) said.set(code, [...(said.get(code) ?? []), text])

  it('are found in the program', () => {
    expect(said.size).toBeGreaterThan(10)
    expect(said.has('bridge.foreign_caller')).toBe(true)
  })

  it.each(['es', 'fr', 'pt'])('in %s belong to codes that exist, with their placeholders', (l) => {
    for (const [code, text] of Object.entries(parse(`${l}/errors.json`))) {
      expect(said.has(code), `${code} is not said by the program`).toBe(true)
      expect((said.get(code) ?? []).map((t) => places(t).join()), code).toContain(places(text).join())
    }
  })

  it.each(['es', 'fr', 'pt'])('in %s cover everything that the window can bring about', (l) => {
    const translated = parse(`${l}/errors.json`)
    // Whatever the command line alone says is said in English.
    const alone = /^(internal|app)\/cli\/|_test\.go$|_e2e\.go$/
    const all = ['internal', 'app'].flatMap((d) => files(join(project, d), '.go').map((f) => `${d}/${f}`))
    const wanted = all.filter((f) => !alone.test(f))
    expect(wanted.length).toBeGreaterThan(150)
    const missing = wanted.flatMap((f) => saidBy(read(project, f))).map(([code]) => code).filter((c) => !(c in translated))
    expect(missing).toEqual([])
  })

  it('are filled in, and fall back to the program’s own English', () => {
    const failure = { kind: kinds[1], code: 'bridge.link_refused', message: 'This address…', args: {} }
    expect(sentence(failure, 'es')).toContain('dirección')
    expect(sentence(failure, 'en')).toBe('This address…')
    expect(sentence({ ...failure, code: 'x.unknown', message: 'In English.' }, 'fr')).toBe('In English.')
  })
})
