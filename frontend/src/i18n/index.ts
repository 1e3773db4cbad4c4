import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { languages, type Failure, type Language } from '../api/types'
import en from './locales/en.json'
import errorsEs from './locales/errors.es.json'
import errorsFr from './locales/errors.fr.json'
import errorsPt from './locales/errors.pt.json'
import es from './locales/es.json'
import fr from './locales/fr.json'
import pt from './locales/pt.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    keySeparator: false
    nsSeparator: false
    resources: { ui: typeof en }
  }
}

/** Sentences for the program's errors, by their code; in English they come with the error. */
const errors: Record<Exclude<Language, 'en'>, Record<string, string>> = { es: errorsEs, fr: errorsFr, pt: errorsPt }

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
  const template = language === 'en' ? undefined : errors[language as Exclude<Language, 'en'>]?.[failure.code]
  if (template === undefined) return failure.message
  return template.replace(/\{(\w+)\}/g, (mark, name: string) => (name in failure.args ? String(failure.args[name]) : mark))
}
