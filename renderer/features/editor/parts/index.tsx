import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { useDocument, useDocumentStore } from '../store'
import { BasePart } from './base-part'
import { ExamplesPart } from './examples-part'
import type { PartProps } from './own'
import { SchemaPart } from './schema-part'
import { SettingsPart } from './settings-part'
import { StopPart } from './stop-part'
import { ToolsPart } from './tools-part'

/** Everything of a template beside its words. */
export function Parts() {
  const store = useDocumentStore()
  const document = useDocument((state) => state.document)
  const base = useDocument((state) => state.around?.base?.document ?? null)
  if (document.kind !== 'template') return null
  const props: PartProps = {
    document,
    base: document.base ? base : null,
    change: (change) => edit(store, (now) => (now.kind === 'template' ? change(now) : now)),
  }
  return (
    <section aria-label={t('editor.parts')} className="min-h-0 flex-1 overflow-auto">
      <BasePart {...props} />
      <SettingsPart {...props} />
      <ToolsPart {...props} />
      <SchemaPart {...props} />
      <StopPart {...props} />
      <ExamplesPart {...props} />
    </section>
  )
}
