import { useState } from 'react'
import { t } from '../../../i18n'
import { Labelled, wellClass } from '../../../ui/field'
import { Section } from '../../../ui/section'
import { isOwn, type PartProps, withOwn } from './own'
import { OwnSwitch } from './own-switch'

const most = 16

/** Texts at which the model stops, one a line. */
export function StopPart({ document, base, change }: PartProps) {
  const own = isOwn(document, 'stop')
  const shown = own ? document.stop : (base?.stop ?? [])
  const [text, setText] = useState(() => document.stop.join('\n'))
  const lines = text.split('\n').filter((line) => line !== '')
  return (
    <Section
      title={t('editor.field.stop')}
      note={shown.length > 0 ? (own ? String(shown.length) : t('editor.followsBase')) : undefined}
      onReset={
        base && own ? () => change((now) => ({ ...withOwn(now, 'stop', false), stop: [] })) : undefined
      }
    >
      {own ? (
        <Labelled
          label={t('editor.stopLines')}
          problem={lines.length > most ? t('editor.mostStops', { most, number: lines.length }) : null}
        >
          {(ids) => (
            <textarea
              {...ids}
              rows={3}
              value={text}
              onChange={({ target }) => {
                setText(target.value)
                const stop = target.value.split('\n').filter((line) => line !== '')
                if (stop.length <= most) change((now) => ({ ...now, stop }))
              }}
              className={`${wellClass(lines.length > most)} block resize-y py-1 font-mono no-ligatures`}
            />
          )}
        </Labelled>
      ) : (
        <OwnSwitch
          onOwn={() => {
            setText((base?.stop ?? []).join('\n'))
            change((now) => ({ ...withOwn(now, 'stop', true), stop: base?.stop ?? [] }))
          }}
        />
      )}
    </Section>
  )
}
