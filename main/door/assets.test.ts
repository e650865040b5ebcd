import { describe, expect, it } from 'vitest'
import { openAssets } from './assets'
import { contentSecurityPolicy } from './csp'
import { testPages } from './testing'

/** Fifty spellings of a way out of the folder, and of files that are there but are not served. */
const ways = ['..', '%2e%2e', '..%2f', '%2e%2e%2f', '..%5c', '..\\', '....//', '.%2e', '%252e%252e', '..;']
const targets = ['/etc/passwd', '/package.json', '/index.html', '/assets/../index.html', '/%00']
const traversals = ways.flatMap((way) => targets.map((target) => `/${way}${target}`))
const others = [
  '',
  '//',
  '//index.html',
  '/INDEX.HTML',
  '/index.html/',
  '/assets',
  '/assets/',
  '/assets/index-abc.js.map',
]

describe('the files of the page', () => {
  it('are looked up by name only: no spelling leads out of the folder', async () => {
    const assets = openAssets({ folder: testPages(), door: 'browser' })
    expect(traversals).toHaveLength(50)
    for (const path of [...traversals, ...others]) {
      expect((await assets.answer(path)).status, path).toBe(404)
    }
    expect(assets.paths.toSorted()).toEqual(['/', '/assets/index-abc.js', '/index.html'])
  })

  it('carry the policy and the other headers on every answer, found or not', async () => {
    const assets = openAssets({ folder: testPages(), door: 'electron' })
    for (const path of ['/', '/assets/index-abc.js', '/nothing']) {
      const { headers } = await assets.answer(path)
      expect(headers['content-security-policy'], path).toContain("connect-src 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
    }
  })

  it('are kept by the browser for good where their name carries a hash, and never the page', async () => {
    const assets = openAssets({ folder: testPages(), door: 'browser' })
    const script = await assets.answer('/assets/index-abc.js')
    expect(script.headers['cache-control']).toContain('immutable')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect((await assets.answer('/')).headers['cache-control']).toBe('no-store')
  })

  it('put nonce and secret into the page and leave no place unfilled', async () => {
    const assets = openAssets({ folder: testPages(), door: 'browser', secret: 'the-secret' })
    const html = new TextDecoder().decode((await assets.answer('/')).body)
    expect(html).toContain('content="the-secret"')
    expect(html).not.toContain('__')
  })

  it('must have been built', () => {
    expect(() => openAssets({ folder: '/nowhere', door: 'browser' })).toThrow('npm run build')
  })
})

describe('the content policy', () => {
  it('is this text, to the letter', () => {
    expect(contentSecurityPolicy('electron')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'none'; frame-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
    )
  })

  it('differs between the doors in connect-src, and in a page by the nonce', () => {
    const browser = contentSecurityPolicy('browser', 'abc')
    expect(browser).toBe(
      contentSecurityPolicy('electron')
        .replace("connect-src 'none'", "connect-src 'self'")
        .replace("style-src 'self'", "style-src 'self' 'nonce-abc'"),
    )
    expect(browser).not.toContain('unsafe')
  })
})
