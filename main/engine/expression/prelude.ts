/**
 * Runs once in a new context, before any expression: takes away what an answer could differ by (clock, chance, order
 * of collection), freezes everything that is left, so that no expression leaves anything for the next, and gives back
 * the three functions that the host calls. Nothing of it can be reached from an expression.
 */
export const prelude = `(function (read, keysOf) {
  'use strict'
  for (const name of ['Date', 'Promise', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'queueMicrotask', 'performance']) {
    delete globalThis[name]
  }
  delete Math.random
  const { parse, stringify } = JSON
  const { freeze, getPrototypeOf, getOwnPropertyDescriptors, prototype: { hasOwnProperty } } = Object
  const { get, getOwnPropertyDescriptor, has, ownKeys, apply, defineProperty } = Reflect
  const IsProxy = Proxy
  const text = String
  const known = (object, key) => apply(hasOwnProperty, object, [key])
  const absent = {}

  // What is large is carried over part by part, as it is read. Parts that were read are the target's own.
  function lazy(index, length) {
    const target = length < 0 ? {} : []
    if (length >= 0) target.length = length
    let whole = false
    function fetch(key) {
      if (whole || typeof key === 'symbol' || known(target, key)) return
      const value = read(index, key, absent)
      // Not assignment: a part may be called as something that every object has.
      if (value !== absent) defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
    }
    return new IsProxy(target, {
      get(_, key, receiver) { fetch(key); return get(target, key, receiver) },
      has(_, key) { fetch(key); return has(target, key) },
      getOwnPropertyDescriptor(_, key) { fetch(key); return getOwnPropertyDescriptor(target, key) },
      ownKeys() {
        if (!whole) { for (const key of parse(keysOf(index))) fetch(key); whole = true }
        return ownKeys(target)
      },
    })
  }

  function run(compiled, input, output, vars, cost, score) {
    const value = compiled(input, output, vars, cost, score)
    if (value === undefined) return 'undefined'
    const kind = typeof value
    if (kind === 'function' || kind === 'symbol' || kind === 'bigint') return '!' + kind
    if (kind === 'object' && value !== null && typeof value.then === 'function') return '!promise'
    if (kind === 'number' && (value !== value || value === 1 / 0 || value === -1 / 0)) return '!' + text(value)
    return stringify(value)
  }

  const seen = new Set()
  function harden(value) {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return
    seen.add(value)
    freeze(value)
    harden(getPrototypeOf(value))
    const found = getOwnPropertyDescriptors(value)
    for (const key of ownKeys(found)) {
      harden(found[key].value)
      harden(found[key].get)
      harden(found[key].set)
    }
  }
  // Kinds of functions that only syntax reaches.
  for (const each of [async function () {}, function* () {}, async function* () {}, [][Symbol.iterator](), /x/]) harden(each)
  harden(globalThis)
  return { lazy, run, parse, absent }
})`
