/** Shapes of keys that providers give out, and of headers that carry them. */
const shapes: readonly RegExp[] = [
  /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{8,}/g,
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /\b(?:gsk|xai|hf|r8|pplx|nvapi|ghp|gho)[_-][A-Za-z0-9_-]{16,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/=-]{8,}/gi,
  /\b(?:x-)?api[-_]?key["']?\s*[:=]\s*["']?[^\s"',}&]{6,}/gi,
  /([?&](?:key|api_key|token|access_token)=)[^&\s"']+/gi,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g,
]

export const REDACTED = '[key]'

/**
 * Takes keys out of a text before it is logged, stored or shown: the known ones as they are and as base64, hex and
 * URL-encoded, then everything that looks like one.
 */
export function redactSecrets(text: string, known: readonly string[] = []): string {
  let clean = text
  for (const secret of known) {
    if (secret.length < 4) continue
    const bytes = Buffer.from(secret)
    const forms = [
      secret,
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
      encodeURIComponent(secret),
    ]
    for (const form of new Set(forms)) clean = clean.replaceAll(form, REDACTED)
  }
  for (const shape of shapes) clean = clean.replace(shape, REDACTED)
  return clean
}
