import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Relative, because the same files are served at an app:// origin and over HTTP.
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    minify: true,
    target: 'chrome140',
    // The content security policy allows neither data: fonts nor fetched preloads.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
