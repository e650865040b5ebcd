import type { TemplateDocument } from '../../../../contract/template'

export interface PartProps {
  document: TemplateDocument
  /** What the base says, complete; null without a base. */
  base: TemplateDocument | null
  change: (change: (document: TemplateDocument) => TemplateDocument) => void
}

type OwnList = 'outputSchema' | 'stop' | 'examples'

/** Marks a list as the template's own, so that the base's is not followed any more; or gives it back. */
export function withOwn(document: TemplateDocument, part: OwnList, own: boolean): TemplateDocument {
  if (!document.base) return document
  const others = document.base.own.filter((each) => each !== part)
  return { ...document, base: { ...document.base, own: own ? [...others, part] : others } }
}

/** Whether a list is written here: without a base everything is. */
export const isOwn = ({ base }: TemplateDocument, part: OwnList): boolean => !base || base.own.includes(part)
