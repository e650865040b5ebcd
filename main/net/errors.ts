export type NetErrorCode =
  | 'bad_address'
  | 'scheme'
  | 'credentials'
  | 'method'
  | 'address'
  | 'redirect'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'encoded'
  | 'closed'
  | 'key'

/** A request that was refused or did not come back whole. Never holds headers, keys or the request's body. */
export class NetError extends Error {
  override readonly name = 'NetError'
  constructor(
    readonly code: NetErrorCode,
    /** What happened, in a sentence for the user. */
    readonly sentence: string,
    /** What to do about it. */
    readonly remedy: string,
    options?: { cause?: unknown },
  ) {
    super(`${sentence} ${remedy}`, options)
  }
}
