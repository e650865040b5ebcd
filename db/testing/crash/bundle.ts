import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { appRoot } from '../../root'

/**
 * Bundles a TypeScript entry of the tests (a worker, a child process) into `out/testing` and answers the file.
 * Tests beside each other may ask for the same one, so it appears whole or not at all.
 */
export async function bundle(entry: string): Promise<string> {
  const root = appRoot()
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    mode: 'production',
    build: {
      ssr: true,
      target: 'node20',
      write: false,
      minify: false,
      rollupOptions: {
        input: join(root, entry),
        external: [/^@electric-sql\//, /^node:/],
        output: { format: 'es', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  })
  if (!('output' in built)) throw new Error(`${entry} was not bundled into one file.`)
  const file = join(root, 'out/testing', `${basename(entry, '.ts')}.js`)
  const temporary = `${file}.${process.pid}`
  mkdirSync(join(root, 'out/testing'), { recursive: true })
  writeFileSync(temporary, built.output[0].code)
  renameSync(temporary, file)
  return file
}
