import { z } from 'zod'
import { id, method, title } from './common'
import { roles, workspaceKinds } from './vocabulary'

export const workspaceSummary = z.object({
  id,
  name: title,
  slug: z.string(),
  kind: z.enum(workspaceKinds),
  colour: z.string(),
  role: z.enum(roles),
  archived: z.boolean(),
})
export type WorkspaceSummary = z.infer<typeof workspaceSummary>

/** Who is asking: worked out by the host for each connection, never taken from a call. */
export const sessionInfo = z.object({
  account: z.object({ id, name: z.string(), colour: z.string() }),
  workspace: workspaceSummary,
  door: z.string(),
  appVersion: z.string(),
})
export type SessionInfo = z.infer<typeof sessionInfo>

export const session = {
  get: method.output(sessionInfo),
  /** Points this connection (a window, a command) at another workspace of its account. */
  open: method.input(z.object({ workspaceId: id })).output(sessionInfo),
}

export const workspace = {
  list: method.output(z.array(workspaceSummary)),
  create: method
    .input(
      z.object({ commandId: id, id, name: title, kind: z.enum(workspaceKinds), colour: z.string().max(20) }),
    )
    .output(workspaceSummary),
}
