import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** An open document. A preview tab (italic) gives its place to the next one that is opened. */
export interface Tab {
  id: string
  title: string
  form: 'text' | 'chat' | 'context'
  preview: boolean
}

interface Tabs {
  /** Tabs belong to a workspace; another one's are never shown. */
  byWorkspace: Record<string, Tab[]>
  unsaved: Record<string, boolean>
  open: (workspaceId: string, tab: Tab) => void
  close: (workspaceId: string, id: string) => void
  keep: (workspaceId: string, id: string) => void
  describe: (workspaceId: string, id: string, about: Pick<Tab, 'title' | 'form'>) => void
  markUnsaved: (id: string, unsaved: boolean) => void
}

const noTabs: Tab[] = []

export const useTabs = create<Tabs>()(
  persist(
    (set) => {
      const change = (workspaceId: string, to: (tabs: Tab[]) => Tab[]) =>
        set((state) => ({
          byWorkspace: {
            ...state.byWorkspace,
            [workspaceId]: to(state.byWorkspace[workspaceId] ?? noTabs),
          },
        }))
      return {
        byWorkspace: {},
        unsaved: {},
        open: (workspaceId, tab) =>
          change(workspaceId, (tabs) => {
            if (tabs.some((each) => each.id === tab.id)) {
              return tabs.map((each) =>
                each.id === tab.id ? { ...each, preview: each.preview && tab.preview } : each,
              )
            }
            return [...tabs.filter((each) => !(tab.preview && each.preview)), tab]
          }),
        close: (workspaceId, id) => change(workspaceId, (tabs) => tabs.filter((tab) => tab.id !== id)),
        keep: (workspaceId, id) =>
          change(workspaceId, (tabs) =>
            tabs.map((tab) => (tab.id === id ? { ...tab, preview: false } : tab)),
          ),
        describe: (workspaceId, id, about) =>
          change(workspaceId, (tabs) => tabs.map((tab) => (tab.id === id ? { ...tab, ...about } : tab))),
        markUnsaved: (id, unsaved) => set((state) => ({ unsaved: { ...state.unsaved, [id]: unsaved } })),
      }
    },
    { name: 'tabs', partialize: ({ byWorkspace }) => ({ byWorkspace }) },
  ),
)

export const tabsOf = (workspaceId: string) => (state: Tabs) => state.byWorkspace[workspaceId] ?? noTabs
