// npm run bench -- NAME [--json]: builds what is missing, then runs bench/NAME.bench.ts.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { root } from './targets.mjs'

const names = readdirSync(join(root, 'bench'))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
const name = process.argv[2]
if (!name || !names.includes(name)) {
  console.error(`usage: npm run bench -- NAME [--json]\nNAME is one of: ${names.join(', ')}`)
  process.exit(2)
}

/** One file of its own, so that a bench and the process it starts never share half a build. */
async function bundle(entry) {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: join(root, 'out/bench'),
      emptyOutDir: false,
      rollupOptions: {
        input: { [entry]: join(root, 'bench', `${entry}.ts`) },
        external: ['electron', 'playwright', 'vite', /^@electric-sql\//, /^node:/],
        output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
      },
    },
    ssr: {
      noExternal: true,
      external: ['electron', 'playwright', 'vite', '@electric-sql/pglite', '@electric-sql/pglite-pgvector'],
    },
  })
  return pathToFileURL(join(root, 'out/bench', `${entry}.js`)).href
}

await ensureBuilt()
if (name !== 'write' && name !== 'durability') process.env.STUDIO_CHROMIUM = await ensureChromium()
// The process that a bench measures, where it is not the built studio itself.
if (existsSync(join(root, 'bench', `${name}.host.ts`))) await bundle(`${name}.host`)
await import(await bundle(`${name}.bench`))
