/** Which door serves the page: the two differ in nothing but what the page may connect to. */
export type PageDoor = 'electron' | 'browser'

/**
 * The one Content-Security-Policy of the studio, in its two renderings. `nonce` is fresh for each HTML response and
 * admits the style elements of the text editor; everything but HTML is served without one.
 *
 * In Electron the page has no network at all: its contract travels over a MessagePort. In a browser it may reach the
 * door that served it (`'self'` covers the WebSocket of the same host and port).
 */
export function contentSecurityPolicy(door: PageDoor, nonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    door === 'electron' ? "connect-src 'none'" : "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}
