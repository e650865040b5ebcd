/** How long and how large an exchange may be. Times in milliseconds, sizes in bytes. */
export interface NetLimits {
  readonly connectMs: number
  /** From sending the request to the first line of the answer; models may think before they speak. */
  readonly firstByteMs: number
  /** Between two pieces of the answer. */
  readonly idleMs: number
  readonly totalMs: number
  readonly requestBytes: number
  readonly responseBytes: number
}

const MB = 1024 * 1024

export const defaultLimits: NetLimits = {
  connectMs: 15_000,
  firstByteMs: 180_000,
  idleMs: 120_000,
  totalMs: 30 * 60_000,
  requestBytes: 32 * MB,
  responseBytes: 32 * MB,
}
