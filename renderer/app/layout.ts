import { create } from 'zustand'
import type { Layout, OpenTab } from '../../contract/preferences'
import type { EntityType } from '../../contract/vocabulary'

/** How this window is laid out in the workspace it shows; the host keeps it for the next start. */
export const useLayout = create<Layout>(() => ({
  tabs: [],
  place: '',
  beside: null,
  recent: [],
  panes: {},
  folded: { browsing: false, writing: true },
  openPlaces: {},
}))

/** Documents whose text differs from their newest version. */
export const useUnsaved = create<Readonly<Record<string, boolean>>>(() => ({}))

const change = (how: (layout: Layout) => Partial<Layout>): void => useLayout.setState(how)

const changeTabs = (how: (tabs: OpenTab[]) => OpenTab[]): void => change(({ tabs }) => ({ tabs: how(tabs) }))

export const fold = (way: 'browsing' | 'writing'): void =>
  change(({ folded }) => ({ folded: { ...folded, [way]: !folded[way] } }))

export const setPlaceOpen = (id: string, open: boolean): void =>
  change(({ openPlaces }) => ({ openPlaces: { ...openPlaces, [id]: open } }))

/** How an item is shown where its kind and form are one: its tab. */
export const formOf = ({ type, form }: { type: EntityType; form: 'text' | 'chat' | null }): OpenTab['form'] =>
  form ??
  (type === 'variable_set' || type === 'variable_definition' || type === 'workflow' ? type : 'context')

/** Opens a tab, or keeps the one that is there; a preview gives its place to the next one. */
export function openTab(tab: OpenTab): void {
  change(({ tabs, recent }) => ({
    tabs: withTab(tabs, tab),
    recent: [tab.id, ...recent.filter((id) => id !== tab.id)].slice(0, 30),
  }))
}

function withTab(tabs: readonly OpenTab[], tab: OpenTab): OpenTab[] {
  if (tabs.some((each) => each.id === tab.id)) {
    return tabs.map((each) => (each.id === tab.id ? { ...each, preview: each.preview && tab.preview } : each))
  }
  const at = tab.preview ? tabs.findIndex((each) => each.preview) : -1
  return at === -1 ? [...tabs, tab] : tabs.map((each, index) => (index === at ? tab : each))
}

export const closeTab = (id: string): void =>
  change(({ tabs, beside }) => ({
    tabs: tabs.filter((tab) => tab.id !== id),
    beside: beside === id ? null : beside,
  }))

/** The pixels of a pane; undefined lets it be as wide as it is by itself. */
export const setPane = (name: string, pixels: number | undefined): void =>
  change(({ panes: { [name]: _, ...rest } }) => ({
    panes: pixels === undefined ? rest : { ...rest, [name]: pixels },
  }))

/** A preview that was written in, or asked to stay, stays. */
export const keepTab = (id: string): void =>
  changeTabs((tabs) => tabs.map((tab) => (tab.id === id ? { ...tab, preview: false } : tab)))

/** What is known of an open item changed: its title, its form. */
export const describeTab = (id: string, about: Pick<OpenTab, 'title' | 'form'>): void =>
  changeTabs((tabs) => tabs.map((tab) => (tab.id === id ? { ...tab, ...about } : tab)))

/** Puts a tab before the one that stands at `to`. */
export function moveTab(id: string, to: number): void {
  changeTabs((tabs) => {
    const tab = tabs.find((each) => each.id === id)
    if (!tab) return tabs
    const rest = tabs.filter((each) => each !== tab)
    return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, tab)
  })
}

export const markUnsaved = (id: string, unsaved: boolean): void => useUnsaved.setState({ [id]: unsaved })
