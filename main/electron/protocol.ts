import { type Protocol, protocol } from 'electron'
import { type Answer, openAssets, plain } from '../door/assets'
import { isOurPage, pageScheme, schemePrivileges } from './hardening'

/** Must run before the app is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: pageScheme, privileges: schemePrivileges }])
}

/** Serves the built page at app://studio/ with the same files and headers as the browser door. */
export function servePages(target: Protocol, folder: string): void {
  const assets = openAssets({ folder, door: 'electron' })
  target.handle(pageScheme, async ({ method, url }) => {
    if (method !== 'GET' || !isOurPage(url))
      return asResponse(plain('electron', 404, 'There is nothing here.'))
    return asResponse(await assets.answer(new URL(url).pathname))
  })
}

function asResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers })
}
