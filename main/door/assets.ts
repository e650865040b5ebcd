import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { contentSecurityPolicy, type PageDoor } from './csp'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/** What index.html carries in its meta elements, filled in for each response. */
const noncePlace = '__CSP_NONCE__'
const secretPlace = '__STUDIO_SECRET__'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

export interface Assets {
  /** The paths that are served, each with a leading slash. */
  readonly paths: readonly string[]
  /** Answers a request for the path of a URL, as it was sent; anything not in the map is 404. */
  answer(pathname: string): Promise<Answer>
}

export interface AssetOptions {
  /** The folder of the built page. */
  readonly folder: string
  readonly door: PageDoor
  /** What the page sends first over its WebSocket; Electron's page has none. */
  readonly secret?: string
}

/** Headers that every answer of a door carries, whatever its kind. */
export function securityHeaders(door: PageDoor, nonce?: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(door, nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}

/**
 * The files of the built page as a map made once: a URL is only ever looked up in it and never joined to a path, so
 * that no spelling of `..` leads out of the folder. They are read at once and in one go: at the start every turn of the
 * loop that a page waits for is one in which the host reads its own code. Throws where the page is not built.
 */
export function openAssets({ folder, door, secret = '' }: AssetOptions): Assets {
  const files = mapFiles(folder)
  const index = files.get('/index.html')
  if (!index) throw new Error('The screens are not built. Run `npm run build`, then start again.')
  files.set('/', index)

  return {
    paths: [...files.keys()],
    async answer(pathname) {
      const file = files.get(pathname)
      if (!file) return plain(door, 404, 'There is nothing at this address.')
      if (file === index) return page(readFileSync(file, 'utf8'), door, secret)
      return {
        status: 200,
        headers: {
          ...securityHeaders(door),
          'content-type': types[extname(file)] ?? 'application/octet-stream',
          // Vite puts a hash of the content into every name below /assets/.
          'cache-control': pathname.startsWith('/assets/')
            ? 'private, max-age=31536000, immutable'
            : 'no-cache',
        },
        body: new Uint8Array(readFileSync(file)),
      }
    },
  }
}

/** A sentence as an answer of its own, in plain text. */
export function plain(door: PageDoor, status: number, sentence: string): Answer {
  return {
    status,
    headers: {
      ...securityHeaders(door),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: new TextEncoder().encode(`${sentence}\n`),
  }
}

function page(html: string, door: PageDoor, secret: string): Answer {
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    headers: {
      ...securityHeaders(door, nonce),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: new TextEncoder().encode(html.replaceAll(noncePlace, nonce).replaceAll(secretPlace, secret)),
  }
}

function mapFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readFolder(folder)) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, path)
  }
  return files
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
  } catch {
    return []
  }
}
