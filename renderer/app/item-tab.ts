import { useEffect } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Changed, EntityDetail } from '../../contract/entity'
import { problemOf, surely } from '../data/problem'
import { useStudio } from '../data/studio'
import { sayProblem } from '../ui/toast'
import { describeTab, formOf, keepTab, markUnsaved, openTab } from './layout'

interface Written {
  getState: () => { readonly unsaved: boolean }
  subscribe: (
    heard: (now: { readonly unsaved: boolean }, before: { readonly unsaved: boolean }) => void,
  ) => () => void
}

/** The tab carries the item's title and its ink dot; an item reached by address gets a tab too. */
export function useItemTab(detail: EntityDetail, store: Written): void {
  const { id, title } = detail
  const form = formOf(detail)
  useEffect(() => {
    openTab({ id, title, form, preview: true })
    describeTab(id, { title, form })
  }, [id, title, form])
  useEffect(() => {
    const tell = () => {
      const { unsaved } = store.getState()
      markUnsaved(id, unsaved)
      // What was written in stays, even if it was only looked at before.
      if (unsaved) keepTab(id)
    }
    tell()
    return store.subscribe((now, before) => {
      if (now.unsaved !== before.unsaved) tell()
    })
  }, [id, store])
}

/** Gives an open item another title. @param onRenamed with the state that its next save begins from */
export function useRenameItem(
  id: string,
  rowVersion: () => number,
  onRenamed: (renamed: Changed) => void,
): (title: string) => void {
  const { client } = useStudio()
  return async (title) => {
    const command = { commandId: uuidv7(), id, rowVersion: rowVersion(), title }
    try {
      onRenamed(await surely(() => client.entity.rename(command)))
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
}
