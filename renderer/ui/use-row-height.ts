import { useSyncExternalStore } from 'react'

const root = document.documentElement

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(root, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}

/** Pixels of a row, by the tokens: they follow the density that was chosen. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => Number.parseFloat(getComputedStyle(root).getPropertyValue('--h-row')))
