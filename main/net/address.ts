import { isIP } from 'node:net'

/**
 * - public: anybody's; loopback, private: reached only where the user entered exactly that host and port.
 * - forbidden: never reached: unspecified, link-local (cloud metadata lives there), multicast, reserved, tunnels.
 */
export type AddressClass = 'public' | 'loopback' | 'private' | 'forbidden'

type Block = readonly [base: string, bits: number, kind: AddressClass]

/** IANA's special-purpose registries. The first block that holds the address decides. */
const v4Blocks: readonly Block[] = [
  ['0.0.0.0', 8, 'forbidden'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'forbidden'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'forbidden'],
  ['192.0.2.0', 24, 'forbidden'],
  ['192.88.99.0', 24, 'forbidden'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'private'],
  ['198.51.100.0', 24, 'forbidden'],
  ['203.0.113.0', 24, 'forbidden'],
  ['224.0.0.0', 3, 'forbidden'],
]

/** What is not listed and not in 2000::/3 is forbidden. */
const v6Blocks: readonly Block[] = [
  ['::1', 128, 'loopback'],
  ['fc00::', 7, 'private'],
  ['2001::', 23, 'forbidden'],
  ['2001:db8::', 32, 'forbidden'],
  ['2002::', 16, 'forbidden'],
  ['3fff::', 20, 'forbidden'],
  ['2000::', 3, 'public'],
]

/** Forms of IPv6 that carry an IPv4 address in their last 32 bits: mapped, translated (NAT64). */
const v4Carriers: readonly (readonly [string, number])[] = [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]

/** Class of an address as the resolver gave it. What is no address is forbidden. */
export function classify(address: string): AddressClass {
  const kind = isIP(address)
  if (kind === 4) return decide(v4Blocks, parse4(address), 32) ?? 'public'
  if (kind !== 6) return 'forbidden'
  // A zone ("%eth0") names an interface of this machine: link-local by nature.
  if (address.includes('%')) return 'forbidden'
  const value = parse6(address)
  const carried = v4Carriers.some(([base, bits]) => within(value, parse6(base), bits, 128))
  if (carried) return decide(v4Blocks, value & 0xffffffffn, 32) ?? 'public'
  return decide(v6Blocks, value, 128) ?? 'forbidden'
}

function decide(blocks: readonly Block[], value: bigint, width: number): AddressClass | undefined {
  const parse = width === 32 ? parse4 : parse6
  return blocks.find(([base, bits]) => within(value, parse(base), bits, width))?.[2]
}

function within(value: bigint, base: bigint, bits: number, width: number): boolean {
  const shift = BigInt(width - bits)
  return value >> shift === base >> shift
}

function parse4(text: string): bigint {
  return text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
}

function parse6(text: string): bigint {
  const withoutDots = text.replace(/(\d+\.\d+\.\d+\.\d+)$/, (dotted) => {
    const value = parse4(dotted)
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
  })
  const [head = '', tail] = withoutDots.split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right]
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}
