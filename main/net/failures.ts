import { NetError } from './errors'

const dnsCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL', 'EAI_NONAME'])
const tlsCodes = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/

/** A failure before the answer began, in words. */
export function connectError(error: Error & { code?: string }, url: URL): NetError {
  if (error instanceof NetError) return error
  const code = codeOf(error)
  if (dnsCodes.has(code)) {
    return new NetError(
      'dns',
      `${url.hostname} was not found.`,
      'Check the address, and whether this machine is online.',
      { cause: error },
    )
  }
  if (tlsCodes.test(code)) {
    return new NetError(
      'tls',
      `${url.host} did not prove who it is.`,
      'Check the address, and the certificate of the server.',
      { cause: error },
    )
  }
  if (code === 'ECONNREFUSED') {
    return new NetError(
      'connect',
      `Nothing answers at ${url.host}.`,
      'Check the port, and whether the server is running.',
      { cause: error },
    )
  }
  if (code.startsWith('HPE_')) {
    return new NetError(
      'closed',
      `${url.host} does not answer as a web server.`,
      'Check the port of the address.',
      { cause: error },
    )
  }
  if (code === 'ECONNRESET' || code === 'EPIPE') {
    return new NetError('closed', `${url.host} closed the connection before it answered.`, 'Try again.', {
      cause: error,
    })
  }
  return new NetError(
    'connect',
    `${url.host} could not be reached.`,
    'Check the address, and whether this machine is online.',
    { cause: error },
  )
}

/** Where several addresses were tried, the error of the first says most. */
function codeOf(error: Error & { code?: string }): string {
  if (error instanceof AggregateError) {
    const first: unknown = error.errors.find((each) => each instanceof NetError) ?? error.errors[0]
    if (first instanceof Error && first !== error) return codeOf(first)
  }
  return error.code ?? ''
}
