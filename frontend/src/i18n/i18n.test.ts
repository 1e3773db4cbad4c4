import { join } from 'node:path'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { files, project, read, root } from '../../test/files'
import { kinds } from '../api/types'
import { i18nOptions, languageOf, said as say, sentence } from '.'

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

it('every sentence of the history has a text', () => {
  const go = read(project, 'internal/engine/history_sentences.go')
  const table = (name: string) => [...(new RegExp(`^var ${name} = [^{]*\\{(.*?)^\\}`, 'ms').exec(go)?.[1] ?? '').matchAll(/"([\w.]+)":\s+"((?:[^"\\]|\\.)*)"/g)]
  const sentences = table('sentences')
  const one = new Map(table('ofOne').map(([, key = '', english = '']) => [key, english]))
  const doubled = (english: string) => english.replaceAll('{', '{{').replaceAll('}', '}}')
  expect(sentences.length).toBeGreaterThan(40)
  for (const [, key = '', english = ''] of sentences) {
    const text = texts.en[`history.did.${key}_other`] ?? texts.en[`history.did.${key}`]
    expect(text, key).toBe(doubled(english))
    // Whoever says a number says one thing and several; several alone have a key of their own.
    if (english.includes('{n}') && !key.endsWith('.many')) expect([...one.keys()], key).toContain(key)
    expect(texts.en[`history.did.${key}_one`], key).toBe(one.has(key) ? doubled(one.get(key) ?? '') : undefined)
  }
  const known = new Set(sentences.map((m) => m[1]))
  expect(stems(texts.en).filter((k) => k.startsWith('history.did.') && !known.has(k.slice(12)))).toEqual([])
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
    for (const [code, text] of Object.entries(parse(`${l}/errors.json`)).filter(([code]) => !code.includes('='))) {
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

  // Words of the program's own that sentences are filled with, by where they come from.
  const found = (file: string, pattern: RegExp) => [...read(project, file).matchAll(pattern)].map((m) => m[1] ?? '')
  const records = files(join(project, 'internal/qda'), '.go').flatMap((f) => found(`internal/qda/${f}`, /\) Entity\(\) string\s*\{\s*return "(\w+)"/g))
  const words: Record<string, string[]> = {
    'agreement.choice.what': [...found('internal/engine/agreement.go', /wrong\("([^"]+)"/g), ...found('internal/engine/excerpts.go', /"what", "([^"]+)"/g)],
    'agreement.listed_twice.what': found('internal/agreement/study.go', /twice\([^"]*"([^"]+)"/g),
    'yaml.shape.want': [...found('internal/yamltree/decode.go', /\bShape\([^"\n]*"([^"]+)"/g), ...found('internal/exchange/codebook/yamlread.go', /\b(?:Shape|thing)\([^"\n]*"([^"]+)"/g)],
    'query.syntax.expected': found('internal/query/whereparse.go', /\bfail\([^"\n]*"([^"]+)"/g),
    'query.syntax.found': found('internal/query/whereparse.go', /found = "(\w[^"]*)"/g),
    'query.comparison.found': found('internal/query/whereparse.go', /found = "(\w[^"]*)"/g),
    'index.units.kind': found('internal/index/source.go', /Entity = "(\w+)"/g),
    'undo.conflict_with.thing': records,
    'account.side_car_missing.missing': records,
  }

  it.each(['es', 'fr', 'pt'])('in %s are filled with words of that language', (l) => {
    const translated = parse(`${l}/errors.json`)
    const wanted = Object.entries(words).flatMap(([arg, list]) => {
      expect(list.length, arg).toBeGreaterThan(0)
      return [...new Set(list)].map((word) => `${arg}=${word}`)
    })
    expect(wanted.filter((key) => !(key in translated))).toEqual([])
    expect(Object.keys(translated).filter((key) => key.includes('=') && !wanted.includes(key))).toEqual([])
    expect(sentence({ kind: kinds[1], code: 'yaml.shape', message: 'Line 3 should hold a whole number.', args: { line: 3, want: 'a whole number' } }, l)).not.toContain('whole')
  })

  // Choices are what is typed, and stay. Everything else that is written in English has to be among the words.
  it('are filled with no other English', () => {
    const literal = /"([a-z_]+)",\s*"([A-Za-z][^"]*)"(?=\s*[,)+])/g
    const alone = /^(internal|app)\/cli\/|_test\.go$|_e2e\.go$/
    const all = ['internal', 'app'].flatMap((d) => files(join(project, d), '.go').map((f) => `${d}/${f}`)).filter((f) => !alone.test(f))
    const calls = all.flatMap((f) => [...read(project, f).matchAll(/\b(?:qda\.E|bundle\.Why|notice|tell)\([^\n]*/g)].map((m) => m[0]))
    expect(calls.length).toBeGreaterThan(400)
    const plain = calls.flatMap((call) => {
      const code = /"([\w]+\.[\w.]+)",\s*"/.exec(call)
      const rest = code ? call.slice(code.index + code[0].length) : ''
      return [...rest.replace(/^(?:[^"\\]|\\.)*"/, '').matchAll(literal)].filter((m) => m[1] !== 'choices').map((m) => [`${code?.[1] ?? ''}.${m[1] ?? ''}`, m[2] ?? ''] as const)
    })
    expect(plain.length).toBeGreaterThan(0)
    expect(plain.filter(([arg, word]) => !(words[arg] ?? []).includes(word))).toEqual([])
    const vague = new Set([...said].flatMap(([code, list]) => list.flatMap((t) => places(t).filter((p) => /^(what|want|expected|found|thing)$/.test(p ?? '')).map((p) => `${code}.${p ?? ''}`))))
    // Names of elements and columns of files are nobody's language.
    const technical = /^test\.|^(foreign\.layout|account\.invalid_\w+)\.what$|^agreement\.ragged_table\.want$/
    expect([...vague].filter((arg) => !(arg in words) && !technical.test(arg)).sort()).toEqual([])
  })

  it('are filled in, and fall back to the program’s own English', () => {
    const failure = { kind: kinds[1], code: 'bridge.link_refused', message: 'This address…', args: {} }
    expect(sentence(failure, 'es')).toContain('dirección')
    expect(sentence(failure, 'en')).toBe('This address…')
    expect(sentence({ ...failure, code: 'x.unknown', message: 'In English.' }, 'fr')).toBe('In English.')
    // Words follow the number, as the language has it: in French nothing is one, too.
    const pages = (count: number, l: string) => say('extract.hidden_text', '', { count }, l)
    expect([pages(1, 'es'), pages(2, 'es')]).toEqual(['1 pasaje que el archivo oculta se dejó fuera.', '2 pasajes que el archivo oculta se dejaron fuera.'])
    expect([pages(0, 'fr'), pages(5, 'fr')]).toEqual(['0 passage que le fichier cache a été laissé de côté.', '5 passages que le fichier cache ont été laissés de côté.'])
  })
})

// Words of Portugal for which Brazil, whose spelling is kept throughout, has others: arquivo,
// usuário, salvar, tela, registro, equipe, rodada, senha, planejar.
describe('Portuguese', () => {
  const european = /ficheiro|utilizador|guardar|guardad[oa]|(?<!\p{L})guarde(?!\p{L})|ecrã|(?<!\p{L})(?:registo|registar|registou|registad|equipas?(?!\p{L})|rondas?(?!\p{L})|partilh|controlo(?!\p{L}))|palavra-passe|planead|percentage|est(?:á|ão) a \p{L}+r(?!\p{L})/iu

  it('is that of Brazil', () => {
    const pages = files(locales, '.json').filter((f) => f.startsWith('pt/'))
    expect(pages.length).toBeGreaterThan(10)
    const found = pages.flatMap((f) => Object.entries(parse(f)).filter(([, said]) => european.test(said)).map(([key, said]) => `${key}: ${european.exec(said)?.[0] ?? ''}`))
    expect(found).toEqual([])
    for (const said of ['o ficheiro', 'a equipa', 'está a escrever', 'Guardar', 'o registo', 'uma ronda']) expect(said).toMatch(european)
  })
})
