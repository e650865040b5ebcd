import { request as httpRequest } from 'node:http'
import { contentSecurityPolicy } from '../../main/door/csp'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

test('two studios at once in one browser are told apart', async ({ page, context, studio, otherStudio }) => {
  const one = await StudioPage.open(page, await studio.start())
  const other = await StudioPage.open(await context.newPage(), await otherStudio.start())
  const editor = await one.openItem('Summary in five points')
  await editor.rename('Only in the first studio')
  await expect(editor.title).toHaveValue('Only in the first studio')

  await one.goToLibrary()
  await one.page.reload()
  await other.page.reload()
  await expect(one.row('Only in the first studio')).toBeVisible()
  await expect(other.row('Summary in five points')).toBeVisible()
  await expect(other.row('Only in the first studio')).toHaveCount(0)
})

test('the printed address opens the studio once, and a reload keeps working', async ({
  page,
  studio,
  otherBrowser,
}) => {
  const address = await studio.start()
  const window = await StudioPage.open(page, address)
  expect(page.url()).not.toContain('token')
  await page.reload()
  await expect(window.templates).toBeVisible()

  const stranger = await otherBrowser.newPage()
  const second = await stranger.goto(address)
  expect(second?.status()).toBe(403)
  await expect(stranger.locator('body')).toContainText('This address has been used')
  const without = await stranger.goto(new URL('/', address).href)
  expect(without?.status()).toBe(403)
  await expect(stranger.locator('body')).toContainText('Open the address the studio printed')
})

test('the page comes with the exact policy, and nothing lets another site in', async ({ page, studio }) => {
  const address = await studio.start()
  await StudioPage.open(page, address)
  const answer = await page.reload()
  const headers = answer?.headers() ?? {}
  const nonce = await page.locator('meta[name="csp-nonce"]').getAttribute('content')
  expect(headers['content-security-policy']).toBe(contentSecurityPolicy('browser', nonce ?? 'none'))
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])

  const port = Number(new URL(address).port)
  expect(await statusOf(port, { origin: 'http://evil.example' })).toBe(403)
  expect(await statusOf(port, { host: 'evil.example' })).toBe(421)
  expect(await statusOf(port, { host: `localhost:${port}` })).toBe(421)
  expect(await statusOf(port, {})).toBe(403)
})

/** The status for a request that has no cookie, with these headers in place of a browser's own. */
function statusOf(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path: '/', headers, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asked.on('error', reject).end()
  })
}
