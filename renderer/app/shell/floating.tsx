import { lazy, Suspense, useState } from 'react'
import { Exchange } from '../../features/exchange'
import { useCommand } from '../commands'

const Palette = lazy(() => import('../palette').then((module) => ({ default: module.Palette })))
const KeysSheet = lazy(() =>
  import('../palette/keys-sheet').then((module) => ({ default: module.KeysSheet })),
)

/** What floats over every screen when it is asked for: the palette, quick open, the sheet of keys, what comes and goes. */
export function Floating() {
  const [shown, setShown] = useState<'all' | 'items' | 'keys' | null>(null)
  useCommand('palette.open', () => setShown('all'))
  useCommand('item.open', () => setShown('items'))
  useCommand('help.keys', () => setShown('keys'))
  const close = () => setShown(null)
  return (
    <Suspense>
      {(shown === 'all' || shown === 'items') && <Palette key={shown} only={shown} onClose={close} />}
      {shown === 'keys' && <KeysSheet onClose={close} />}
      <Exchange />
    </Suspense>
  )
}
