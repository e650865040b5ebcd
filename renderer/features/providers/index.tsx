export { Connections } from './connections'
export { KeyStore } from './key-store'
export { Prices } from './prices'
