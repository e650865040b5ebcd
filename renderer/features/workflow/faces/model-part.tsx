import type { ModelSettings } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Button } from '../../../ui/button'
import { Labelled } from '../../../ui/field'
import { ModelField } from '../../../ui/model-field'
import { ModelKnobs } from '../../../ui/model-knobs'
import { Section } from '../../../ui/section'

interface ModelPartProps {
  model: ModelSettings
  problem: string | null
  /** What holds where nothing is chosen, in a word: of a template its own. */
  otherwise?: string
  onChange: (model: ModelSettings) => void
}

/** Which model is asked, and how. */
export function ModelPart({ model, problem, otherwise, onChange }: ModelPartProps) {
  const { connectionId, model: name, ...rest } = model
  const choice = name ? { connectionId: connectionId ?? '', model: name } : null
  return (
    <>
      <Labelled
        label={t('playground.model')}
        problem={problem}
        note={
          otherwise &&
          choice && (
            <Button small look="quiet" onClick={() => onChange(rest)}>
              {t('nodeForm.followTemplate')}
            </Button>
          )
        }
      >
        {() => (
          <ModelField
            choice={choice}
            onChange={(chosen) => onChange({ ...model, ...chosen })}
            {...(otherwise ? { placeholder: otherwise } : {})}
          />
        )}
      </Labelled>
      <div className="-mx-4 border-t border-line last:-mb-4 last:[&>div]:border-b-0">
        <Section title={t('playground.settings')} note={setCount(model)}>
          <ModelKnobs
            settings={model}
            onChange={onChange}
            {...(otherwise ? { placeholder: otherwise } : {})}
          />
        </Section>
      </div>
    </>
  )
}

function setCount({ temperature, topP, maxTokens, seed }: ModelSettings): string | undefined {
  const count = [temperature, topP, maxTokens, seed].filter(
    (each) => each !== null && each !== undefined,
  ).length
  return count === 0 ? undefined : t('editor.countSet', { count })
}
