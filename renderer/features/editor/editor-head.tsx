import { PencilLine } from 'lucide-react'
import { keyOf } from '../../app/commands'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { money } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { KeyCap } from '../../ui/key-cap'
import { PaneHead } from '../../ui/pane'
import { Segmented } from '../../ui/segmented'
import { TitleField } from '../../ui/title-field'
import { useDocument } from './store'
import type { Measure } from './use-measure'

/** The text, the text with its preview below it, or the preview alone. */
export type Mode = 'write' | 'both' | 'preview'

interface EditorHeadProps {
  title: string
  onRename: (title: string) => void
  mode: Mode
  onMode: (mode: Mode) => void
  measure: Measure | null
  onSave: () => void
}

export function EditorHead({ title, onRename, mode, onMode, measure, onSave }: EditorHeadProps) {
  const unsaved = useDocument((state) => state.unsaved)
  const number = useDocument((state) => state.base.versionNumber)
  const saving = useDocument((state) => state.saving)
  const stale = useDocument((state) => state.stale !== null)
  const isTemplate = useDocument((state) => state.document.kind === 'template')
  const off = stale ? t('editor.chooseTextFirst') : saving ? t('common.beingSaved') : null
  return (
    <PaneHead contained>
      <TitleField key={title} title={title} onRename={onRename} />
      <span className="flex shrink-0 items-center gap-1.5 text-small whitespace-nowrap text-ink-2 @max-[600px]:hidden">
        {unsaved && <Icon of={PencilLine} size={13} />}
        {unsaved ? t('editor.draftAfter', { number }) : t('editor.version', { number })}
      </span>
      {measure && measure.tokens !== null && <Length measure={measure} tokens={measure.tokens} />}
      <span className="ml-auto" />
      {isTemplate && (
        <Segmented
          label={t('editor.howShown')}
          value={mode}
          onChange={onMode}
          options={[
            { value: 'write', label: t('editor.write') },
            { value: 'both', label: t('editor.both') },
            { value: 'preview', label: t('editor.preview') },
          ]}
        />
      )}
      <Button onClick={onSave} offBecause={off} aria-label={t('editor.saveVersion')}>
        {t('editor.saveVersion')}
        <span className="@max-[760px]:hidden">
          <KeyCap of={keyOf('version.save') ?? ''} />
        </span>
      </Button>
    </PaneHead>
  )
}

/** How long the prompt is, and what sending it costs. */
function Length({ measure, tokens }: { measure: Measure; tokens: number }) {
  const { exact, cost, currency } = measure
  const length = exact ? t('editor.tokens', { count: tokens }) : t('editor.tokensAbout', { count: tokens })
  return (
    <span
      title={t(exact ? 'editor.countExact' : 'editor.countEstimate')}
      className="tabular shrink-0 text-small whitespace-nowrap text-ink-3 @max-[680px]:hidden"
    >
      {length}
      {cost !== null && ` · ${money(cost, currency)}`}
    </span>
  )
}
