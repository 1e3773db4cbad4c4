import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..', '..')
export const out = join(root, 'build', 'out')
export const screens = join(out, 'screens')
export const dist = join(root, 'frontend', 'dist')

/** The programs that build/test makes for these tests, and the one that people get. */
export const programs = {
  browser: join(out, 'e2e', 'articula-desktop-browser'),
  window: join(out, 'e2e', 'articula-desktop-window'),
  production: join(root, 'build', 'bin', 'articula-desktop'),
}

/** The first of the paths that exists. */
export function firstThere(what: string, ...paths: (string | undefined)[]): string {
  const found = paths.find((p) => p !== undefined && p !== '' && existsSync(p))
  if (found === undefined) throw new Error(`${what} was not found; ./build/setup --test installs it`)
  return found
}

export const chromium = () =>
  firstThere('Chromium', process.env['ARTICULA_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome')

export const webkitDriver = () => firstThere('WebKitWebDriver', '/usr/bin/WebKitWebDriver')

/** It lies in the folder of the machine's architecture, /usr/lib/x86_64-linux-gnu. */
export const miniBrowser = () =>
  firstThere('WebKit’s MiniBrowser', ...['libexec', ...readdirSync('/usr/lib').map((d) => join('lib', d))].map((d) => join('/usr', d, 'webkit2gtk-4.1/MiniBrowser')))
