import { lazy, Suspense } from 'react'
import { ask, useAsked, useChosen } from '../../app/chosen'
import { useCommand } from '../../app/commands'
import { usePlace } from '../../app/location'
import { useStarter } from './use-starter'

const ExportDialog = lazy(() =>
  import('./export-dialog').then((module) => ({ default: module.ExportDialog })),
)
const ImportDialog = lazy(() =>
  import('./import-dialog').then((module) => ({ default: module.ImportDialog })),
)
const CopyDialog = lazy(() => import('./copy-dialog').then((module) => ({ default: module.CopyDialog })))

/** What comes into a workspace and goes out of it: files, copies, the starter items. */
export function Exchange() {
  const shown = useAsked(({ asked }) => asked)
  const of = useAsked((each) => each.of)
  const place = usePlace()
  const chosen = useChosen((each) => each.ids)
  const placeId = useChosen((each) => each.placeId)
  const ids = place.at === 'item' ? [place.id] : chosen
  const { add, remove } = useStarter()
  useCommand('items.import', () => ask('import'))
  useCommand('items.export', () => ask('export'))
  // In the list it is a command of the row.
  useCommand('row.copy', place.at === 'item' ? () => ask('copy') : null)
  useCommand('starter.add', add)
  useCommand('starter.remove', remove)
  const close = () => ask(null)
  return (
    <Suspense>
      {shown === 'export' && <ExportDialog ids={of ?? ids} placeId={placeId} onClose={close} />}
      {shown === 'import' && <ImportDialog placeId={placeId} onClose={close} />}
      {shown === 'copy' && <CopyDialog ids={ids} onClose={close} />}
    </Suspense>
  )
}
