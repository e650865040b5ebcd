import { useEffect } from 'react'
import { create } from 'zustand'

/** What a command about items is meant for: those chosen in the list that is shown, and the place it shows. */
interface Chosen {
  readonly ids: readonly string[]
  readonly placeId: string | null
}

/** Which of the dialogs over every screen is asked for. */
interface Asked {
  readonly asked: 'export' | 'import' | 'copy' | null
  /** What it is asked for, where that is not what is chosen in the list. */
  readonly of: readonly string[] | null
}

export const useAsked = create<Asked>(() => ({ asked: null, of: null }))

export const ask = (asked: Asked['asked'], of: Asked['of'] = null): void => useAsked.setState({ asked, of })

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
