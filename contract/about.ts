import { z } from 'zod'
import { method } from './common'

/** A package of others that this program is made of. */
export const licence = z.object({
  name: z.string(),
  version: z.string(),
  /** As SPDX names it, such as MIT. */
  licence: z.string(),
  text: z.string(),
})
export type Licence = z.infer<typeof licence>

/** Where what is written lies on this machine. */
export const storage = z.object({
  folder: z.string(),
  backupsFolder: z.string(),
  /** Null until it was counted. */
  bytes: z.number().nullable(),
  /** Whether this door can show a folder in the system's own program for files. */
  canOpen: z.boolean(),
})

/** What the program says of itself; answered also while no vault is open. */
export const about = {
  storage: method.output(storage),
  openFolder: method
    .input(z.object({ which: z.enum(['data', 'backups']) }))
    .output(z.object({ opened: z.boolean() })),
  /** Every package that is built into it, by name; made with the build. */
  licences: method.output(z.array(licence)),
}
