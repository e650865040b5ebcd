import { os } from '../router'
import { copyPlanOf, doneOf } from '../services/copy'
import { exportFile } from '../services/exchange/export'
import { importFile, planImport } from '../services/exchange/import'
import type { CallContext } from '../session'
import { addStarter, countStarter, removeStarter } from '../starter'
import { callerOf, type Studio } from '../studio'

export function exchangeHandlers(studio: Studio) {
  const { exchange } = os
  const read = ({ session }: CallContext) => callerOf(studio, session)
  const tell = (workspaceId: string) => studio.topics.announce(workspaceId, { aggregate: 'entity', id: null })

  return {
    export: exchange.export.handler(async ({ context, input }) => exportFile(await read(context), input)),
    plan: exchange.plan.handler(async ({ context, input }) => planImport(await read(context), input.data)),
    import: exchange.import.handler(async ({ context, input }) => {
      const caller = await read(context)
      const done = await importFile(caller, input)
      tell(caller.who.workspaceId)
      return done
    }),
    planCopy: exchange.planCopy.handler(async ({ context, input }) => copyPlanOf(await read(context), input)),
    starter: exchange.starter.handler(async ({ context }) => {
      const { engine, who } = await read(context)
      return countStarter(engine, who)
    }),
    removeStarter: exchange.removeStarter.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      const { changed, kept } = await removeStarter(engine, who, input.commandId)
      tell(who.workspaceId)
      return { ...doneOf(input.commandId, changed), kept }
    }),
    addStarter: exchange.addStarter.handler(async ({ context, input }) => {
      const { engine, who } = await read(context)
      const changed = await addStarter(engine, who, input.commandId)
      tell(who.workspaceId)
      return doneOf(input.commandId, changed)
    }),
  }
}
