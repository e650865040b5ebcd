import { BundleError, bundleLimits } from './format'

/**
 * Looks at parsed JSON before anything walks it: depth, number of values, keys that mean something to JavaScript. Goes
 * through a list of its own, so that no depth can exhaust the stack.
 * @throws BundleError
 */
export function guardJson(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  let values = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    values += 1
    if (values > bundleLimits.values) {
      throw new BundleError('This file holds more values than a library can have. Export it in parts.')
    }
    if (typeof value !== 'object' || value === null) continue
    if (depth > bundleLimits.depth) {
      throw new BundleError(
        `This file nests values more than ${bundleLimits.depth} deep, which no export of ours does. Export it again.`,
      )
    }
    if (Object.hasOwn(value, '__proto__')) {
      throw new BundleError(
        'This file has a value named "__proto__", which is not taken from a file. Rename it there, then try again.',
      )
    }
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 })
  }
}
