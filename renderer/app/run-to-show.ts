import { create } from 'zustand'

/** A run that an item shows as soon as it is open, by the item's id. */
export const useRunToShow = create<{ readonly byItem: Readonly<Record<string, string>> }>(() => ({
  byItem: {},
}))

export const showRunIn = (entityId: string, runId: string): void =>
  useRunToShow.setState(({ byItem }) => ({ byItem: { ...byItem, [entityId]: runId } }))
