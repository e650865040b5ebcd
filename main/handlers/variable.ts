import { listDefinitions, listDefinitionUsers, listVariableRows } from '../../db/queries/variable-set'
import { changeRows } from '../../db/write/variable-rows'
import { os } from '../router'
import { callerOf, type Studio } from '../studio'

export function variableHandlers(studio: Studio) {
  const { variable } = os
  return {
    rows: variable.rows.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listVariableRows(engine, who.workspaceId, input)
    }),
    changeRows: variable.changeRows.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      const changed = await changeRows(engine, who, input)
      studio.topics.announce(who.workspaceId, { aggregate: 'entity', id: input.id })
      return changed
    }),
    definitions: variable.definitions.handler(async ({ context }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listDefinitions(engine, who.workspaceId)
    }),
    users: variable.users.handler(async ({ context, input }) => {
      const { engine, who } = await callerOf(studio, context.session)
      return listDefinitionUsers(engine, who.workspaceId, input.id)
    }),
  }
}
