import { beforeEach, describe, expect, it } from 'vitest'
import { closeTab, keepTab, moveTab, openTab, useLayout } from './layout'

const tab = (id: string, preview = false) => ({ id, title: id, form: 'text' as const, preview })
const names = () => useLayout.getState().tabs.map(({ id, preview }) => (preview ? `${id} (preview)` : id))

describe('open tabs', () => {
  beforeEach(() => useLayout.setState({ tabs: [], recent: [] }))

  it('lets a preview take the place of the one before, and none that was kept', () => {
    for (const each of [tab('a'), tab('b', true), tab('c'), tab('d', true)]) openTab(each)
    expect(names()).toEqual(['a', 'd (preview)', 'c'])
    keepTab('d')
    openTab(tab('e', true))
    expect(names()).toEqual(['a', 'd', 'c', 'e (preview)'])
  })

  it('keeps a preview that is opened for good, and never makes a preview of a tab that was kept', () => {
    openTab(tab('a', true))
    openTab(tab('a'))
    openTab(tab('a', true))
    expect(names()).toEqual(['a'])
  })

  it('moves a tab to a place, and no further than the ends', () => {
    for (const id of ['a', 'b', 'c']) openTab(tab(id))
    moveTab('c', 0)
    expect(names()).toEqual(['c', 'a', 'b'])
    moveTab('c', 99)
    moveTab('nobody', 0)
    expect(names()).toEqual(['a', 'b', 'c'])
  })

  it('remembers what was opened lately, closed or not', () => {
    for (const id of ['a', 'b', 'a']) openTab(tab(id))
    closeTab('a')
    expect(useLayout.getState().recent).toEqual(['a', 'b'])
  })
})
