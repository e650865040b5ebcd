import { Liquid, Token } from 'liquidjs'
import { liquidFilters, present, promptFilters } from './filters'
import { TemplateRefusal } from './issues'
import { positionAt } from './positions'

/** Texts by slug. A null prototype keeps `{% render "constructor" %}` from finding anything. */
export type ContextTexts = Readonly<Record<string, string>>

export interface LiquidOptions {
  readonly contexts?: ContextTexts
  /** What "now" and "today" mean for the date filter, ISO; without it they stay as they are. */
  readonly now?: string
  /** IANA name; default UTC, so that the same input gives the same prompt everywhere. */
  readonly timeZone?: string
}

/** Limits inside the engine. They catch the common cases early; the hard limits are the worker's. */
export const limits = { parseLength: 1_000_000, renderMs: 400, memoryUnits: 8_000_000 } as const

const refusedTags: Readonly<Record<string, string>> = {
  include:
    'Contexts are included with {% render "slug" %}; {% include %} would let them change your variables.',
  layout: 'A template is built on another one as a whole: choose its base template instead of {% layout %}.',
  tablerow: '{% tablerow %} writes HTML. Use {% for %} and write the row yourself.',
}

// The library counts from the first character of the text for each token: most of the time that a long text took.
Token.prototype.getPosition = function (this: Token) {
  return positionAt(this.input, this.begin)
}

/** A Liquid that reads no file, sees own properties only and knows our filters. Cheap: make one a document. */
export function createLiquid(options: LiquidOptions = {}): Liquid {
  const liquid = new Liquid({
    templates: Object.assign(Object.create(null), options.contexts),
    globals: Object.create(null),
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    outputEscape: present,
    timezoneOffset: options.timeZone ?? 'UTC',
    locale: 'en-US',
    parseLimit: limits.parseLength,
    renderLimit: limits.renderMs,
    memoryLimit: limits.memoryUnits,
  })
  const kept = new Set(liquidFilters)
  for (const name of Object.keys(liquid.filters)) if (!kept.has(name)) liquid.unregisterFilter(name)
  for (const filter of promptFilters) liquid.registerFilter(filter.name, filter.implementation)
  for (const [name, message] of Object.entries(refusedTags)) liquid.registerTag(name, refusing(message))
  if (options.now !== undefined) pinNow(liquid, options.now)
  return liquid
}

const refusing = (message: string) => ({
  parse(): void {
    throw new TemplateRefusal({ code: 'refused', message })
  },
  render(): void {},
})

function pinNow(liquid: Liquid, now: string): void {
  const original = liquid.filters.date
  const handler = typeof original === 'function' ? original : original?.handler
  if (!handler) return
  liquid.registerFilter('date', function (value: unknown, ...rest: unknown[]) {
    return handler.call(this, value === 'now' || value === 'today' ? now : value, ...rest)
  })
}
