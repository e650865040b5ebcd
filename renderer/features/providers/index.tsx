export { Connections } from './connections'
export { KeyStore } from './key-store'
