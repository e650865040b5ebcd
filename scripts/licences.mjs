// The packages of others that are built in, each with its licence: read from node_modules, written beside the host.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './targets.mjs'

/** Left outside the bundles and shipped as they are, or built in without being imported. */
const shippedBeside = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  'electron',
  'tailwindcss',
].map((name) => `node_modules/${name}`)

export const licencesFile = join(root, 'out/main/licences.json')

/**
 * Notes the folder of every package that a module of a build lies in.
 * @param {Set<string>} found
 */
export function packagesIn(found) {
  return {
    name: 'packages',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.split('?')[0].replace(/^\0/, ''))?.[0]
        if (folder && existsSync(join(folder, 'package.json'))) found.add(relative(root, folder))
      }
    },
  }
}

/**
 * Writes names, versions and licence texts of the packages in these folders and of those that are shipped beside them.
 * @param {Iterable<string>} folders
 */
export function writeLicences(folders) {
  const all = [...new Set([...folders, ...shippedBeside])].map(licenceOf)
  const named = new Map(all.map((each) => [`${each.name}@${each.version}`, each]))
  const sorted = [...named.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  writeFileSync(licencesFile, JSON.stringify(sorted))
}

function licenceOf(folder) {
  const about = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const { name, version } = about
  const licence = String(about.license?.type ?? about.license ?? '')
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const texts = files.sort().map((file) => readFileSync(join(root, folder, file), 'utf8').trim())
  return {
    name,
    version,
    licence,
    text: texts.length > 0 ? texts.join('\n\n') : standardText(licence, about),
  }
}

/** Some packages name their licence and leave its text out. */
function standardText(licence, { name, author, contributors, maintainers }) {
  const file = join(root, `resources/licences/${licence}.txt`)
  if (!existsSync(file))
    throw new Error(`${name} brings no licence text, and ${licence} is not in resources/licences.`)
  const holder = author?.name ?? author ?? contributors?.[0]?.name ?? maintainers?.[0]?.name
  const whose = typeof holder === 'string' ? holder.replace(/\s*[<(].*/, '') : `the authors of ${name}`
  return readFileSync(file, 'utf8').trim().replace('<holder>', whose)
}
