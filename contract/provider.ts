import { z } from 'zod'
import { id, instant, method } from './common'
import { providerKinds } from './vocabulary'

export const keyState = z.enum(['none_needed', 'missing', 'stored', 'session', 'locked'])

/** What one connection is asked at most; null is no limit of ours. */
export const connectionLimits = z.object({
  /** Requests at the same time. */
  atOnce: z.number().int().min(1).max(100).nullable().default(null),
  perMinute: z.number().int().min(1).max(10_000).nullable().default(null),
  /** Seconds for one answer of a model. */
  timeout: z.number().int().min(1).max(3600).default(600),
  /** Further attempts where a provider is busy or cannot be reached. */
  retries: z.number().int().min(0).max(5).default(2),
})
export type ConnectionLimits = z.infer<typeof connectionLimits>

/** A way to reach models. Its key is never part of it: only whether there is one, and where it lives. */
export const connection = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  kind: z.enum(providerKinds),
  /** Base address for an OpenAI-compatible server; null means the provider's own. */
  address: z.string().nullable(),
  models: z.array(z.string().max(200)),
  limits: connectionLimits,
  /** True where the owner lets every workspace of this account use it. */
  shared: z.boolean(),
  /** False where it is another workspace's connection, shared with this one. */
  own: z.boolean(),
  keyState,
  rowVersion: z.number().int(),
})
export type Connection = z.infer<typeof connection>

const rate = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,9})?$/, 'An amount such as 2.50.')
  .nullable()

/** What a million tokens cost. */
export const modelPrice = z.object({
  input: rate,
  output: rate,
  /** Input read from a cache; null costs what input costs. */
  cached: rate,
  currency: z.string().regex(/^[A-Z]{3}$/, 'Three letters such as USD.'),
})
export type ModelPrice = z.infer<typeof modelPrice>

export const knownModel = z.object({
  connectionId: id,
  connectionName: z.string(),
  model: z.string(),
  /** Tokens that fit, prompt and answer together; null is unknown. */
  contextWindow: z.number().int().nullable(),
  takesImages: z.boolean(),
  takesFiles: z.boolean(),
  /** The price that a run of now would be booked with; null is unknown. */
  price: modelPrice.nullable(),
  /** Names the price in every run. */
  priceVersion: z.string().nullable(),
  overridden: z.boolean(),
  simulated: z.boolean(),
})
export type KnownModel = z.infer<typeof knownModel>

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
        limits: connectionLimits.optional(),
      }),
    )
    .output(connection),
  /** Asks the provider for its models, which needs the key and costs nothing; what is wrong is a sentence. */
  test: method.input(z.object({ id })).output(
    z.object({
      ok: z.boolean(),
      sentence: z.string(),
      ms: z.number(),
      /** What the provider offers; empty where it does not say. */
      models: z.array(z.string()),
    }),
  ),
  /** The models of every connection with what they hold, take and cost. */
  models: method.output(z.array(knownModel)),
  /** Sets a model's price from now on; null goes back to the list's. Runs that were booked keep theirs. */
  setPrice: method
    .input(
      z.object({
        commandId: id,
        connectionId: id,
        model: z.string().min(1).max(200),
        price: modelPrice.nullable(),
      }),
    )
    .output(z.object({ priceVersion: z.string().nullable(), from: instant })),
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
