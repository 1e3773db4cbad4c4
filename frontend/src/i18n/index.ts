import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { languages, type Failure, type Language } from '../api/types'
import enActors from './locales/en/actors.json'
import enApp from './locales/en/app.json'
import enWorkspace from './locales/en/workspace.json'
import enReading from './locales/en/reading.json'
import enDocuments from './locales/en/documents.json'
import enCoverage from './locales/en/coverage.json'
import enCodes from './locales/en/codes.json'
import enFinding from './locales/en/finding.json'
import enNotes from './locales/en/notes.json'
import enLinks from './locales/en/links.json'
import enSharing from './locales/en/sharing.json'
import enReview from './locales/en/review.json'
import enCases from './locales/en/cases.json'
import enSynthesis from './locales/en/synthesis.json'
import enReports from './locales/en/reports.json'
import esActors from './locales/es/actors.json'
import esApp from './locales/es/app.json'
import esWorkspace from './locales/es/workspace.json'
import esReading from './locales/es/reading.json'
import esDocuments from './locales/es/documents.json'
import esCoverage from './locales/es/coverage.json'
import esCodes from './locales/es/codes.json'
import esFinding from './locales/es/finding.json'
import esNotes from './locales/es/notes.json'
import esLinks from './locales/es/links.json'
import esSharing from './locales/es/sharing.json'
import esReview from './locales/es/review.json'
import esCases from './locales/es/cases.json'
import esSynthesis from './locales/es/synthesis.json'
import esReports from './locales/es/reports.json'
import esErrors from './locales/es/errors.json'
import frActors from './locales/fr/actors.json'
import frApp from './locales/fr/app.json'
import frWorkspace from './locales/fr/workspace.json'
import frReading from './locales/fr/reading.json'
import frDocuments from './locales/fr/documents.json'
import frCoverage from './locales/fr/coverage.json'
import frCodes from './locales/fr/codes.json'
import frFinding from './locales/fr/finding.json'
import frNotes from './locales/fr/notes.json'
import frLinks from './locales/fr/links.json'
import frSharing from './locales/fr/sharing.json'
import frReview from './locales/fr/review.json'
import frCases from './locales/fr/cases.json'
import frSynthesis from './locales/fr/synthesis.json'
import frReports from './locales/fr/reports.json'
import frErrors from './locales/fr/errors.json'
import ptActors from './locales/pt/actors.json'
import ptApp from './locales/pt/app.json'
import ptWorkspace from './locales/pt/workspace.json'
import ptReading from './locales/pt/reading.json'
import ptDocuments from './locales/pt/documents.json'
import ptCoverage from './locales/pt/coverage.json'
import ptCodes from './locales/pt/codes.json'
import ptFinding from './locales/pt/finding.json'
import ptNotes from './locales/pt/notes.json'
import ptLinks from './locales/pt/links.json'
import ptSharing from './locales/pt/sharing.json'
import ptCases from './locales/pt/cases.json'
import ptSynthesis from './locales/pt/synthesis.json'
import ptReports from './locales/pt/reports.json'
import ptErrors from './locales/pt/errors.json'
import ptReview from './locales/pt/review.json'

const en = { ...enCoverage, ...enActors, ...enApp, ...enWorkspace, ...enReading, ...enDocuments, ...enCodes, ...enFinding, ...enNotes, ...enLinks, ...enSharing, ...enReview, ...enCases, ...enReports, ...enSynthesis }
const es = { ...esCoverage, ...esActors, ...esApp, ...esWorkspace, ...esReading, ...esDocuments, ...esCodes, ...esFinding, ...esNotes, ...esLinks, ...esSharing, ...esReview, ...esCases, ...esReports, ...esSynthesis }
const fr = { ...frCoverage, ...frActors, ...frApp, ...frWorkspace, ...frReading, ...frDocuments, ...frCodes, ...frFinding, ...frNotes, ...frLinks, ...frSharing, ...frReview, ...frCases, ...frReports, ...frSynthesis }
const pt = { ...ptCoverage, ...ptActors, ...ptApp, ...ptWorkspace, ...ptReading, ...ptDocuments, ...ptCodes, ...ptFinding, ...ptNotes, ...ptLinks, ...ptSharing, ...ptReview, ...ptCases, ...ptReports, ...ptSynthesis }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    keySeparator: false
    nsSeparator: false
    resources: { ui: typeof en }
  }
}

/** Sentences for the program's errors, by their code; in English they come with the error. */
const errors: Record<Exclude<Language, 'en'>, Record<string, string>> = { es: esErrors, fr: frErrors, pt: ptErrors }

export const i18nOptions = {
  resources: { en: { ui: en }, es: { ui: es }, fr: { ui: fr }, pt: { ui: pt } },
  fallbackLng: 'en',
  supportedLngs: [...languages],
  nonExplicitSupportedLngs: true,
  defaultNS: 'ui',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // React writes text nodes
  returnNull: false,
} as const

/** The language to speak: the person's choice, or the system's if it is one of ours. */
export function languageOf(choice: Language | '', system: readonly string[]): Language {
  const wanted = choice === '' ? system.map((tag) => tag.split('-')[0]?.toLowerCase()) : [choice]
  return languages.find((l) => l === wanted.find((w) => languages.includes(w as Language))) ?? 'en'
}

export async function startI18n(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({ ...i18nOptions, lng: language })
  return i18next
}

/**
 * The sentence for an error in the language of the screen. A code without a
 * translation is shown in English, as the program wrote it.
 */
export function sentence(failure: Failure, language: string): string {
  return said(failure.code, failure.message, failure.args, language)
}

/**
 * The same for whatever else the program says by a code: warnings, reasons, notices.
 * Words of the program's own that it fills in have texts, too, under `code.argument=word`.
 */
export function said(code: string, message: string, args: Readonly<Record<string, unknown>>, language: string): string {
  const texts = language === 'en' ? undefined : errors[language as Exclude<Language, 'en'>]
  const template = texts?.[code]
  if (template === undefined) return message
  // "{count|passage was|passages were}" are words that follow the number.
  const counted = template.replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (_, name: string, one: string, many: string) => (new Intl.PluralRules(language).select(Number(args[name])) === 'one' ? one : many))
  return counted.replace(/\{(\w+)\}/g, (mark, name: string) => (name in args ? (texts?.[`${code}.${name}=${String(args[name])}`] ?? String(args[name])) : mark))
}
