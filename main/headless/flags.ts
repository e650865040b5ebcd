import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataDir } from '../data-dir'

export interface Flags {
  readonly data: string
  /** 0: any free port. */
  readonly port: number
  /** Whether the default browser may be opened. */
  readonly open: boolean
  readonly help: boolean
}

export const help = `Opens the studio to the browsers of this machine.

  --data DIR   keep the vault, its backups and keys in DIR
  --port N     listen on port N instead of a free one
  --headless   print the address and open no browser (also --no-open)
  --help       this text
`

/** Reads the command line; throws a sentence for the user where it cannot. */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      headless: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}".`)
  }
  return {
    data: values.data ? resolve(values.data) : defaultDataDir(),
    port,
    open: !values.headless && !values['no-open'],
    help: values.help,
  }
}
