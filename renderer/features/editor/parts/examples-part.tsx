import { Plus, Trash2 } from 'lucide-react'
import type { TemplateDocument } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { Labelled, wellClass } from '../../../ui/field'
import { Section } from '../../../ui/section'
import { isOwn, type PartProps, withOwn } from './own'
import { OwnSwitch } from './own-switch'
import { placed } from './placed'

type Example = TemplateDocument['examples'][number]

/** Pairs of question and answer that show the model how; sent before the first message of the user. */
export function ExamplesPart({ document, base, change }: PartProps) {
  const own = isOwn(document, 'examples')
  const shown = own ? document.examples : (base?.examples ?? [])
  const put = (make: (examples: readonly Example[]) => Example[]) =>
    change((now) => ({ ...now, examples: make(now.examples) }))
  return (
    <Section
      title={t('editor.field.examples')}
      note={shown.length > 0 ? (own ? String(shown.length) : t('editor.followsBase')) : undefined}
      onReset={
        base && own
          ? () => change((now) => ({ ...withOwn(now, 'examples', false), examples: [] }))
          : undefined
      }
    >
      {!own && (
        <OwnSwitch
          onOwn={() =>
            change((now) => ({ ...withOwn(now, 'examples', true), examples: base?.examples ?? [] }))
          }
        />
      )}
      {own &&
        placed(document.examples).map(({ item: example, index, key }) => (
          <fieldset
            key={key}
            aria-label={t('editor.exampleNumber', { number: index + 1 })}
            className="space-y-2"
          >
            <div className="flex items-center justify-between text-caption text-ink-3">
              {t('editor.exampleNumber', { number: index + 1 })}
              <IconButton
                icon={Trash2}
                label={t('editor.removeExample', { number: index + 1 })}
                onClick={() => put((all) => all.filter((_, at) => at !== index))}
              />
            </div>
            {(['input', 'output'] as const).map((side) => (
              <Labelled key={side} label={t(`editor.example.${side}`)}>
                {(ids) => (
                  <textarea
                    {...ids}
                    rows={2}
                    value={example[side]}
                    onChange={({ target }) =>
                      put((all) =>
                        all.map((each, at) => (at === index ? { ...each, [side]: target.value } : each)),
                      )
                    }
                    className={`${wellClass()} block resize-y py-1 font-mono no-ligatures`}
                  />
                )}
              </Labelled>
            ))}
          </fieldset>
        ))}
      {own && (
        <Button small icon={Plus} onClick={() => put((all) => [...all, { input: '', output: '' }])}>
          {t('editor.addExample')}
        </Button>
      )}
    </Section>
  )
}
