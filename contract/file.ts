import { z } from 'zod'
import { hash, method } from './common'

/** A picture or file kept beside the vault, named by the SHA-256 of its bytes. */
export const fileRef = z.object({
  hash,
  name: z.string().trim().min(1).max(200),
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/),
  /** Bytes. */
  size: z.number().int().min(1),
})
export type FileRef = z.infer<typeof fileRef>

export const file = {
  /** Keeps the bytes (base64); the same bytes again are kept once. REFUSED where they are too many or of no use. */
  put: method
    .input(z.object({ ...fileRef.pick({ name: true, mediaType: true }).shape, data: z.base64() }))
    .output(fileRef),
  get: method
    .input(z.object({ hash }))
    .output(z.object({ mediaType: z.string(), size: z.number().int(), data: z.base64() })),
}
