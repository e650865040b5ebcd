import { z } from 'zod'
import { id, method } from './common'
import { providerKinds } from './vocabulary'

export const keyState = z.enum(['none_needed', 'missing', 'stored', 'session', 'locked'])

/** A way to reach models. Its key is never part of it: only whether there is one, and where it lives. */
export const connection = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  kind: z.enum(providerKinds),
  /** Base address for an OpenAI-compatible server; null means the provider's own. */
  address: z.string().nullable(),
  models: z.array(z.string().max(200)),
  /** True where the owner lets every workspace of this account use it. */
  shared: z.boolean(),
  /** False where it is another workspace's connection, shared with this one. */
  own: z.boolean(),
  keyState,
  rowVersion: z.number().int(),
})
export type Connection = z.infer<typeof connection>

export const provider = {
  list: method.output(z.array(connection)),
  save: method
    .input(
      z.object({
        commandId: id,
        id,
        rowVersion: z.number().int().nullable(),
        name: z.string().trim().min(1).max(80),
        kind: z.enum(providerKinds),
        address: z.url().nullish(),
        models: z.array(z.string().trim().min(1).max(200)).max(200).default([]),
        shared: z.boolean().default(false),
      }),
    )
    .output(connection),
  remove: method.input(z.object({ commandId: id, id })).output(z.object({ removed: z.boolean() })),
  /** One way only: a key goes in and never comes out. */
  setKey: method
    .input(z.object({ id, key: z.string().min(1).max(4000), remember: z.boolean().default(true) }))
    .output(connection),
  forgetKey: method.input(z.object({ id })).output(connection),
  /** Where keys are kept on this machine, and whether a passphrase is asked for. */
  keys: method.output(
    z.object({
      store: z.enum(['keychain', 'key_file', 'session']),
      locked: z.boolean(),
      exists: z.boolean(),
    }),
  ),
  /** Opens the key file, or makes one with this passphrase where there is none. */
  unlockKeys: method
    .input(z.object({ passphrase: z.string().min(8).max(1000) }))
    .output(z.object({ ok: z.boolean() })),
}
