// What is built, and how: one Vite build per target. Only PGlite stays outside the bundles: it needs its own files.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const external = ['electron', /^@electric-sql\//, /^node:/]

/** A Node program of ours: ES module, everything of npm's bundled but PGlite and Electron. */
function program(name, entries, { folder = 'out/main' } = {}) {
  const input = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file))))
  const single = Object.keys(entries).length === 1
  return {
    name,
    exists: Object.keys(input).length > 0,
    output: Object.keys(input).map((entry) => join(root, folder, `${entry}.js`)),
    config: {
      configFile: false,
      root,
      logLevel: 'warn',
      // Vite would otherwise define process.env.NODE_ENV in bundles that must read it.
      mode: 'production',
      build: {
        ssr: true,
        target: 'node20',
        outDir: join(root, folder),
        emptyOutDir: false,
        minify: false,
        rollupOptions: {
          input,
          external,
          output: {
            format: 'es',
            entryFileNames: '[name].js',
            chunkFileNames: `${name}/[name]-[hash].js`,
            ...(single ? { codeSplitting: false } : {}),
          },
        },
      },
      ssr: {
        noExternal: true,
        external: ['electron', '@electric-sql/pglite', '@electric-sql/pglite-pgvector'],
      },
    },
  }
}

/** QuickJS looks for its machine code beside the program. */
function withSandbox(target) {
  const fileName = 'emscripten-module.wasm'
  const emit = {
    name: 'quickjs',
    generateBundle() {
      const folder = join(root, 'node_modules/@jitl/quickjs-wasmfile-release-sync/dist')
      this.emitFile({ type: 'asset', fileName, source: readFileSync(join(folder, fileName)) })
    },
  }
  target.config.plugins = [emit]
  target.output.push(join(root, 'out/main', fileName))
  return target
}

export const targets = [
  program('db-worker', { 'db-worker': 'db/pglite/worker.ts' }),
  program('template-worker', { 'template-worker': 'main/templates/worker.ts' }),
  withSandbox(program('expression-worker', { 'expression-worker': 'main/engine/expression/worker.ts' })),
  withSandbox(program('code-worker', { 'code-worker': 'main/engine/code/worker.ts' })),
  program('prepare', { prepare: 'db/prepare-cli.ts' }),
  program('verify', { verify: 'db/backup/verify-child.ts' }),
  program('host', {
    headless: 'main/headless/index.ts',
    cli: 'main/cli/index.ts',
    electron: 'main/electron/index.ts',
  }),
  {
    name: 'preload',
    exists: existsSync(join(root, 'preload/index.ts')),
    output: [join(root, 'out/preload/index.cjs')],
    config: {
      configFile: false,
      root,
      logLevel: 'warn',
      build: {
        // A sandboxed preload must be one CommonJS file.
        lib: { entry: join(root, 'preload/index.ts'), formats: ['cjs'], fileName: () => 'index.cjs' },
        outDir: join(root, 'out/preload'),
        emptyOutDir: true,
        minify: false,
        rollupOptions: { external: ['electron'] },
      },
    },
  },
  {
    name: 'renderer',
    exists: existsSync(join(root, 'renderer/vite.config.ts')),
    output: [join(root, 'out/renderer/index.html')],
    config: { configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' },
  },
]
