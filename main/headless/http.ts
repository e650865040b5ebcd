import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, type Assets, plain, securityHeaders } from '../door/assets'
import { isForeign, refuseRequest } from './guard'
import { cookieValue, type OneTimeToken, sameSecret } from './secrets'

export interface Entrance {
  readonly authority: string
  readonly token: OneTimeToken
  readonly cookieName: string
  readonly cookie: string
}

const askForAddress = 'Press Enter in the terminal where the studio runs to get a new one, or start it again.'
const usedSentence = `This address has been used; it opens the studio once. ${askForAddress}`
const strangerSentence = `This browser has no access to the studio. Open the address the studio printed. ${askForAddress}`

/** True where the request carries this instance's cookie. */
export function admitted(request: IncomingMessage, { cookieName, cookie }: Entrance): boolean {
  return sameSecret(cookieValue(request.headers.cookie, cookieName) ?? '', cookie)
}

/** The door's answers over HTTP: the token exchange at `/?token=`, and the files of the page for who has the cookie. */
export function answerHttp(assets: Assets, entrance: Entrance) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await choose(request, assets, entrance)
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.byteLength })
    response.end(request.method === 'HEAD' ? undefined : answer.body)
  }
}

async function choose(request: IncomingMessage, assets: Assets, entrance: Entrance): Promise<Answer> {
  const refusal = refuseRequest(request, entrance.authority)
  if (refusal) return plain('browser', refusal.status, refusal.sentence)

  const [pathname = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const token = pathname === '/' ? new URLSearchParams(query).get('token') : null
  if (token !== null) return exchange(request, entrance, token)
  if (!admitted(request, entrance)) return plain('browser', 403, strangerSentence)
  return assets.answer(pathname)
}

/** The token for the cookie, once; then the clean address, so that the token stays out of the history. */
function exchange(request: IncomingMessage, entrance: Entrance, token: string): Answer {
  if (admitted(request, entrance)) return toCleanAddress(request, {})
  if (request.method !== 'GET' || !entrance.token.use(token)) return plain('browser', 403, usedSentence)
  const { cookieName, cookie } = entrance
  return toCleanAddress(request, {
    'set-cookie': `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`,
  })
}

function toCleanAddress(request: IncomingMessage, headers: Record<string, string>): Answer {
  const common = { ...securityHeaders('browser'), ...headers, 'cache-control': 'no-store' }
  // Followed from another site's page, a redirect still counts as that site's and would leave the cookie behind.
  if (isForeign(request)) {
    return {
      status: 200,
      headers: { ...common, 'content-type': 'text/html; charset=utf-8' },
      body: new TextEncoder().encode(
        '<!doctype html><meta http-equiv="refresh" content="0; url=/"><title>PromptStudio</title>',
      ),
    }
  }
  return { status: 303, headers: { ...common, location: '/' }, body: new Uint8Array() }
}
