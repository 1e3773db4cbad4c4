import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** What a PDF may leave out and its reader brings along: tables of characters, the standard fonts, decoders of pictures. */
function pdfFiles(): Plugin {
  const parts: [string, string, RegExp][] = [
    ['cmaps', 'cmaps', /\.bcmap$|^LICENSE/],
    ['standard_fonts', 'fonts', /\.(pfb|ttf)$|^LICENSE/],
    // Programs in WebAssembly are refused by the content policy.
    ['wasm', 'wasm', /_nowasm_fallback\.js$|^LICENSE_(PDFJS_)?(JBIG2|OPENJPEG)$/],
  ]
  return {
    name: 'pdf-files',
    generateBundle() {
      const from = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
      for (const [folder, to, wanted] of parts) {
        for (const name of readdirSync(join(from, folder)).filter((n) => wanted.test(n))) {
          this.emitFile({ type: 'asset', fileName: `pdf/${to}/${name}`, source: readFileSync(join(from, folder, name)) })
        }
      }
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [react(), pdfFiles()],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: false, // scripts/clean.mjs does it and keeps .gitkeep
    target: ['safari17.5', 'chrome123'],
    assetsInlineLimit: 0, // the content policy allows files of our own, not data: addresses, for fonts
    modulePreload: { polyfill: false },
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
})
