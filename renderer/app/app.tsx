import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { type Connection, styleNonce } from '../client'
import { makeQueryClient, StudioProvider } from '../data/studio'
import { VaultGate } from '../features/vault'
import { useLanguage } from '../i18n'
import { Toasts } from '../ui/toast'
import { TooltipProvider } from '../ui/tooltip'
import { AskAhead } from './ask-ahead'
import { Shell } from './shell'

export function App({ connection }: { connection: Connection }) {
  const [cache] = useState(makeQueryClient)
  const language = useLanguage()
  const state = useSyncExternalStore(connection.subscribe, connection.state)
  return (
    <CSPProvider nonce={styleNonce()}>
      <QueryClientProvider client={cache}>
        <StudioProvider client={connection.client}>
          <TooltipProvider key={language} delay={500}>
            <AskAhead />
            <VaultGate connection={state}>
              <Shell connection={state} />
            </VaultGate>
            <Toasts />
          </TooltipProvider>
        </StudioProvider>
      </QueryClientProvider>
    </CSPProvider>
  )
}
