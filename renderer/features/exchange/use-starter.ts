import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'
import { useDone } from './use-done'

/** The starter items, brought here or taken away in one step. */
export function useStarter(): { add: () => void; remove: () => void } {
  const { client } = useStudio()
  const done = useDone()
  const attempt = (work: (commandId: string) => Promise<string>) => () => {
    const commandId = uuidv7()
    work(commandId)
      .then((said) => done(commandId, said))
      .catch((error: unknown) => sayProblem(problemOf(error).sentence))
  }
  return {
    add: attempt(async (commandId) => {
      const { items } = await surely(() => client.exchange.addStarter({ commandId }))
      return t('exchange.starterAdded', { count: items })
    }),
    remove: attempt(async (commandId) => {
      const { items, kept } = await surely(() => client.exchange.removeStarter({ commandId }))
      const said = t('exchange.starterRemoved', { count: items })
      return kept === 0 ? said : `${said} ${t('exchange.starterKept', { count: kept })}`
    }),
  }
}
