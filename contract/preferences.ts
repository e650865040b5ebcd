import { z } from 'zod'
import { id } from './common'
import { listSort } from './entity'
import { libraryColumns } from './vocabulary'

/** What an account chose for itself, in every workspace; left out where it never chose. */
export const preferences = z.object({
  theme: z.enum(['light', 'dark', 'system']).optional(),
  density: z.enum(['compact', 'comfortable']).optional(),
  /** A language of the screens, as BCP 47 names it. */
  language: z.string().max(20).optional(),
  /** Whether values are underlined where an answer repeats them. */
  valueMarks: z.boolean().optional(),
  /** The first steps were shown; they come back when asked for. */
  welcomed: z.boolean().optional(),
  /** Keys by command; null takes a command's key away. */
  shortcuts: z.record(z.string().max(60), z.string().max(40).nullable()).optional(),
  /** What the library's list shows beside the name, from left to right. */
  libraryColumns: z.array(z.enum(libraryColumns)).max(libraryColumns.length).optional(),
  librarySort: listSort.optional(),
})
export type Preferences = z.infer<typeof preferences>

/** An open document. A preview tab (italic) gives its place to the next one that is opened. */
export const openTab = z.object({
  id,
  title: z.string().max(400),
  form: z.enum(['text', 'chat', 'context', 'variable_set', 'variable_definition', 'workflow']),
  preview: z.boolean(),
})
export type OpenTab = z.infer<typeof openTab>

/** How an account left its window in one workspace: what is open, where it was, how wide its panes are. */
export const layout = z.object({
  tabs: z.array(openTab).max(200).default([]),
  /** The address inside the window, such as /item/<id>, with what a list is narrowed to. */
  place: z.string().max(4000).default(''),
  /** The item beside the one in view, where two are shown. */
  beside: id.nullable().default(null),
  /** Items that were opened lately, newest first. */
  recent: z.array(id).max(50).default([]),
  /** Pixels by pane. */
  panes: z.record(z.string().max(40), z.number()).default({}),
  folded: z
    .object({ browsing: z.boolean(), writing: z.boolean() })
    .default({ browsing: false, writing: true }),
  openPlaces: z.record(z.string().max(60), z.boolean()).default({}),
})
export type Layout = z.infer<typeof layout>
