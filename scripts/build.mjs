// Builds what is missing or stale. A target is stale when a file that went into it has changed since.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { alone } from './build-lock.mjs'
import { licencesFile, packagesIn, writeLicences } from './licences.mjs'
import { root, targets } from './targets.mjs'

const stampDir = join(root, 'out/stamps')

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(file)
    const path = join(root, file)
    hash.update(existsSync(path) ? readFileSync(path) : 'gone')
  }
  return hash.digest('hex')
}

const stampOf = (target) => {
  const file = join(stampDir, `${target.name}.json`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function fresh(target) {
  const stamp = stampOf(target)
  if (!stamp?.packages || target.output.some((file) => !existsSync(file))) return false
  return digest(stamp.files) === stamp.sum
}

/** Notes every source file that went into a build, so that the next one knows whether it is stale. */
function inputs(found) {
  return {
    name: 'inputs',
    buildEnd() {
      for (const id of this.getModuleIds()) {
        const path = id.split('?')[0]
        if (path.startsWith(root) && !path.includes('node_modules')) found.add(relative(root, path))
      }
    },
  }
}

/** Parts of earlier builds bear other names and would stay for ever, in what is shipped too. */
function withoutEarlierParts() {
  return {
    name: 'without-earlier-parts',
    writeBundle({ dir }, bundle) {
      const written = new Set(Object.keys(bundle))
      const folders = new Set([...written].filter((file) => file.includes('/')).map(dirname))
      for (const folder of folders) {
        for (const file of readdirSync(join(dir, folder))) {
          if (!written.has(`${folder}/${file}`)) rmSync(join(dir, folder, file), { recursive: true })
        }
      }
    },
  }
}

/** Whoever builds, a test among them, builds what is shipped: Vite takes React's slow half where NODE_ENV says so. */
async function asProduct(work) {
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await work()
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

async function buildTarget(target) {
  const { build } = await import('vite')
  const found = new Set(['package-lock.json', 'scripts/targets.mjs'])
  if (target.name === 'renderer') for (const file of walk('renderer')) found.add(file)
  const packages = new Set()
  const notes = () => [inputs(found), packagesIn(packages)]
  const own = [...(target.config.plugins ?? []), ...notes(), withoutEarlierParts()]
  await asProduct(() =>
    build({
      ...target.config,
      plugins: own,
      worker: { plugins: notes },
    }),
  )
  const files = [...found].filter((file) => !file.startsWith('\0')).sort()
  mkdirSync(stampDir, { recursive: true })
  const stamp = { files, sum: digest(files), packages: [...packages] }
  writeFileSync(join(stampDir, `${target.name}.json`), JSON.stringify(stamp))
}

function walk(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/**
 * Builds the named targets (all by default) and the prepared vault. Says one line for each thing made.
 * @param {string[]} [names]
 */
export function ensureBuilt(names = targets.map((target) => target.name)) {
  return alone(() => buildStale(names))
}

async function buildStale(names) {
  let built = !existsSync(licencesFile)
  for (const target of targets.filter((each) => names.includes(each.name) && each.exists)) {
    if (fresh(target)) continue
    const began = Date.now()
    await buildTarget(target)
    built = true
    process.stderr.write(`built ${target.name} in ${Date.now() - began} ms\n`)
  }
  if (built) writeLicences(targets.flatMap((target) => stampOf(target)?.packages ?? []))
  if (names.includes('prepare')) prepareVault()
}

/**
 * The prepared vault is a product of the migrations and of PGlite; its program remakes it only when these changed. The
 * stamp saves each start even the asking.
 */
function prepareVault() {
  const program = join(root, 'out/main/prepare.js')
  if (!existsSync(program)) return
  const stamp = join(stampDir, 'prepared-vault')
  const sum = digest([
    'out/main/prepare.js',
    'package-lock.json',
    ...walk('db/migrations'),
    ...walk('db/functions'),
  ])
  const there = existsSync(join(root, 'out/prepared/vault.tar.gz')) && existsSync(stamp)
  if (there && readFileSync(stamp, 'utf8') === sum) return
  const { status } = spawnSync(process.execPath, [program], { stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error('The prepared vault could not be made; the lines above say why.')
  writeFileSync(stamp, sum)
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv.includes('--clean')) rmSync(join(root, 'out'), { recursive: true, force: true })
  await ensureBuilt()
}
