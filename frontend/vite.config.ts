import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: './',
  plugins: [react()],
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
