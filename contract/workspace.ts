import { z } from 'zod'
import { id, method, title } from './common'
import { layout, preferences } from './preferences'
import { itemColours, roles, workspaceKinds } from './vocabulary'

export const workspaceSummary = z.object({
  id,
  name: title,
  slug: z.string(),
  kind: z.enum(workspaceKinds),
  colour: z.string(),
  role: z.enum(roles),
  archived: z.boolean(),
  rowVersion: z.number().int(),
})
export type WorkspaceSummary = z.infer<typeof workspaceSummary>

/** Who is asking: worked out by the host for each connection, never taken from a call. */
export const sessionInfo = z.object({
  account: z.object({ id, name: z.string(), colour: z.string() }),
  workspace: workspaceSummary,
  door: z.string(),
  appVersion: z.string(),
  preferences,
  layout,
})
export type SessionInfo = z.infer<typeof sessionInfo>

export const session = {
  get: method.output(sessionInfo),
  /** Points this connection (a window, a command) at another workspace of its account. */
  open: method.input(z.object({ workspaceId: id })).output(sessionInfo),
  /** Changes what is named and leaves the rest. */
  keepPreferences: method
    .input(z.object({ commandId: id, changes: preferences }))
    .output(z.object({ kept: z.boolean() })),
  /**
   * How this window is left; the next start in this workspace begins so. It is kept in the workspace that it is of, and
   * in no other: the window may be told a moment after the host that it shows another one.
   */
  keepLayout: method
    .input(z.object({ commandId: id, workspaceId: id, layout }))
    .output(z.object({ kept: z.boolean() })),
}

export const workspace = {
  list: method.output(z.array(workspaceSummary)),
  create: method
    .input(
      z.object({ commandId: id, id, name: title, kind: z.enum(workspaceKinds), colour: z.string().max(20) }),
    )
    .output(workspaceSummary),
  /** A new name or colour. */
  change: method
    .input(
      z.object({
        commandId: id,
        id,
        rowVersion: z.number().int(),
        name: title.optional(),
        colour: z.enum(itemColours).optional(),
      }),
    )
    .output(workspaceSummary),
  /** Hidden from the switcher and read-only until it is taken back. */
  archive: method.input(z.object({ commandId: id, id, archived: z.boolean() })).output(workspaceSummary),
  /** What would go with it. */
  contents: method
    .input(z.object({ id }))
    .output(z.object({ items: z.number().int(), versions: z.number().int(), runs: z.number().int() })),
  /**
   * Takes a backup, then deletes the workspace with everything in it; there is no undo. Answers the job that removes
   * its rows, booked in the workspace that this connection shows afterwards.
   */
  remove: method
    .input(z.object({ commandId: id, id, typedName: z.string().max(400) }))
    .output(z.object({ jobId: id, backupId: z.string(), session: sessionInfo })),
}
