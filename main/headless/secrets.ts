import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits, in characters that need no escape in an address, a cookie or a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares without telling by its duration how much was right, whatever the lengths. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

/** The value of a cookie in a Cookie header, or undefined. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}

/** The token in the printed address: it opens the door once. */
export class OneTimeToken {
  #value = newSecret()
  #used = false

  get value(): string {
    return this.#value
  }

  /** True the first time the right token is given, and never again for that token. */
  use(given: string): boolean {
    const right = sameSecret(given, this.#value)
    if (!right || this.#used) return false
    this.#used = true
    return true
  }

  /** A fresh token in place of the one before. */
  renew(): string {
    this.#value = newSecret()
    this.#used = false
    return this.#value
  }
}
