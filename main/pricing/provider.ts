import type { ProviderKind } from '../../contract/vocabulary'

/** Whose price it is: a provider's, or one server's where many servers offer models of the same name. */
export function priceProvider({
  kind,
  address,
}: {
  readonly kind: ProviderKind
  readonly address: string | null
}): string {
  return kind === 'openai_compatible' && address ? `${kind} ${new URL(address).origin}` : kind
}
