import { randomBytes } from 'node:crypto'
import type { ProviderKind } from '../../contract/vocabulary'
import type { TokenUsage } from '../../core/pricing/price'
import { createNetClient, type NetClient } from '../net/client'
import type { NetLimits } from '../net/limits'
import { type KnownModel, knownModels } from '../pricing/catalog'
import type { Secrets } from '../secrets/secrets'
import { brokenOff, type Ended, ended, failureOf } from './failures'
import { offeredModels } from './offered-models'
import {
  type CallEnd,
  type CallFailure,
  type FinishReason,
  type ModelCall,
  noUsage,
  type Provider,
  type ProviderEvent,
} from './provider'
import { providers } from './registry'

export interface ConnectionSettings {
  readonly kind: ProviderKind
  /** What the user entered; null is the provider's own address. */
  readonly address: string | null
  /** Names that the user added. */
  readonly models: readonly string[]
  readonly secretRef: string | null
}

/** An open way to one provider: its sockets, its key's place, its name. Make one for each connection and keep it. */
export class ModelConnection {
  private readonly provider: Provider
  private readonly client: NetClient
  /** Fresh for each connection, so that no text can contain it by chance or design. */
  private readonly placeholder = `key-${randomBytes(16).toString('hex')}`

  constructor(
    private readonly settings: ConnectionSettings,
    private readonly secrets: Pick<Secrets, 'get' | 'has' | 'state'>,
    limits: Partial<NetLimits> = {},
  ) {
    this.provider = providers[settings.kind]
    const { secretRef } = settings
    const address = settings.address ?? this.provider.address
    this.client = createNetClient({
      entered: settings.address === null ? [] : [settings.address],
      limits,
      ...(secretRef !== null && address !== null
        ? { key: { placeholder: this.placeholder, address, resolve: () => secrets.get(secretRef) } }
        : {}),
    })
  }

  /** Names the user added, then those the price list knows, each once. */
  async models(): Promise<KnownModel[]> {
    const known = this.settings.kind === 'simulator' ? simulatedModels : await knownModels(this.settings)
    const own = this.settings.models.map(
      (id) => known.find((model) => model.id === id) ?? { id, contextWindow: null },
    )
    return [...own, ...known.filter((model) => !this.settings.models.includes(model.id))]
  }

  /**
   * Asks a model and yields what it says as it says it. Never throws: the last event is `end`, with a status and,
   * where something went wrong, a failure to show. Nothing is tried twice.
   */
  async *stream(call: ModelCall): AsyncGenerator<ProviderEvent, void> {
    const began = performance.now()
    let firstTokenMs: number | null = null
    let usage: TokenUsage = noUsage
    let reason: FinishReason | null = null
    let hadText = false
    const close = (end: Ended): ProviderEvent => ({
      type: 'end',
      end: { ...end, usage, firstTokenMs, durationMs: performance.now() - began } satisfies CallEnd,
    })
    const refusal = this.refusal()
    if (refusal) return yield close(refusal)
    try {
      for await (const event of this.provider.stream(call, this.access())) {
        if (event.type === 'usage') usage = event.usage
        else if (event.type === 'finish') reason = event.reason
        else {
          firstTokenMs ??= performance.now() - began
          hadText ||= event.type === 'text'
          yield event
        }
      }
      yield close(finished(reason, hadText, this.provider.label, call))
    } catch (error) {
      const around = { label: this.provider.label, model: call.model, hadText }
      yield close(failureOf(error, call.signal ? { ...around, signal: call.signal } : around))
    }
  }

  /** Asks the provider for its models: proves address, key and network, and costs nothing. Never throws. */
  async check(signal: AbortSignal): Promise<{ failure: CallFailure | null; models: string[] }> {
    const refusal = this.refusal()
    if (refusal) return { failure: refusal.failure, models: [] }
    if (this.settings.kind === 'simulator') {
      return { failure: null, models: simulatedModels.map(({ id }) => id) }
    }
    try {
      return { failure: null, models: await offeredModels(this.settings.kind, this.access(), signal) }
    } catch (error) {
      const around = { label: this.provider.label, model: 'its list of models', signal, hadText: false }
      return { failure: failureOf(error, around).failure, models: [] }
    }
  }

  close(): void {
    this.client.close()
  }

  private access() {
    const { address, secretRef } = this.settings
    return {
      address: address ?? this.provider.address,
      fetch: this.client.fetch,
      key: secretRef === null || this.provider.key === 'none' ? null : this.placeholder,
    }
  }

  /** What is known to be missing before anything is sent. */
  private refusal(): Ended | null {
    const { secretRef, address } = this.settings
    const { key, label } = this.provider
    if (key !== 'none' && address === null && this.provider.address === null) {
      return ended('failed', 'no_address', 'The connection has no address.', 'Enter one in its settings.')
    }
    const stored = secretRef !== null && (this.secrets.has(secretRef) || this.secrets.state().locked)
    if (key === 'required' && !stored) {
      return ended(
        'unauthorized',
        'key_missing',
        `${label} needs a key, and none is stored.`,
        'Enter one in the connection’s settings.',
      )
    }
    return null
  }
}

const simulatedModels: readonly KnownModel[] = [
  { id: 'sim-small', contextWindow: 128_000 },
  { id: 'sim-large', contextWindow: 128_000 },
]

function finished(reason: FinishReason | null, hadText: boolean, label: string, call: ModelCall): Ended {
  const status = hadText ? 'partial_success' : 'failed'
  switch (reason) {
    case 'stop':
    case 'tool_calls':
      return { status: 'success', failure: null }
    case 'length':
      return ended(
        'partial_success',
        'length',
        `The answer reached its limit${limitOf(call)} and was cut off.`,
        'Raise the limit of tokens, or ask for less.',
      )
    case 'content_filter':
      return ended(
        status,
        'content_filter',
        `${label} held the answer back by its own rules.`,
        'Rephrase the prompt.',
      )
    case 'error':
      return ended(status, 'provider_error', `${label} ended the answer with a failure.`, 'Try again.')
    case 'cut_off':
    case null:
      return { ...brokenOff(label), status }
  }
}

const limitOf = ({ settings }: ModelCall): string =>
  settings.maxTokens ? ` of ${settings.maxTokens} tokens` : ''
