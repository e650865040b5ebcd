import { Copy } from 'lucide-react'
import type { RunDetail } from '../../contract/run'
import { providerKinds } from '../../contract/vocabulary'
import { type CodeLanguage, exportCode } from '../../core/code-export/languages'
import { problemOf } from '../data/problem'
import { type StudioClient, useStudio } from '../data/studio'
import { t } from '../i18n'
import { Button } from './button'
import { Menu, MenuItem } from './menu'
import { say, sayProblem } from './toast'

const languages: readonly { language: CodeLanguage; name: string }[] = [
  { language: 'curl', name: 'cURL' },
  { language: 'typescript', name: 'TypeScript' },
  { language: 'python', name: 'Python' },
]

/** The answer, or the call as code. Its key is never part of it: code names an environment variable. */
export function CopyAs({ runId, answer }: { runId: string; answer: string }) {
  const { client } = useStudio()
  const copy = async (make: () => Promise<string | null>) => {
    try {
      const text = await make()
      if (text === null) return sayProblem(t('ui.copy.simulator'))
      await navigator.clipboard.writeText(text)
      say(t('ui.copy.done'))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  return (
    <Menu
      trigger={
        <Button look="quiet" small icon={Copy}>
          {t('ui.copy.as')}
        </Button>
      }
    >
      <MenuItem onClick={() => void copy(async () => answer)} disabled={answer === ''}>
        {t('ui.copy.answer')}
      </MenuItem>
      {languages.map(({ language, name }) => (
        <MenuItem key={language} onClick={() => void copy(() => codeOf(client, runId, language))}>
          <span translate="no">{name}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}

async function codeOf(client: StudioClient, runId: string, language: CodeLanguage): Promise<string | null> {
  const [run, connections] = await Promise.all([client.run.get({ id: runId }), client.provider.list()])
  const address = connections.find(({ id }) => id === run.connectionId)?.address ?? null
  return exportCode(callOf(run, address), language)
}

function callOf(run: RunDetail, address: string | null) {
  const kind = providerKinds.find((each) => each === run.provider) ?? 'openai_compatible'
  const { messages, settings, stop, tools, outputSchema } = run
  return { kind, address, model: run.model ?? '', messages, settings, stop, tools, outputSchema }
}
