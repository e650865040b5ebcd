import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let found: string | undefined

/**
 * The folder that holds our package.json. Everything read from disk at run time (migrations, resources, workers)
 * is resolved from it, so that the same code works from source, from `out/main` and inside an asar.
 * Throws when no such folder lies above this file.
 */
export function appRoot(): string {
  found ??= search(dirname(fileURLToPath(import.meta.url)))
  return found
}

function search(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isOurs(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`No package.json of PromptStudio lies above ${start}.`)
  }
}

function isOurs(file: string): boolean {
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'promptstudio'
}
