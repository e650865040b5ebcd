import type { Base, TemplateDocument, Variable } from '../../contract/template'
import type { FollowedBase, KnownDefinition, Surroundings } from '../../contract/writing'
import { usedContexts } from '../../core/document/contexts'
import { followDefinitions, followedIds } from '../../core/template/definitions'
import { type Inherited, inheritAll } from '../../core/template/inherit'
import type { TemplateIssue } from '../../core/template/issues'
import { getBase } from '../../db/queries/base'
import { reachedContexts } from '../../db/queries/context'
import { definitionsById } from '../../db/queries/variable-set'
import type { Caller } from '../caller'

/** So deep may templates be built on each other. */
const deepest = 20

interface Bases {
  /** From the nearest to the farthest. */
  readonly bases: readonly FollowedBase[]
  /** Why the way ends before a template that has no base; null where it does not. */
  readonly problem: string | null
}

/**
 * A template with everything that it follows, bases and shared definitions: what is rendered, run, checked and shown.
 * A base that cannot be found is an issue; its template stands for itself then.
 */
export async function withBases(caller: Caller, document: TemplateDocument): Promise<Inherited> {
  const inherited = await inheritedBy(caller, document)
  const { variables } = inherited.document
  const known = await definitionsOf(caller, variables)
  return {
    ...inherited,
    document: { ...inherited.document, variables: followDefinitions(variables, byId(known)) },
  }
}

const definitionsOf = ({ engine, who }: Caller, variables: readonly Variable[]): Promise<KnownDefinition[]> =>
  definitionsById(engine, who.workspaceId, followedIds(variables))

const byId = (known: readonly KnownDefinition[]): ReadonlyMap<string, Variable> =>
  new Map(known.map(({ id, variable }) => [id, variable]))

async function inheritedBy(caller: Caller, document: TemplateDocument): Promise<Inherited> {
  if (!document.base) return inheritAll(document, [])
  const { bases, problem } = await basesOf(caller, document.base)
  const inherited = inheritAll(
    document,
    bases.map((base) => base.document),
  )
  return problem ? { ...inherited, issues: [baseIssue(problem), ...inherited.issues] } : inherited
}

/** What the screens need to render and check a text by themselves, while it is being written. */
export async function surroundingsOf(
  caller: Caller,
  asked: {
    readonly entityId: string
    readonly base?: Base | null | undefined
    readonly slugs: readonly string[]
    readonly definitions: readonly string[]
  },
): Promise<Surroundings> {
  const { bases, problem } = asked.base
    ? await basesOf(caller, asked.base, asked.entityId)
    : { bases: [], problem: null }
  const [nearest, ...farther] = bases
  const base = nearest && {
    ...nearest,
    document: inheritAll(
      nearest.document,
      farther.map(({ document }) => document),
    ).document,
  }
  const slugs = [...asked.slugs, ...(base ? usedContexts(base.document) : [])]
  const { engine, who } = caller
  const contexts = await reachedContexts(engine, who.workspaceId, slugs)
  const theirs = [...(base?.document.variables ?? []), ...contexts.flatMap((each) => each.document.variables)]
  const known = await definitionsById(engine, who.workspaceId, [
    ...new Set([...asked.definitions, ...followedIds(theirs)]),
  ])
  const following = <D extends { readonly variables: Variable[] }>(document: D): D => ({
    ...document,
    variables: followDefinitions(document.variables, byId(known)),
  })
  return {
    base: base ? { ...base, document: following(base.document) } : null,
    baseProblem: problem,
    asked: [...asked.slugs],
    contexts: contexts.map((context) => ({ ...context, document: following(context.document) })),
    definitions: known.filter(({ id }) => asked.definitions.includes(id)),
  }
}

/**
 * Follows a base link through any number of steps, as the labels and heads stand now.
 * @param builtOn the template that would be built on it
 */
async function basesOf({ engine, who }: Caller, link: Base, builtOn?: string): Promise<Bases> {
  const bases: FollowedBase[] = []
  for (let next: Base | null | undefined = link; next; next = bases.at(-1)?.document.base) {
    const { templateId } = next
    const again = bases.findIndex((base) => base.templateId === templateId)
    if (templateId === builtOn) return { bases, problem: ownBase }
    if (again !== -1 || bases.length === deepest) return { bases, problem: circle(bases, again) }
    const base = await getBase(engine, who.workspaceId, next)
    if (!base) return { bases, problem: missing(next, bases.at(-1)) }
    bases.push(base)
  }
  return { bases, problem: null }
}

const ownBase =
  'This template would be built on itself, over one or more steps. Choose a base that does not lead back to it.'

function circle(bases: readonly FollowedBase[], again: number): string {
  if (again === -1)
    return `Templates are built on each other more than ${deepest} deep. Choose a nearer base.`
  const titles = bases.slice(again).map(({ title }) => title)
  return `Templates are built on each other in a circle: ${[...titles, titles[0]].join(' → ')}. Choose another base.`
}

function missing({ follow }: Base, inside: FollowedBase | undefined): string {
  const whose = inside ? `The base of "${inside.title}"` : 'The base of this template'
  if (follow.by === 'label') {
    return `${whose} has no version labelled "${follow.label}". Choose another label, or follow the newest version.`
  }
  return `${whose} is not there any more. Restore it from the trash, or choose another base.`
}

const baseIssue = (message: string): TemplateIssue => ({
  code: 'base',
  message,
  messageIndex: null,
  line: null,
  column: null,
})
