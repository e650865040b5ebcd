import { z } from 'zod'
import { id, method, money } from './common'
import { modelChoice } from './run'
import { base, contextDocument, templateDocument, variable } from './template'

/** A context as it stands now, and every one that it renders itself. */
const knownContext = z.object({ id, slug: z.string(), title: z.string(), document: contextDocument })
export type KnownContext = z.infer<typeof knownContext>

/** What a template is built on, as its link means it now. */
const followedBase = z.object({
  templateId: id,
  title: z.string(),
  versionId: id,
  number: z.number().int(),
  semver: z.string(),
  /** Complete: with all that it follows from its own base. */
  document: templateDocument,
})
export type FollowedBase = z.infer<typeof followedBase>

/** A shared variable as it stands now. */
const knownDefinition = z.object({ id, title: z.string(), variable })
export type KnownDefinition = z.infer<typeof knownDefinition>

const surroundings = z.object({
  base: followedBase.nullable(),
  /** Why the base cannot be followed, with the remedy; null where it can. */
  baseProblem: z.string().nullable(),
  /** The slugs that were asked for: of others nothing is known. */
  asked: z.array(z.string()),
  contexts: z.array(knownContext),
  /** Of those that were asked for. Base and contexts come with theirs put in. */
  definitions: z.array(knownDefinition),
})
export type Surroundings = z.infer<typeof surroundings>

/** What a text in the making needs from the host; its rendering and checking need nothing else. */
export const template = {
  /**
   * What stands around a text: its base, the contexts it reaches and the shared definitions that its variables follow.
   * `entityId`: the template that would be built on the base.
   */
  surroundings: method
    .input(
      z.object({
        entityId: id,
        base: base.nullish(),
        slugs: z.array(z.string().max(200)).max(1000),
        definitions: z.array(id).max(500).default([]),
      }),
    )
    .output(surroundings),
  /** The labels on a template's versions, which a base link can follow. */
  labels: method.input(z.object({ id })).output(z.array(z.object({ name: z.string(), versionId: id }))),
  /** How long the prompt is, and what sending it to a model costs; null is unknown. */
  measure: method
    .input(
      z.object({
        document: templateDocument,
        values: z.record(z.string(), z.unknown()),
        choice: modelChoice.nullish(),
      }),
    )
    .output(
      z.object({
        tokens: z.number().int().nullable(),
        /** False where the model counts in a way of its own: then it is an estimate. */
        exact: z.boolean(),
        cost: money,
        currency: z.string(),
        simulated: z.boolean(),
        /** Tokens that the model takes, prompt and answer together. */
        contextWindow: z.number().int().nullable(),
      }),
    ),
}
