import { t } from '../../../i18n'
import { JsonField } from '../../../ui/json-field'
import { Section } from '../../../ui/section'
import { isOwn, type PartProps, withOwn } from './own'
import { OwnSwitch } from './own-switch'

/** The JSON schema that an answer has to fit. */
export function SchemaPart({ document, base, change }: PartProps) {
  const own = isOwn(document, 'outputSchema')
  const shown = own ? document.outputSchema : base?.outputSchema
  return (
    <Section
      title={t('editor.field.outputSchema')}
      note={shown === undefined ? undefined : own ? t('editor.set') : t('editor.followsBase')}
      onReset={base && own ? () => change((now) => withOwn(now, 'outputSchema', false)) : undefined}
    >
      {own ? (
        <JsonField
          label={t('editor.jsonSchema')}
          hint={t('editor.schemaHint')}
          value={document.outputSchema}
          onChange={(schema) =>
            change(({ outputSchema: _old, ...now }) => (schema ? { ...now, outputSchema: schema } : now))
          }
        />
      ) : (
        <OwnSwitch
          onOwn={() =>
            change((now) => ({
              ...withOwn(now, 'outputSchema', true),
              ...(base?.outputSchema === undefined ? {} : { outputSchema: base.outputSchema }),
            }))
          }
        />
      )}
    </Section>
  )
}
