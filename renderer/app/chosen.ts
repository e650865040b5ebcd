import { useEffect } from 'react'
import { create } from 'zustand'

/** What a command about items is meant for: those chosen in the list that is shown, and the place it shows. */
interface Chosen {
  readonly ids: readonly string[]
  readonly placeId: string | null
}

/** Which of the dialogs over every screen is asked for. */
export const useAsked = create<{ readonly asked: 'export' | 'import' | 'copy' | null }>(() => ({
  asked: null,
}))

export const ask = (asked: 'export' | 'import' | 'copy' | null): void => useAsked.setState({ asked })

const nothing: Chosen = { ids: [], placeId: null }

export const useChosen = create<Chosen>(() => nothing)

/** Says what is chosen while a list is on screen. */
export function useOffer(chosen: ReadonlySet<string> | string | null, placeId: string | null): void {
  useEffect(() => {
    const ids = chosen === null ? [] : typeof chosen === 'string' ? [chosen] : [...chosen]
    useChosen.setState({ ids, placeId })
  }, [chosen, placeId])
  useEffect(() => () => useChosen.setState(nothing), [])
}
